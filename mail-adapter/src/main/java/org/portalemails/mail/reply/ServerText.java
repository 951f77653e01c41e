package org.portalemails.mail.reply;

import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;

/** Takes addresses out of what a server says, so that it can be stored and logged. */
public final class ServerText {
    private static final String HIDDEN = "[address]";
    private static final String HIDDEN_SECRET = "[secret]";
    private static final int SHORTEST_BASE64 = 16;
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST = 2000;
    private static final String OPENING = "<([\"'`";
    private static final String CLOSING = ">)]\"'`";

    private ServerText() {}

    /**
     * Hides everything around an at sign, and the local part of the recipient where it stands alone. A local part that is an ordinary
     * word ({@code relay@}, {@code user@}) is hidden only where it stands in quotation marks or brackets: elsewhere it is a word of the
     * server's.
     *
     * @param text what the server said; 2000 characters are kept at most, cut when the addresses are hidden, so that none is cut in two
     *     and missed
     * @param recipient the recipient, if there is one yet
     * @return one line, still to be cleaned and cut by {@link org.portalemails.transport.DeliveryOutcome.Reply}
     */
    public static String withoutAddresses(String text, @Nullable EmailAddress recipient) {
        return cut(hidden(text, recipient));
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static String hidden(String text, @Nullable EmailAddress recipient) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int to = from;
            boolean at = false;
            while (to < text.length() && !isDelimiter(text.charAt(to))) {
                at |= text.charAt(to) == '@' || text.charAt(to) == '\uff20';
                to++;
            }
            out.append(at ? HIDDEN : text.substring(from, to));
            if (to < text.length()) {
                char c = text.charAt(to);
                out.append(c == '\n' ? ' ' : c);
            }
            from = to + 1;
        }
        return recipient == null
                ? out.toString()
                : withoutName(out.toString(), recipient.localPart(), isWord(recipient.localPart()));
    }

    /**
     * Hides what a server may repeat of a login: the user, the secret, and every long run that could be base64.
     *
     * @param text what the server said
     * @param user the user name
     * @param secret password or token, or {@code null}
     * @return the text without them
     */
    public static String withoutCredentials(String text, String user, @Nullable String secret) {
        String out = text;
        if (secret != null && !secret.isEmpty()) {
            out = out.replace(secret, HIDDEN_SECRET);
        }
        out = withoutName(hidden(out, null), user, false);
        StringBuilder kept = new StringBuilder(out.length());
        int from = 0;
        while (from < out.length()) {
            int to = from;
            boolean mixed = false;
            while (to < out.length() && isBase64(out.charAt(to))) {
                mixed |= !Character.isLowerCase(out.charAt(to));
                to++;
            }
            kept.append(mixed && to - from >= SHORTEST_BASE64 ? HIDDEN_SECRET : out.substring(from, to));
            if (to < out.length()) {
                kept.append(out.charAt(to));
            }
            from = to + 1;
        }
        return cut(kept.toString());
    }

    private static boolean isBase64(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "+/=-_".indexOf(c) >= 0;
    }

    private static boolean isDelimiter(char c) {
        return c <= ' ' || "<>()[]\",;:".indexOf(c) >= 0;
    }

    /** Whether a local part may stand in what a server says without meaning the recipient: letters only. */
    private static boolean isWord(String localPart) {
        return localPart.chars().allMatch(Character::isLetter);
    }

    private static boolean isEnclosed(String text, int from, int to) {
        int opening = from == 0 ? -1 : OPENING.indexOf(text.charAt(from - 1));
        return opening >= 0 && to < text.length() && text.charAt(to) == CLOSING.charAt(opening);
    }

    /** Where a name stands next, without regard to case, or -1. Lower case of a whole text may be longer than the text. */
    private static int indexOf(String text, String name, int from) {
        for (int i = from; i + name.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, name, 0, name.length())) {
                return i;
            }
        }
        return -1;
    }

    private static String withoutName(String text, String localPart, boolean onlyEnclosed) {
        if (localPart.length() < SHORTEST_NAME) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        int found;
        while ((found = indexOf(text, localPart, from)) >= 0) {
            int end = found + localPart.length();
            boolean alone = (found == 0 || !Character.isLetterOrDigit(text.charAt(found - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
            alone &= !onlyEnclosed || isEnclosed(text, found, end);
            out.append(text, from, found).append(alone ? HIDDEN : text.substring(found, end));
            from = end;
        }
        return out.append(text, from, text.length()).toString();
    }
}
