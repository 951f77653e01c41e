package org.portalemails.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/** Mails for tests of the outbox and of dispatchers, and those of {@link MailTransportContract}; every call makes a new one. */
public final class SampleMails {
    /** Stands in every given link. */
    public static final String SECRET_MARK = SampleEvents.SECRET_MARK;

    /** Stands in every part of {@link #confidential()} that nobody may be told. */
    static final String NOT_TO_BE_TOLD = "zq7xkv";

    private static final EmailAddress SENDER = EmailAddress.of("portail@boreal.example");
    private static final EmailAddress MARIE = EmailAddress.of("marie.tremblay@erables.example");
    private static final AtomicLong NUMBERS = new AtomicLong();

    private SampleMails() {}

    /**
     * An id that no other call returns.
     *
     * @return an id
     */
    public static EventId newEventId() {
        return new EventId("event-" + Long.toHexString(System.nanoTime()) + "-" + NUMBERS.incrementAndGet());
    }

    /**
     * A mail without secrets.
     *
     * @return a validation confirmation for {@link SampleEvents#MARIE}
     */
    public static PlannedMail.Send plain() {
        return plain(newEventId(), SampleEvents.GROUP, "marie.tremblay@erables.example");
    }

    /**
     * A mail without secrets.
     *
     * @param group whose
     * @param recipient to whom
     * @return a validation confirmation
     */
    public static PlannedMail.Send plain(String group, String recipient) {
        return plain(newEventId(), new CustomerGroupId(group), recipient);
    }

    /**
     * A mail without secrets of one of several companies.
     *
     * @param company in whose name
     * @param route by which it leaves
     * @param recipient to whom
     * @return a validation confirmation
     */
    public static PlannedMail.Send plain(CompanyId company, String route, String recipient) {
        PlannedMail.Send plain = plain(newEventId(), SampleEvents.GROUP, recipient);
        return new PlannedMail.Send(plain.mail(), null, List.of(), company, route);
    }

    /**
     * A mail without secrets.
     *
     * @param event the event
     * @param group whose
     * @param recipient to whom
     * @return a validation confirmation
     */
    public static PlannedMail.Send plain(EventId event, CustomerGroupId group, String recipient) {
        return new PlannedMail.Send(
                mail(event, NotificationType.CUSTOMER_VALIDATION_CONFIRMATION, group, recipient, Map.of()), null);
    }

    /**
     * A mail with a link.
     *
     * @param link the link
     * @return a password reset
     */
    public static PlannedMail.Send withLink(ActionLink link) {
        return withLink(link, null);
    }

    /**
     * A mail with a link that replaces older ones.
     *
     * @param link the link
     * @param supersedes the key, or {@code null}
     * @return a password reset
     */
    public static PlannedMail.Send withLink(ActionLink link, String supersedes) {
        return new PlannedMail.Send(
                mail(
                        newEventId(),
                        NotificationType.RESET_PASSWORD,
                        SampleEvents.GROUP,
                        "marie.tremblay@erables.example",
                        Map.of("resetLink", link)),
                supersedes);
    }

    /**
     * A link that the host mints when the mail leaves, good for a long time.
     *
     * @return a link
     */
    public static ActionLink minted() {
        return ActionLink.mintedAtSend("request-" + NUMBERS.incrementAndGet(), Instant.parse("2099-01-01T00:00:00Z"));
    }

    /**
     * A link that exists already, with {@link #SECRET_MARK} in it, good for a long time.
     *
     * @return a link
     */
    public static ActionLink given() {
        return ActionLink.given(
                "https://portal.boreal.example/reset?token=" + SECRET_MARK + NUMBERS.incrementAndGet(),
                Instant.parse("2099-01-01T00:00:00Z"));
    }

    /**
     * A mail to somebody else.
     *
     * @param mail whose words
     * @param recipient to whom
     * @return another mail, of the same id
     */
    static ComposedMail to(ComposedMail mail, Mailbox recipient) {
        return new ComposedMail(
                mail.id(),
                mail.eventId(),
                mail.type(),
                mail.group(),
                mail.language(),
                mail.messageId(),
                mail.date(),
                mail.from(),
                mail.replyTo(),
                recipient,
                mail.subject(),
                mail.text(),
                mail.html(),
                mail.links());
    }

    /**
     * A mail that is not sent.
     *
     * @param reason why
     * @return the entry
     */
    public static PlannedMail.Skip skipped(SkipReason reason) {
        return new PlannedMail.Skip(
                MailId.random(),
                newEventId(),
                NotificationType.NEW_PRIMARY_CONTACT,
                SampleEvents.GROUP,
                "marie.tremblay@erables.example",
                reason);
    }

