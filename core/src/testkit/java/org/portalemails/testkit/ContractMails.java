package org.portalemails.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;

/** The mails of {@link MailTransportContract}; each call makes a mail with an id of its own. */
final class ContractMails {
    /** Stands in every part of {@link #confidential()} that nobody may be told. */
    static final String NOT_TO_BE_TOLD = "zq7xkv";

    private static final EmailAddress SENDER = EmailAddress.of("portail@boreal.example");
    private static final EmailAddress MARIE = EmailAddress.of("marie.tremblay@erables.example");

    private ContractMails() {}

    static OutgoingMail plain() {
        return to(MARIE);
    }

    static OutgoingMail to(EmailAddress address) {
        return mail(new Mailbox("Marie Tremblay", address), "Votre accès", "Bonjour Marie,\n\nà bientôt\n", null);
    }

    static OutgoingMail large() {
        return mail(Mailbox.of(MARIE), "Large", "word and word\n".repeat(3000), null);
    }

    static OutgoingMail confidential() {
        return mail(
                new Mailbox("Ms " + NOT_TO_BE_TOLD, EmailAddress.of(NOT_TO_BE_TOLD + ".name@erables.example")),
                "Subject " + NOT_TO_BE_TOLD,
                "https://portal.boreal.example/reset?token=" + NOT_TO_BE_TOLD + "\n",
                "<p><a href=\"https://portal.boreal.example/reset?token=" + NOT_TO_BE_TOLD + "\">Reset</a></p>");
    }

    /** What the types allow and a careless transport trips over. */
    static List<OutgoingMail> unusual() {
        List<OutgoingMail> mails = new ArrayList<>();
        Mailbox marie = Mailbox.of(MARIE);
        mails.add(mail(marie, "html", "text", "<p>été</p>"));
        mails.add(mail(marie, "dots", ".\n..\r\n.\r\n\r\n.\r\nQUIT\r\n", null));
        mails.add(mail(marie, "line ends", "a\rb\nc\r\nd\n\re\u2028f\u0085g", null));
        mails.add(mail(marie, "controls", "a\u0000b\u0007c\u001b[31m\u007f", null));
        mails.add(mail(marie, "lone surrogate \ud800", "\ud800 \udc00", null));
        mails.add(mail(marie, "مرحبا 👩‍👩‍👧‍👦 e\u0301 \u202e", "שלום\n日本語\n", "<p>🎉</p>"));
        mails.add(mail(marie, "s".repeat(998), "x".repeat(100_000), null));
        mails.add(mail(marie, "é".repeat(255), "é".repeat(60_000), "<p>" + "é".repeat(60_000) + "</p>"));
        mails.add(mail(marie, "=?UTF-8?Q?not_one?=", "From here\n--=_x--\n", null));
        mails.add(mail(new Mailbox("a\"b\\c <x@y>, (z); d", MARIE), "name", "text", null));
        mails.add(mail(new Mailbox("n".repeat(200), MARIE), "long name", "text", null));
        mails.add(mail(Mailbox.of(EmailAddress.of("#$&'*+-/=?^_`{|}~@erables.example")), "atext", "text", null));
        mails.add(mail(Mailbox.of(longest()), "longest address", "text", null));
        mails.add(mail(Mailbox.of(EmailAddress.of("josé@érables.example")), "not ASCII", "text", null));
        return mails;
    }

    private static EmailAddress longest() {
        String label = "d".repeat(59) + ".";
        return EmailAddress.of("l".repeat(64) + "@" + label.repeat(3) + "example");
    }

    private static OutgoingMail mail(Mailbox to, String subject, String text, @Nullable String html) {
        MailId id = MailId.random();
        return new OutgoingMail(
                id,
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
