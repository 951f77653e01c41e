package org.portalemails.testkit;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.portalemails.email.OutgoingMail;
import org.portalemails.notification.NotificationType;
import org.portalemails.template.RenderedText;

/**
 * A mail that was sent.
 *
 * @param type which of the mails
 * @param mail as it left, with its links in clear
 * @since 0.1.0
 */
public record SentMail(NotificationType type, OutgoingMail mail) {
    private static final Pattern HREF = Pattern.compile("href=\"(https?://[^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("(https?://[^/\\s\"'<>]+)([^\\s\"'<>]*)");

    /** Refuses {@code null}. */
    public SentMail {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(mail, "mail");
    }

    /**
     * The links that a reader can follow, so that a test can follow one: those of the HTML part, or of the plain-text part if
     * there is no other.
     *
     * @return complete addresses in order of appearance
     */
    public List<String> links() {
        String html = mail.html();
        return html == null
                ? LINK.matcher(mail.text())
                        .results()
                        .map(found -> found.group().replaceFirst("[).,;:!?]+$", ""))
                        .toList()
                : HREF.matcher(html)
                        .results()
                        .map(found -> found.group(1).replace("&amp;", "&"))
                        .toList();
    }

    /** What it says, on one line; of a link only the host. */
    @Override
    public String toString() {
        return type.code() + " to " + mail.to().address().value() + ", subject \"" + masked(mail.subject()) + "\"";
    }

    /** A text in which only the hosts of its links can be read. */
    static String masked(String text) {
        return LINK.matcher(text)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        found.group(2).length() > 1 ? found.group(1) + "/" + RenderedText.MASK : found.group()));
    }
}
