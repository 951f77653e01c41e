package org.portalemails.composition;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.Languages;
import org.portalemails.language.Messages;
import org.portalemails.language.Resources;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;

/**
 * Tells staff how many mails failed or came back, and what is wrong with the servers. It is none of the mails of an event, and nobody can
 * write its text. It names no recipient: it is about many, and goes to people who may not see each.
 */
public final class DeliveryReportMail {
    /** Stands for a customer group: by it reports are known among the mails of the outbox, so that no report is about one. */
    public static final CustomerGroupId GROUP = new CustomerGroupId("(delivery report)");

    /** What it is called where mails are named by codes. */
    public static final String CODE = "delivery-report";

    /** As what it is stored: the other mail for staff. */
    public static final NotificationType STORED_AS = NotificationType.INTERNAL_ACCESS_REQUEST;

    /** More lines are read by nobody. */
    private static final int MOST_LINES = 40;

    private static final List<String> MEASURES = List.of("rejected", "bounced", "secret-ended");

    private DeliveryReportMail() {}

    /**
     * Mails that failed alike.
     *
     * @param typeCode which of the mails
     * @param reason why, as a code
     * @param route by which they left, or were to leave
     * @param count how many
     * @param since when the first did
     */
    public record Failures(String typeCode, String reason, String route, long count, Instant since) {}

    /**
     * Something that is wrong with the servers.
     *
     * @param kind what, as a code
     * @param scope how far it reaches: the code of its words, such as {@code hold.route}
     * @param name of the route, group or company; empty if it reaches everything
     * @param since since when
     */
    public record Trouble(String kind, String scope, String name, Instant since) {}

    /** The code by which people know a mail: of a report its own, not what it is stored as. */
    public static String codeOf(String typeCode, CustomerGroupId group) {
        return group.equals(GROUP) ? CODE : typeCode;
    }

    /**
     * Composes it.
     *
     * @param to the address of the settings
     * @param failures what failed; possibly empty
     * @param troubles what is wrong; possibly empty
     * @param settings give sender, language and looks
     * @param profile what the host says of itself
     * @param now becomes the Date header, cut to whole seconds
     * @param eventId makes it one report for one hour
     * @param id the mail's id
     * @param layout of the mail
     * @return empty if they have no sender
     */
    public static Optional<ComposedMail> compose(
            EmailAddress to,
            List<Failures> failures,
            List<Trouble> troubles,
            EffectiveSettings settings,
            PortalProfile profile,
            Instant now,
            EventId eventId,
            MailId id,
            MailLayout layout) {
        Locale language =
                Languages.best(settings.language(), Resources.LANGUAGES).orElse(Locale.ENGLISH);
        Lines lines = new Lines(Messages.in(language), language, profile);
        Instant first = failures.stream()
                .map(Failures::since)
                .min(Comparator.naturalOrder())
                .orElse(null);
        MailValues values = MailValues.ofProfile(
                profile,
                language,
                lines.moments(first, troubles.isEmpty() ? null : now),
                Map.of(
                        "failures",
                                failures.stream()
                                        .limit(MOST_LINES)
                                        .map(lines::of)
                                        .toList(),
                        "troubles",
                                troubles.stream()
                                        .limit(MOST_LINES)
                                        .map(lines::of)
                                        .toList(),
                        "measures", lines.measures(failures, troubles)));
        Written written = new PreparedTexts.Prepared(BuiltInTexts.deliveryReport(language))
                .write(values, Surroundings.of(layout, profile, language, settings));
        return new Heading(id, eventId, STORED_AS, GROUP, language, now, Mailbox.of(to), settings, profile)
                .over(written, Map.of());
    }

    /** The words of one report. */
    private record Lines(Messages words, Locale language, PortalProfile profile) {
        String of(Failures some) {
            return words.text(
                    "report.failures",
                    Map.of(
                            "count", String.valueOf(some.count()),
                            "mail", label("mail", some.typeCode()),
                            "reason", label("reason", some.reason()),
                            "route", some.route(),
                            "since", moment(some.since())));
        }

        String of(Trouble trouble) {
            return words.text(
                    "report.trouble",
                    Map.of(
                            "scope", words.text(trouble.scope(), Map.of("name", trouble.name())),
                            "since", moment(trouble.since()),
                            "what", label("trouble", trouble.kind())));
        }

        List<String> measures(List<Failures> failures, List<Trouble> troubles) {
            Set<String> codes = new LinkedHashSet<>();
            if (!troubles.isEmpty()) {
                codes.add("report.todo.servers");
            }
            failures.forEach(
                    some -> codes.add("report.todo." + (MEASURES.contains(some.reason()) ? some.reason() : "other")));
            return codes.stream().map(words::text).toList();
        }

        Map<String, String> moments(@Nullable Instant since, @Nullable Instant now) {
            return Map.of(
                    "since", since == null ? "" : moment(since),
                    "now", now == null ? "" : moment(now));
        }

        private String moment(Instant moment) {
            return MailValues.moment(moment, profile, language);
        }

        private String label(String family, String code) {
            String key = family + "." + code;
            return words.has(key) ? words.text(key) : code;
        }
    }
}
