package org.portalemails.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/** Composed mails for tests of the outbox and of dispatchers; every call makes a new mail for a new event. */
public final class SampleMails {
    /** Stands in every given link. */
    public static final String SECRET_MARK = SampleEvents.SECRET_MARK;

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
     * @param type which of the seven mails
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
        List<RenderedText.Piece> plain = new java.util.ArrayList<>();
        List<RenderedText.Piece> html = new java.util.ArrayList<>();
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
                new Mailbox("Portail Boréal", EmailAddress.of("portail@boreal.example")),
                Mailbox.of(EmailAddress.of("soutien@boreal.example")),
                new Mailbox("Marie Tremblay", EmailAddress.of(recipient)),
                "Votre accès – bienvenue",
                RenderedText.of(TextKind.PLAIN, plain),
                RenderedText.of(TextKind.HTML, html),
                links);
    }
}
