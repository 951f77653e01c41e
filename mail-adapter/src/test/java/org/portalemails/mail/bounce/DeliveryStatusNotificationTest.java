package org.portalemails.mail.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.mail.bounce.RecipientStatus.Action;

@DisplayName("A delivery status notification")
class DeliveryStatusNotificationTest {
    private static Optional<DeliveryStatusNotification> read(String mail) throws IOException {
        return DeliveryStatusNotification.read(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("is read as Postfix, Exchange, Gmail and sendmail write it")
    @CsvSource({
        "postfix-unknown-user, FAILED, 5.1.1, true",
        "postfix-delayed, DELAYED, 4.4.1, false",
        "exchange-online-not-found, FAILED, 5.1.10, true",
        "exchange-full, FAILED, 5.2.2, false",
        "gmail-does-not-exist, FAILED, 5.1.1, true",
        "general-status, FAILED, 5.1.1, true",
    })
    void read(String file, Action action, String status, boolean dead) throws IOException {
        DeliveryStatusNotification notification = read(BounceMails.text(file)).orElseThrow();

        assertThat(notification.recipients()).hasSize(1);
        RecipientStatus recipient = notification.recipients().get(0);
        assertThat(recipient.finalRecipient()).isEqualTo("marie.tremblay@erables.example");
        assertThat(recipient.action()).isEqualTo(action);
        assertThat(recipient.status()).isEqualTo(status);
        assertThat(recipient.saysAddressIsDead()).isEqualTo(dead);
        assertThat(recipient.diagnostic()).doesNotContain("marie").hasSizeLessThanOrEqualTo(300);
        assertThat(notification.messageId()).isEqualTo(BounceMails.ID + "@mail.boreal.example");
        assertThat(notification.toString()).doesNotContain("marie", "erables");
    }

    @Test
    @DisplayName("tells the envelope id, the return address it went to, and the null sender")
    void envelope() throws IOException {
        DeliveryStatusNotification notification =
                read(BounceMails.text("postfix-unknown-user")).orElseThrow();

        assertThat(notification.envelopeId()).isEqualTo(BounceMails.ID);
        assertThat(notification.sentTo()).contains("bounces+" + BounceMails.ID + "@boreal.example");
        assertThat(notification.returnPath()).isEmpty();
        assertThat(notification.recipients().get(0).originalRecipient()).isEqualTo("marie.tremblay@erables.example");
    }

    @Test
    @DisplayName("of a way that carries UTF-8 is read with its encodings (RFC 6533)")
    void utf8() throws IOException {
        DeliveryStatusNotification notification =
                read(BounceMails.text("smtputf8")).orElseThrow();

        assertThat(notification.recipients().get(0).finalRecipient()).isEqualTo("josé@erables.example");
        assertThat(notification.recipients().get(0).diagnostic()).isEqualTo("550 5.1.1 no such user");
        assertThat(notification.messageId()).isEqualTo(BounceMails.ID + "@mail.boreal.example");
    }

    @ParameterizedTest
    @DisplayName("is nothing else: no vacation note, read receipt, complaint, or bounce in prose")
    @ValueSource(strings = {"vacation", "read-receipt", "complaint", "prose-bounce"})
    void somethingElse(String file) throws IOException {
        assertThat(read(BounceMails.text(file))).isEmpty();
    }

    @ParameterizedTest(name = "{0} | {1}")
    @DisplayName("calls an address dead only for a failure for good that says so")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            5.1.1 | smtp; 550 5.1.1 no such user | true
            5.1.1 | x-unix; user unknown | true
            5.1.1 (bad destination mailbox address) | smtp; 550 no | true
            5.1.2 | smtp; 550 5.1.2 domain not found | true
            5.1.6 | smtp; 551 5.1.6 moved | true
            5.1.10 | smtp; 550 5.1.10 null MX | true
            5.2.1 | smtp; 550 5.2.1 disabled | true
            5.0.0 | smtp; 550 No such user here | true
            5.0.0 | smtp; 550 5.7.1 refused by policy | false
            5.0.0 | smtp; 550 something | false
            5.1.1 | smtp; 550 5.1.1 user is over quota | false
            5.2.2 | smtp; 552 5.2.2 mailbox full | false
            5.3.4 | smtp; 552 5.3.4 too big | false
            5.7.1 | smtp; 550 5.7.1 no such user | true
            5.4.1 | smtp; 550 5.4.1 Recipient address rejected: Access denied | true
            5.4.4 | X-Postfix; Host or domain name not found | true
            5.4.4 | X-Postfix; Host or domain name not found, try again later | false
            5.2.1 | smtp; 550 5.2.1 sent mail at a rate that keeps further messages from being delivered | false
            4.4.7 | smtp; 550 5.1.1 no such user | false
            4.1.1 | smtp; 450 4.1.1 unverified address | false
            4.4.7 | X-Postfix; delivery time expired | false
            2.1.5 | smtp; 250 2.1.5 delivered | false
            a.1.1 | smtp; 550 no | false
            rubbish | rubbish | false
            """)
    void dead(String status, String diagnostic, boolean expected) throws IOException {
        RecipientStatus recipient = read(BounceMails.report(
                        "Final-Recipient: rfc822; x@y.example\nAction: failed\nStatus: " + status
                                + "\nDiagnostic-Code: " + diagnostic + "\n"))
                .orElseThrow()
                .recipients()
                .get(0);

        assertThat(recipient.saysAddressIsDead()).isEqualTo(expected);
    }

    @ParameterizedTest
    @DisplayName("that is delayed, delivered, relayed or expanded calls no address dead, whatever its status")
    @ValueSource(strings = {"delayed", "delivered", "relayed", "expanded", "rubbish", ""})
    void notFailed(String action) throws IOException {
        RecipientStatus recipient = read(BounceMails.report("Final-Recipient: rfc822; x@y.example\nAction: " + action
                        + "\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n"))
                .orElseThrow()
                .recipients()
                .get(0);

        assertThat(recipient.saysAddressIsDead()).isFalse();
    }

    @Test
    @DisplayName("of thousands of recipients, endless lines or fields is read in part, and of no recipient is none")
    void sizes() throws IOException {
        String group = "Final-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.1.1\n\n";
        assertThat(read(BounceMails.report(group.repeat(5000))).orElseThrow().recipients())
                .hasSize(50);
        assertThat(read(BounceMails.report("Final-Recipient: rfc822; " + "x".repeat(2_000_000) + "\n")))
                .hasValueSatisfying(read ->
                        assertThat(read.recipients().get(0).finalRecipient()).hasSizeLessThan(5000));
        assertThat(read(BounceMails.report("Final-Recipient: rfc822;\n x\n".repeat(1) + " y\n".repeat(200_000))))
                .isPresent();
        assertThat(read(BounceMails.report("X: y\n"))).isEmpty();
        assertThat(read(BounceMails.report(""))).isEmpty();
    }

    @Test
    @DisplayName("is read in time that grows as its size does, whatever stands in it")
    void linear() throws IOException {
        String report = BounceMails.report("Final-Recipient: rfc822; x@y.example\nAction: failed\n");
        String mixed = report.replace("multipart/report; report-type=delivery-status", "multipart/mixed");
        for (String piece : new String[] {
            "--b0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n",
            "--b0\r\nContent-Type: multipart/report; boundary=b1\r\n\r\n--b1\r\n",
            "X: <;=\"\\\r\n ",
            "Final-Recipient: utf-8; \\x{",
            "Final-Recipient: rfc822; x@y.example\r\n",
            "Content-Type: multipart/mixed; a=b; boundary=\"\r\n\t",
            "\r\n",
            "--b0",
        }) {
            for (String mail : new String[] {report, mixed}) {
                byte[] once = filled(mail, piece, 64 * 1024);
                byte[] fourTimes = filled(mail, piece, 256 * 1024);
                long few = processorTime(once);
                long many = processorTime(fourTimes);

                assertThat(many).as("of a square it is 16 times: %s", piece).isLessThan(10 * few + 5_000_000);
            }
        }
    }

    private static byte[] filled(String mail, String piece, int size) {
        String filled = mail.replace("Reporting-MTA", piece.repeat(size / piece.length()) + "\r\nReporting-MTA");
        return filled.getBytes(StandardCharsets.UTF_8);
    }

    /** The least of several, in nanoseconds of this thread's processor time, so that a busy machine makes no difference. */
    private static long processorTime(byte[] mail) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 7; i++) {
            long before = threads.getCurrentThreadCpuTime();
            DeliveryStatusNotification.read(new ByteArrayInputStream(mail));
            least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
        }
        return least;
    }

    @Test
    @DisplayName("cut off anywhere, or with any line left out, throws nothing")
    void cutOff() throws IOException {
        for (String file : BounceMails.FILES) {
            String mail = BounceMails.text(file);
            for (int i = 0; i < mail.length(); i += 7) {
                assertThat(read(mail.substring(0, i))).isNotNull();
            }
            String[] lines = mail.split("\r\n", -1);
            for (int i = 0; i < lines.length; i++) {
                String[] fewer = lines.clone();
                fewer[i] = "";
                assertThat(read(String.join("\r\n", fewer))).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @DisplayName("has a boundary however it is written")
    @ValueSource(
            strings = {
                "multipart/report; report-type=delivery-status; boundary=b0",
                "Multipart/Report; BOUNDARY=\"b0\"; REPORT-TYPE=\"Delivery-Status\"",
                "multipart/report;report-type=delivery-status;x=\"a;b=\\\"c\";boundary=b0",
                "multipart/report; boundary=b0",
                "multipart/report;\r\n\treport-type=delivery-status;\r\n\tboundary=\"b0\"",
            })
    void boundaries(String contentType) throws IOException {
        String mail = BounceMails.report("Final-Recipient: rfc822; x@y.example\nAction: failed\n")
                .replace("multipart/report; report-type=delivery-status; boundary=b0", contentType);
        assertThat(read(mail)).isPresent();
    }
}
