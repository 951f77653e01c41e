package org.portalemails.view;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.portalemails.UnknownCompanyException;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.EmailAddressException;
import org.portalemails.language.Messages;
import org.portalemails.notification.FieldValueException;
import org.portalemails.screen.PortalNotUsedException;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.RefusedSettingException;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.UnknownVersionException;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.Severity;

/**
 * Why a request was refused: the body of an answer by RFC 9457, to be sent with its status as {@code
 * application/problem+json}.
 *
 * @param type what went wrong, for programs: a URI that never changes, see {@link Kind}
 * @param title what went wrong, in words: the same for every problem of its type
 * @param status the status of the HTTP answer
 * @param detail what happened this time and what to do, in words; empty if there is no more to say
 * @param instance where it happened, if the host {@linkplain #at says it}; empty, which is a reference to what was asked for
 * @param violations what is wrong in the form or the value, for {@code invalid-settings} and {@code refused-value}; else empty
 * @param current the newer settings, for {@code stale-settings}; else of version 0
 * @param changes what was changed meanwhile, for {@code stale-settings}; else empty
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<ViolationView> violations,
        StoredSettingsView current,
        List<ChangeView> changes) {
    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What can go wrong, and the status of the HTTP answer. */
    public enum Kind {
        /** What was typed breaks a rule, see {@code violations}; nothing was saved ({@link InvalidSettingsException}). */
        INVALID_SETTINGS("invalid-settings", 422),
        /** Somebody saved in between, see {@code current} and {@code changes}; nothing was saved ({@link StaleSettingsException}). */
        STALE_SETTINGS("stale-settings", 409),
        /** There is no such customer group ({@link UnknownCustomerGroupException}). */
        UNKNOWN_CUSTOMER_GROUP("unknown-customer-group", 404),
        /** There is no such company ({@link UnknownCompanyException}). */
        UNKNOWN_COMPANY("unknown-company", 404),
        /** There is no such version of the settings ({@link UnknownVersionException}). */
        UNKNOWN_VERSION("unknown-version", 404),
        /** The group does not use the portal, so nothing can be saved or sent for it ({@link PortalNotUsedException}). */
        PORTAL_NOT_USED("portal-not-used", 409),
        /** A text is no value of its kind, see {@code violations} ({@link RefusedSettingException}, {@link EmailAddressException}). */
        REFUSED_VALUE("refused-value", 422),
        /** An event lacks a value that a mail needs, or has one of another kind ({@link FieldValueException}). */
        FIELD_VALUE("field-value", 422),
        /** With its values a mail is too large ({@link RenderingTooLargeException}). */
        MAIL_TOO_LARGE("mail-too-large", 422),
        /** An argument that no person types is refused ({@link IllegalArgumentException}). */
        BAD_REQUEST("bad-request", 400),
        /** Anything else. What it was belongs in the host's log and not in the answer. */
        INTERNAL("internal", 500);

        private final String code;
        private final int status;

        Kind(String code, int status) {
            this.code = code;
            this.status = status;
        }

        /** The last part of the type: lower-case ASCII letters and hyphens. */
        public String code() {
            return code;
        }

        /** The type: a name for programs that leads nowhere. */
        public String type() {
            return "tag:portalemails.org,2026:problem/" + code;
        }

        /** The status of the HTTP answer. */
        public int status() {
            return status;
        }
    }

    /** Copies the lists. */
    public Problem {
        violations = List.copyOf(violations);
        changes = List.copyOf(changes);
    }

    /**
     * What a failure means for whoever asked. Of a failure that this library does not know it only says that there was one.
     *
     * @param reader who reads title and detail
     */
    public static Problem of(Throwable failure, Locale reader) {
        if (failure instanceof InvalidSettingsException invalid) {
            return of(Kind.INVALID_SETTINGS, Map.of(), invalid.violations(), reader);
        }
        if (failure instanceof StaleSettingsException stale) {
            return of(stale, reader);
        }
        if (failure instanceof UnknownCustomerGroupException unknown) {
            return of(
                    Kind.UNKNOWN_CUSTOMER_GROUP, Map.of("group", unknown.group().value()), List.of(), reader);
        }
        if (failure instanceof UnknownCompanyException unknown) {
            return of(Kind.UNKNOWN_COMPANY, Map.of("company", unknown.company().value()), List.of(), reader);
        }
        if (failure instanceof UnknownVersionException unknown) {
            return of(Kind.UNKNOWN_VERSION, Map.of("version", String.valueOf(unknown.version())), List.of(), reader);
        }
        if (failure instanceof PortalNotUsedException notUsed) {
            return of(Kind.PORTAL_NOT_USED, Map.of("group", notUsed.group().value()), List.of(), reader);
        }
        if (failure instanceof RefusedSettingException refused) {
            return of(Kind.REFUSED_VALUE, Map.of(), violation(refused.code(), refused.arguments()), reader);
        }
        if (failure instanceof EmailAddressException address) {
            return of(Kind.REFUSED_VALUE, Map.of(), violation(address.rule().code(), Map.of()), reader);
        }
        if (failure instanceof FieldValueException value) {
            Map<String, String> arguments = Map.of("mails", value.type().code(), "field", value.field());
            return of(Kind.FIELD_VALUE, arguments, List.of(), reader);
        }
        if (failure instanceof RenderingTooLargeException) {
            return of(Kind.MAIL_TOO_LARGE, Map.of(), List.of(), reader);
        }
        Kind other = failure instanceof IllegalArgumentException ? Kind.BAD_REQUEST : Kind.INTERNAL;
        return of(other, Map.of(), List.of(), reader);
    }

    /**
     * The same problem with the place where it happened.
     *
     * @param instance a URI reference, such as the path of the request
     */
    public Problem at(String instance) {
        return new Problem(type, title, status, detail, instance, violations, current, changes);
    }

    private static Problem of(StaleSettingsException stale, Locale reader) {
        StoredSettingsView current = stale.newest().map(StoredSettingsView::of).orElse(StoredSettingsView.NOTHING);
        Problem problem =
                of(Kind.STALE_SETTINGS, Map.of("version", String.valueOf(current.version())), List.of(), reader);
        return new Problem(
                problem.type,
                problem.title,
                problem.status,
                problem.detail,
                problem.instance,
                List.of(),
                current,
                stale.changes().stream()
                        .map(change -> ChangeView.of(change, reader))
                        .toList());
    }

    private static List<SettingsViolation> violation(String code, Map<String, String> arguments) {
        return List.of(new SettingsViolation("", code, Severity.ERROR, null, arguments));
    }

    private static Problem of(
            Kind kind, Map<String, String> arguments, List<SettingsViolation> violations, Locale reader) {
        Messages words = Messages.in(reader);
        String title = "problem." + kind.code + ".title";
        String detail = "problem." + kind.code + ".detail";
        return new Problem(
                kind.type(),
                words.text(title),
                kind.status,
                words.has(detail) ? words.text(detail, arguments) : "",
                "",
                violations.stream()
                        .map(violation -> ViolationView.of(violation, reader))
                        .toList(),
                StoredSettingsView.NOTHING,
                List.of());
    }
}
