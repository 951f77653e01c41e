package org.portalemails.settings.form;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.MergeField;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Severity;
import org.portalemails.template.mustache.FieldUse;
import org.portalemails.template.mustache.TemplateReading;

/** Finds links that open nothing: a {@code mailto:} without a mailbox, a {@code tel:} without a number, a place in the same mail. */
final class DeadLinks {
    private static final int MAX = 20;
    private static final String MAILTO = "mailto:";
    private static final String TEL = "tel:";
    private static final String SMS = "sms:";

    /** RFC 3966 as people write it: separators, and parameters behind a semicolon. */
    private static final Pattern NUMBER =
            Pattern.compile("\\+?[0-9*#().\\- \\x{a0}]*[0-9][0-9*#().\\- \\x{a0},]*(?:;.*)?");

    private DeadLinks() {}

    /**
     * Looks through the links that an author wrote.
     *
     * @param links those without a field
     * @param path the path of the violations
     * @return warnings, one for each address
     */
    public static List<SettingsViolation> in(List<TemplateReading.Link> links, String path) {
        List<SettingsViolation> found = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (TemplateReading.Link link : links) {
            String code = problem(link.address());
            if (code != null && found.size() < MAX && known.add(link.address())) {
                found.add(new SettingsViolation(path, code, Severity.WARNING, link.position(), Map.of()));
            }
        }
        return found;
    }

    /** A field whose values are no mailboxes, or no numbers, where one is needed. */
    public static Optional<SettingsViolation> with(MergeField field, FieldUse use, String path) {
        String code =
                switch (use.place()) {
                    case MAIL_ADDRESS ->
                        EmailAddress.brokenRule(field.example()).isPresent() ? "text.mail-link" : "";
                    case PHONE_NUMBER -> isNumber(field.example()) ? "" : "text.phone-link";
                    default -> "";
                };
        return code.isEmpty()
                ? Optional.empty()
                : Optional.of(new SettingsViolation(path, code, Severity.WARNING, use.position(), Map.of()));
    }

    private static @Nullable String problem(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        if (lower.startsWith("#")) {
            return "text.place-link";
        }
        boolean mail = lower.startsWith(MAILTO);
        if (!mail && !lower.startsWith(TEL) && !lower.startsWith(SMS)) {
            return null;
        }
        String target = address.substring(address.indexOf(':') + 1);
        int query = target.indexOf('?');
        String named = query < 0 ? target : target.substring(0, query);
        if (named.isEmpty() && query >= 0 && query + 1 < target.length() && !lower.startsWith(TEL)) {
            // The reader chooses whom to send the text to.
            return null;
        }
        if (mail) {
            return areMailboxes(named) ? null : "text.mail-link";
        }
        return isNumber(named) ? null : "text.phone-link";
    }

    private static boolean areMailboxes(String written) {
        for (String one : written.split(",", -1)) {
            try {
                String plain = URLDecoder.decode(one.replace("+", "%2B"), StandardCharsets.UTF_8);
                if (EmailAddress.brokenRule(plain).isPresent()) {
                    return false;
                }
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String written) {
        String plain;
        try {
            plain = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return plain.length() <= 100 && NUMBER.matcher(plain).matches();
    }
}
