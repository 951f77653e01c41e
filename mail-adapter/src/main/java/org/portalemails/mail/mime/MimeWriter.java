package org.portalemails.mail.mime;

import java.util.Base64;
import java.util.List;
import org.portalemails.address.Mailbox;
import org.portalemails.email.OutgoingMail;
import org.portalemails.layout.BrandImage;

/**
 * Makes the bytes of a mail: {@code text/plain}, or {@code multipart/alternative} where there is HTML. The same mail always
 * gives the same bytes, so that a repetition is one. Thread-safe.
 */
public final class MimeWriter {
    private static final byte[] CRLF = {'\r', '\n'};

    private final boolean suppressAutoResponses;
    private final List<DkimSigner> signers;

    /**
     * A writer.
     *
     * @param suppressAutoResponses whether to add {@code X-Auto-Response-Suppress}, which Exchange heeds
     * @param signers add a DKIM signature each
     */
    public MimeWriter(boolean suppressAutoResponses, List<DkimSigner> signers) {
        this.suppressAutoResponses = suppressAutoResponses;
        this.signers = List.copyOf(signers);
    }

    /**
     * Writes a mail.
     *
     * @param mail the mail
     * @return headers and body, every line ended by CRLF
     * @throws IllegalArgumentException if a value cannot stand in a header; the message does not repeat it
     */
    public byte[] write(OutgoingMail mail) {
        TextPart text = new TextPart(mail.text());
        String html = mail.html();
        int estimate = 1024 + mail.text().length() + (html == null ? 0 : html.length());
        estimate += mail.images().stream()
                .mapToInt(image -> 512 + image.bytes().length * 3 / 2)
                .sum();
        if (signers.isEmpty()) {
            Bytes whole = new Bytes(estimate + estimate / 4);
            writeHead(mail, whole);
            if (html == null) {
                single(text, whole, whole);
            } else {
                alternative(mail, text, new TextPart(html), whole, whole);
            }
            return whole.toByteArray();
        }
        Bytes head = new Bytes(1024);
        Bytes body = new Bytes(estimate + estimate / 4);
        writeHead(mail, head);
        if (html == null) {
            single(text, head, body);
        } else {
            alternative(mail, text, new TextPart(html), head, body);
        }
        Bytes whole = new Bytes(head.size() + body.size() + 1024 * signers.size());
        for (DkimSigner signer : signers) {
            signer.sign(head, body, mail.date(), whole);
        }
        // The empty line between head and body was written with the body.
        return whole.add(head).add(body).toByteArray();
    }

    private void writeHead(OutgoingMail mail, Bytes head) {
        HeaderWriter headers = new HeaderWriter(head);
        headers.date("Date", mail.date());
        headers.mailbox("From", mail.from());
        Mailbox replyTo = mail.replyTo();
        if (replyTo != null) {
            headers.mailbox("Reply-To", replyTo);
        }
        headers.mailbox("To", mail.to());
        headers.unstructured("Subject", mail.subject());
        headers.plain("Message-ID", "<" + mail.messageId() + ">");
        headers.plain("Auto-Submitted", "auto-generated");
        if (suppressAutoResponses) {
            headers.plain("X-Auto-Response-Suppress", "All");
        }
        headers.plain("MIME-Version", "1.0");
    }

    private static void single(TextPart text, Bytes head, Bytes body) {
        partHeaders("plain", text, head);
        body.crlf();
        text.writeTo(body);
    }

    private static void alternative(OutgoingMail mail, TextPart text, TextPart html, Bytes head, Bytes body) {
        // "=_" stands in no quoted-printable or base64 text, and TextPart keeps it out of 7bit ones.
        String boundary = "=_" + mail.id().value();
        head.ascii("Content-Type: multipart/alternative;").crlf();
        head.ascii(" boundary=\"").headerText(boundary).ascii("\"").crlf();
        body.crlf();
        part("plain", text, boundary, body);
        if (mail.images().isEmpty()) {
            part("html", html, boundary, body);
        } else {
            body.ascii("--").ascii(boundary).crlf();
            related(mail, html, body);
        }
        body.ascii("--").ascii(boundary).ascii("--").crlf();
    }

    /** The HTML and what it shows, as one part (RFC 2387): nothing is fetched when it is read. */
    private static void related(OutgoingMail mail, TextPart html, Bytes body) {
        String boundary = "=_r" + mail.id().value();
        body.ascii("Content-Type: multipart/related; type=\"text/html\";").crlf();
        body.ascii(" boundary=\"").headerText(boundary).ascii("\"").crlf().crlf();
        part("html", html, boundary, body);
        for (BrandImage image : mail.images()) {
            body.ascii("--").ascii(boundary).crlf();
            body.ascii("Content-Type: ").ascii(image.mediaType()).crlf();
            body.ascii("Content-ID: <").ascii(image.contentId()).ascii(">").crlf();
            body.ascii("Content-Disposition: inline").crlf();
            body.ascii("Content-Transfer-Encoding: base64").crlf().crlf();
            body.ascii(Base64.getMimeEncoder(76, CRLF).encodeToString(image.bytes()))
                    .crlf();
        }
        body.ascii("--").ascii(boundary).ascii("--").crlf();
    }

    private static void part(String subtype, TextPart text, String boundary, Bytes body) {
        body.ascii("--").ascii(boundary).crlf();
        partHeaders(subtype, text, body);
        body.crlf();
        text.writeTo(body);
        body.crlf();
    }

    private static void partHeaders(String subtype, TextPart text, Bytes out) {
        out.ascii("Content-Type: text/").ascii(subtype).ascii("; charset=");
        out.ascii(text.isAscii() ? "us-ascii" : "utf-8").crlf();
        out.ascii("Content-Transfer-Encoding: ").ascii(text.encoding().label).crlf();
    }
}
