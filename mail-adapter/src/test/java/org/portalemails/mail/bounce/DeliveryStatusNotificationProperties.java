package org.portalemails.mail.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeliveryStatusNotificationProperties {
    /** Pieces of bounces in any order: more of them hang together than in random bytes. */
    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> known = Arbitraries.of(
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b0",
                "Content-Type: multipart/report; boundary=\"",
                "Content-Type: message/delivery-status",
                "Content-Type: message/rfc822",
                "Content-Transfer-Encoding: base64",
                "Content-Transfer-Encoding: quoted-printable",
                "\r\n",
                "\r\n\r\n",
                "--b0",
                "--b0--",
                " ",
                ":",
                "Final-Recipient: rfc822; x@y.example",
                "Final-Recipient: utf-8; \\x{110000}\\x{}\\x{E9",
                "Action: failed",
                "Status: 5.1.1",
                "Status: 5",
                "Diagnostic-Code: smtp; 550",
                "Diagnostic-Code: 550 5.1.1",
                "Message-ID: <",
                "Return-Path: >",
                "=",
                "=3D=");
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(10);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(8, known), net.jqwik.api.Tuple.of(1, any))
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("\r\n", parts));
    }

    @Property(tries = 2000)
    @Label(
            "Whatever a mail consists of, reading it throws nothing, and nothing of an address stands in the result's text")
    void throwsNothing(@ForAll("pieces") String mail) throws IOException {
        byte[] bytes = mail.getBytes(StandardCharsets.UTF_8);

        assertThat(DeliveryStatusNotification.read(new ByteArrayInputStream(bytes)))
                .satisfiesAnyOf(
                        read -> assertThat(read).isEmpty(),
                        read -> assertThat(read.orElseThrow().toString()).doesNotContain("x@y.example"));
    }

    @Property(tries = 500)
    @Label("Bytes that are no text at all are not a bounce")
    void bytes(@ForAll byte[] bytes) throws IOException {
        assertThat(DeliveryStatusNotification.read(new ByteArrayInputStream(bytes)))
                .isEmpty();
    }

    @Property(tries = 300)
    @Label("Only a failure with a status of class 5 can call an address dead")
    void deadNeedsClassFive(@ForAll("pieces") String more, @ForAll("statuses") String status) throws IOException {
        String groups = "Final-Recipient: rfc822; x@y.example\nAction: failed\nStatus: " + status + "\n"
                + "Diagnostic-Code: smtp; 550 no such user\n" + more.replace("\r\n", " ");
        DeliveryStatusNotification.read(
                        new ByteArrayInputStream(BounceMails.report(groups).getBytes(StandardCharsets.UTF_8)))
                .ifPresent(read -> assertThat(List.of(read.recipients().get(0)))
                        .allSatisfy(recipient -> assertThat(!recipient.saysAddressIsDead() || status.startsWith("5."))
                                .isTrue()));
    }

    @Provide
    Arbitrary<String> statuses() {
        return Arbitraries.of("2.0.0", "4.1.1", "4.0.0", "5.1.1", "5.0.0", "5.7.1", "3.1.1", "9.9.9", "4", "");
    }
}
