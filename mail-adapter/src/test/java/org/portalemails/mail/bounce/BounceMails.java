package org.portalemails.mail.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.portalemails.email.MailId;

/** Mails that came back, as mail systems write them; {@code @ID@} in the files is the id of the mail that they are about. */
final class BounceMails {
    static final String ID = "0193a5b2-7c1e-7d3a-9f42-6b1c2d3e4f50";

    static final List<String> FILES = List.of(
            "postfix-unknown-user",
            "postfix-delayed",
            "exchange-online-not-found",
            "exchange-full",
            "gmail-does-not-exist",
            "general-status",
            "smtputf8",
            "opensmtpd",
            "gateway-footer",
            "vacation",
            "read-receipt",
            "complaint",
            "prose-bounce");

    private BounceMails() {}

    static String text(String file) {
        return text(file, new MailId(ID));
    }

    /** With the lines of a mail as it goes over the wire. */
    static String text(String file, MailId id) {
        try (InputStream in = BounceMails.class.getResourceAsStream("/bounces/" + file + ".eml")) {
            String returned = "Message-ID: <" + id + "@mail.boreal.example>\r\n";
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@ID@", id.value())
                    .replace(
                            "@RETURNED@",
                            Base64.getEncoder().encodeToString(returned.getBytes(StandardCharsets.US_ASCII)))
                    .replace("\n", "\r\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A report with these groups about recipients. */
    static String report(String groups) {
        return """
            From: MAILER-DAEMON@relay.example
            Content-Type: multipart/report; report-type=delivery-status; boundary=b0

            --b0
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.example

            """
                        .replace("\n", "\r\n")
                + groups.replace("\n", "\r\n")
                + "\r\n--b0--\r\n";
    }
}
