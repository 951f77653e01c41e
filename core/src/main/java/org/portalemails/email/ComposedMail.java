package org.portalemails.email;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.Mailbox;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.language.VisibleText;
import org.portalemails.layout.BrandImage;
import org.portalemails.notification.NotificationType;
import org.portalemails.template.RenderedText;

/**
 * A mail as it is promised at the announcement: finished but for its secrets, which are holes with a link for each.
 *
 * @param id identifies the mail
 * @param eventId what caused it
 * @param type which of the mails
 * @param group whose settings made it
 * @param language in which it is written
 * @param messageId the Message-ID without angle brackets
 * @param date the Date header, fixed here; whole seconds
 * @param from the sender
 * @param replyTo where answers go, or {@code null}
 * @param to the recipient
 * @param subject the subject; holds no secret
 * @param text the plain-text part
 * @param html the HTML part, or {@code null}
 * @param links for every secret field that has a hole in {@code text} or {@code html}, its link
 * @param trace what of the announcer's trace goes with it ({@link MailTracing}); of what is too long or too many, the rest is left out
 */
public record ComposedMail(
        MailId id,
        EventId eventId,
        NotificationType type,
        CustomerGroupId group,
        Locale language,
        String messageId,
        Instant date,
        Mailbox from,
        @Nullable Mailbox replyTo,
        Mailbox to,
        String subject,
        RenderedText text,
        @Nullable RenderedText html,
        Map<String, ActionLink> links,
        Map<String, String> trace) {
    private static final int MOST_TRACE_ENTRIES = 8;
    private static final int LONGEST_TRACE_NAME = 64;
    private static final int LONGEST_TRACE_VALUE = 512;

    /**
     * A mail of no trace.
     *
     * @param id identifies the mail
     * @param eventId what caused it
     * @param type which of the mails
     * @param group whose settings made it
     * @param language in which it is written
     * @param messageId the Message-ID without angle brackets
     * @param date the Date header, fixed here; whole seconds
     * @param from the sender
     * @param replyTo where answers go, or {@code null}
     * @param to the recipient
     * @param subject the subject; holds no secret
     * @param text the plain-text part
     * @param html the HTML part, or {@code null}
     * @param links for every secret field that has a hole in {@code text} or {@code html}, its link
     * @throws IllegalArgumentException naming the field
     */
    public ComposedMail(
            MailId id,
            EventId eventId,
            NotificationType type,
            CustomerGroupId group,
            Locale language,
            String messageId,
            Instant date,
            Mailbox from,
            @Nullable Mailbox replyTo,
            Mailbox to,
            String subject,
            RenderedText text,
            @Nullable RenderedText html,
            Map<String, ActionLink> links) {
        this(
                id, eventId, type, group, language, messageId, date, from, replyTo, to, subject, text, html, links,
                Map.of());
    }

    /**
     * Refuses a mail that could not be sent: one that shows nothing, or has a hole without a link.
     *
     * @throws IllegalArgumentException naming the field
     */
    public ComposedMail {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (!VisibleText.isIn(subject) || subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("subject: one line that shows something");
        }
        if (!text.showsSomething()) {
            throw new IllegalArgumentException("text: must show something");
        }
        links = Map.copyOf(links);
        trace = kept(trace);
        for (String field : text.secretFields()) {
            if (!links.containsKey(field)) {
                throw new IllegalArgumentException(field + ": no link for this secret field");
            }
        }
        if (html != null) {
            for (String field : html.secretFields()) {
                if (!links.containsKey(field)) {
                    throw new IllegalArgumentException(field + ": no link for this secret field");
                }
            }
        }
    }

    private static Map<String, String> kept(Map<String, String> trace) {
        if (trace.isEmpty()) {
            return Map.of();
        }
        Map<String, String> kept = new TreeMap<>();
        new TreeMap<>(trace).forEach((name, value) -> {
            if (kept.size() < MOST_TRACE_ENTRIES
                    && name.length() <= LONGEST_TRACE_NAME
                    && value.length() <= LONGEST_TRACE_VALUE) {
                kept.put(name, value);
            }
        });
        return Map.copyOf(kept);
    }

    /**
     * The same mail for whoever may read it but not use it: with {@link RenderedText#MASK} in the place of every secret, no links, and of no
     * trace.
     *
     * @return another mail
     */
    public ComposedMail masked() {
        return new ComposedMail(
                id,
                eventId,
                type,
                group,
                language,
                messageId,
                date,
                from,
                replyTo,
                to,
                subject,
                RenderedText.literal(text.kind(), text.masked()),
                html == null ? null : RenderedText.literal(html.kind(), html.masked()),
                Map.of());
    }

    /**
     * The same mail as a part of a trace.
     *
     * @param announcers what of the announcer's trace goes with it
     * @return another mail
     */
    public ComposedMail tracedBy(Map<String, String> announcers) {
        return new ComposedMail(
                id,
                eventId,
                type,
                group,
                language,
                messageId,
                date,
                from,
                replyTo,
                to,
                subject,
                text,
                html,
                links,
                announcers);
    }

    /**
     * When the mail is worth nothing any more: when the first of its links ends.
     *
     * @return {@code null} for a mail without secrets
     */
    public @Nullable Instant expiresAt() {
        return links.values().stream()
                .map(ActionLink::expiresAt)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /**
     * The images that the HTML shows.
     *
     * @return their {@linkplain BrandImage#digest digests}; the mail itself does not hold them
     */
    public Set<String> imageDigests() {
        Set<String> digests = new LinkedHashSet<>();
        if (html != null) {
            html.pieces().forEach(piece -> {
                if (piece instanceof RenderedText.Piece.Literal literal) {
                    digests.addAll(BrandImage.digestsIn(literal.text()));
                }
            });
        }
        return digests;
    }

    /**
     * The mail as it leaves, with its links in clear.
     *
     * @param urls the clear address for every field in {@link #links()}
     * @return the mail, of the one company and by the one route
     */
    public OutgoingMail reveal(Map<String, String> urls) {
        return reveal(urls, List.of(), CompanyId.DEFAULT, PlannedMail.DEFAULT_ROUTE);
    }

    /**
     * The mail as it leaves, with its links in clear and its images.
     *
     * @param urls the clear address for every field in {@link #links()}
     * @param images those of {@link #imageDigests()}
     * @param company in whose name it is sent
     * @param route by which it leaves
     * @return the mail
     */
    public OutgoingMail reveal(Map<String, String> urls, List<BrandImage> images, CompanyId company, String route) {
        java.util.function.UnaryOperator<String> secrets = field -> {
            String url = urls.get(field);
            if (url == null) {
                throw new IllegalArgumentException(field + ": no link was given");
            }
            return url;
        };
        return new OutgoingMail(
                id,
                group,
                company,
                route,
                messageId,
                date,
                from,
                replyTo,
                to,
                subject,
                text.reveal(secrets),
                html == null ? null : html.reveal(secrets),
                images);
    }

    /** Identifiers only. */
    @Override
    public String toString() {
        return "ComposedMail[" + id + ", " + type.code() + ", event " + eventId + ", group " + group + "]";
    }
}
