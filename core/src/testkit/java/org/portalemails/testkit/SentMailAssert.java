package org.portalemails.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.notification.NotificationType;

/**
 * A sentence about sent mails of one type. Each part narrows it down: it fails as soon as no mail is left of which all parts
 * are true.
 *
 * @since 0.1.0
 */
public final class SentMailAssert extends AbstractAssert<SentMailAssert, List<SentMail>> {
    private final PortalMails mails;
    private final List<String> parts = new ArrayList<>();
    private List<SentMail> left;

    SentMailAssert(PortalMails mails, NotificationType type) {
        super(mails.sent(), SentMailAssert.class);
        this.mails = mails;
        this.left = actual;
        narrow("a mail " + type.code(), mail -> mail.type() == type);
    }

    /**
     * To this address.
     *
     * @param recipient compared by its mailbox key
     * @return this
     */
    public SentMailAssert to(String recipient) {
        String key = EmailAddress.of(recipient).mailboxKey();
        return narrow(
                "to " + recipient,
                mail -> mail.mail().to().address().mailboxKey().equals(key));
    }

    /**
     * From this address.
     *
     * @param sender compared by its mailbox key
     * @return this
     */
    public SentMailAssert from(String sender) {
        String key = EmailAddress.of(sender).mailboxKey();
        return narrow(
                "from " + sender,
                mail -> mail.mail().from().address().mailboxKey().equals(key));
    }

    /**
     * With this subject.
     *
     * @param subject the whole subject
     * @return this
     */
    public SentMailAssert withSubject(String subject) {
        return narrow(
                "with the subject \"" + subject + "\"",
                mail -> mail.mail().subject().equals(subject));
    }

    /**
     * With this in its subject.
     *
     * @param part a part of the subject
     * @return this
     */
    public SentMailAssert withSubjectContaining(String part) {
        return narrow(
                "with \"" + part + "\" in its subject",
                mail -> mail.mail().subject().contains(part));
    }

    /**
     * With this in its plain-text part.
     *
     * @param part a part of the text
     * @return this
     */
    public SentMailAssert withTextContaining(String part) {
        return narrow(
                "with \"" + part + "\" in its text", mail -> mail.mail().text().contains(part));
    }

    /**
     * Without this in its subject, plain-text and HTML part.
     *
     * @param part what must not be there
     * @return this
     */
    public SentMailAssert without(String part) {
        return narrow("without \"" + part + "\"", mail -> !contains(mail.mail(), part));
    }

    private static boolean contains(OutgoingMail mail, String part) {
        String html = mail.html();
        return mail.subject().contains(part) || mail.text().contains(part) || html != null && html.contains(part);
    }

    /**
     * With a link that begins like this.
     *
     * @param beginning such as {@code https://portal.example/reset}
     * @return this
     */
    public SentMailAssert withLinkTo(String beginning) {
        return narrow("with a link to " + beginning, mail -> mail.links().stream()
                .anyMatch(link -> link.startsWith(beginning)));
    }

    /**
     * For which this is true.
     *
     * @param description what is true, for the failure text
     * @param condition whether it is
     * @return this
     */
    public SentMailAssert that(String description, Predicate<OutgoingMail> condition) {
        return narrow("that " + description, mail -> condition.test(mail.mail()));
    }

    /**
     * And there is only one such mail.
     *
     * @return this
     */
    public SentMailAssert once() {
        return times(1);
    }

    /**
     * And there are so many such mails.
     *
     * @param count how many
     * @return this
     */
    public SentMailAssert times(int count) {
        if (left.size() != count) {
            failWithMessage(
                    "Expected %s%n%s, but there are %s.%n%s",
                    sentence(), count + " times", left.size(), PortalMailsAssert.story(mails));
        }
        return this;
    }

    /**
     * The mail of which all this is true, to look at it more closely or to follow its link.
     *
     * @return the first one
     */
    public SentMail mail() {
        return left.get(0);
    }

    private SentMailAssert narrow(String part, Predicate<SentMail> condition) {
        parts.add(part);
        List<SentMail> before = left;
        left = before.stream().filter(condition).toList();
        if (left.isEmpty()) {
            failWithMessage(
                    "Expected %s%nto be sent.%n%s%s", sentence(), PortalMailsAssert.story(mails), texts(before));
        }
        return this;
    }

    private String sentence() {
        return SentMail.masked(String.join(System.lineSeparator() + "  ", parts));
    }

    /** The text of the one mail that fitted until the last part; nothing if there were none or several. */
    private String texts(List<SentMail> before) {
        if (before.size() != 1 || parts.size() < 2) {
            return "";
        }
        return System.lineSeparator() + "The mail that comes nearest says:" + System.lineSeparator()
                + SentMail.masked(before.get(0).mail().text()).indent(2).stripTrailing();
    }
}