    /**
     * A mail, complete in every field.
     *
     * @param event the event
     * @param type which of the mails
     * @param group whose
     * @param recipient to whom
     * @param links for every hole of the text, its link
     * @return the mail
     */
    public static ComposedMail mail(
            EventId event,
            NotificationType type,
            CustomerGroupId group,
            String recipient,
            Map<String, ActionLink> links) {
        MailId id = MailId.random();
        List<RenderedText.Piece> plain = new ArrayList<>();
        List<RenderedText.Piece> html = new ArrayList<>();
        plain.add(new RenderedText.Piece.Literal("Bonjour Marie,\n\nŒuvre nº 1 – « voilà » 🍁\n"));
        html.add(new RenderedText.Piece.Literal("<p>Bonjour Marie &amp; cie</p>"));
        for (String field : links.keySet()) {
            plain.add(new RenderedText.Piece.Secret(field));
            html.add(new RenderedText.Piece.Secret(field));
        }
        return new ComposedMail(
                id,
                event,
                type,
                group,
                Locale.CANADA_FRENCH,
                id.value() + "@mail.boreal.example",
                SettableClock.START.plus(Duration.ofSeconds(1)),
                new Mailbox("Portail Boréal", SENDER),
                Mailbox.of(EmailAddress.of("soutien@boreal.example")),
                new Mailbox("Marie Tremblay", EmailAddress.of(recipient)),
                "Votre accès – bienvenue",
                RenderedText.of(TextKind.PLAIN, plain),
                RenderedText.of(TextKind.HTML, html),
                links);
    }

    // ---- as a transport gets them

    static OutgoingMail outgoing() {
        return outgoingTo(MARIE);
    }

    static OutgoingMail outgoingTo(EmailAddress address) {
        return outgoing(new Mailbox("Marie Tremblay", address), "Votre accès", "Bonjour Marie,\n\nà bientôt\n", null);
    }

    static OutgoingMail large() {
        return outgoing(Mailbox.of(MARIE), "Large", "word and word\n".repeat(3000), null);
    }

    static OutgoingMail confidential() {
        return outgoing(
                new Mailbox("Ms " + NOT_TO_BE_TOLD, EmailAddress.of(NOT_TO_BE_TOLD + ".name@erables.example")),
                "Subject " + NOT_TO_BE_TOLD,
                "https://portal.boreal.example/reset?token=" + NOT_TO_BE_TOLD + "\n",
                "<p><a href=\"https://portal.boreal.example/reset?token=" + NOT_TO_BE_TOLD + "\">Reset</a></p>");
    }

    /** What the types allow and a careless transport trips over. */
    static List<OutgoingMail> unusual() {
        List<OutgoingMail> mails = new ArrayList<>();
        Mailbox marie = Mailbox.of(MARIE);
        mails.add(outgoing(marie, "html", "text", "<p>été</p>"));
        mails.add(outgoing(marie, "dots", ".\n..\r\n.\r\n\r\n.\r\nQUIT\r\n", null));
        mails.add(outgoing(marie, "line ends", "a\rb\nc\r\nd\n\re\u2028f\u0085g", null));
        mails.add(outgoing(marie, "controls", "a\u0000b\u0007c\u001b[31m\u007f", null));
        mails.add(outgoing(marie, "lone surrogate \ud800", "\ud800 \udc00", null));
        mails.add(outgoing(marie, "مرحبا 👩‍👩‍👧‍👦 e\u0301 \u202e", "שלום\n日本語\n", "<p>🎉</p>"));
        mails.add(outgoing(marie, "s".repeat(998), "x".repeat(100_000), null));
        mails.add(outgoing(marie, "é".repeat(255), "é".repeat(60_000), "<p>" + "é".repeat(60_000) + "</p>"));
        mails.add(outgoing(marie, "=?UTF-8?Q?not_one?=", "From here\n--=_x--\n", null));
        mails.add(outgoing(new Mailbox("a\"b\\c <x@y>, (z); d", MARIE), "name", "text", null));
        mails.add(outgoing(new Mailbox("n".repeat(200), MARIE), "long name", "text", null));
        mails.add(outgoing(Mailbox.of(EmailAddress.of("#$&'*+-/=?^_`{|}~@erables.example")), "atext", "text", null));
        mails.add(outgoing(Mailbox.of(longest()), "longest address", "text", null));
        mails.add(outgoing(Mailbox.of(EmailAddress.of("josé@érables.example")), "not ASCII", "text", null));
        return mails;
    }

    private static EmailAddress longest() {
        String label = "d".repeat(59) + ".";
        return EmailAddress.of("l".repeat(64) + "@" + label.repeat(3) + "example");
    }

    private static OutgoingMail outgoing(Mailbox to, String subject, String text, @Nullable String html) {
        MailId id = MailId.random();
        return new OutgoingMail(
                id,
                SampleEvents.GROUP,
                id.value() + "@mail.boreal.example",
                Instant.parse("2026-11-24T05:30:07Z"),
                new Mailbox("Portail Boréal", SENDER),
                Mailbox.of(SENDER),
                to,
                subject,
                text,
                html);
    }
}
