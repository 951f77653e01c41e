package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.sender.Resolver;
import org.portalemails.mail.sender.Resolver.Answer;
import org.portalemails.mail.sender.Resolver.RecordType;
import org.portalemails.mail.sender.SigningKey;
import org.portalemails.sender.SenderCheck;
import org.portalemails.sender.SenderReason;
import org.portalemails.sender.SenderReport.Finding;

@DisplayName("What a transport knows of its senders")
class SenderOfTransportsTest {
    private static final EmailAddress FROM = EmailAddress.of("portal@maples.example");

    private static Resolver answering(String name, String text) {
        return (asked, type) ->
                asked.equals(name) && type == RecordType.TXT ? new Answer(true, List.of(text)) : Answer.NOTHING;
    }

    private static List<SenderReason> reasons(SenderCheck check) {
        return check.check(FROM, null).findings().stream().map(Finding::reason).toList();
    }

    @Test
    @DisplayName("its addresses, its keys and its envelope sender")
    void own() throws Exception {
        for (String algorithm : List.of("RSA", "Ed25519")) {
            KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            DkimKey key = new DkimKey("maples.example", "s2026", pair.getPrivate());
            byte[] encoded = pair.getPublic().getEncoded();
            String published = key.published().publicKey();

            assertThat(Base64.getEncoder().encodeToString(encoded)).endsWith(published.substring(4));
            try (SmtpTransport transport = SmtpTransport.builder("mail.invalid", 587)
                    .sendingFrom("192.0.2.25")
                    .sign(key)
                    .envelopeSender(EnvelopeSender.verp(EmailAddress.of("bounces@boreal.example")))
                    .resolver(answering(
                            "s2026._domainkey.maples.example",
                            Objects.requireNonNull(key.published().recordValue())))
                    .build()) {
                assertThat(reasons(transport.senderCheck()))
                        .containsExactly(
                                SenderReason.SPF_MISSING,
                                SenderReason.DKIM_PUBLISHED,
                                SenderReason.DMARC_MISSING,
                                SenderReason.MX_MISSING,
                                SenderReason.MX_MISSING);
            }
        }
    }

    @Test
    @DisplayName("what a service wants of SPF")
    void services() {
        Resolver spf = answering("maples.example", "v=spf1 include:spf.protection.outlook.com -all");
        try (SmtpTransport transport = SmtpPreset.MICROSOFT_365
                .transport()
                .credentials(SmtpCredentials.password("portal", "secret"))
                .resolver((name, type) -> name.equals("spf.protection.outlook.com") && type == RecordType.TXT
                        ? new Answer(true, List.of("v=spf1 -all"))
                        : spf.ask(name, type))
                .build()) {
            assertThat(reasons(transport.senderCheck())).contains(SenderReason.SPF_NAMES_SERVICE);
        }
        try (SmtpTransport transport =
                SmtpPreset.GOOGLE_RELAY.transport().resolver(spf).build()) {
            assertThat(reasons(transport.senderCheck())).contains(SenderReason.SPF_INCLUDE_BROKEN);
        }
        try (SmtpTransport transport = SmtpPreset.POSTMARK
                .transport()
                .credentials(SmtpCredentials.password("token", "token"))
                .resolver(spf)
                .build()) {
            assertThat(reasons(transport.senderCheck())).contains(SenderReason.SPF_BY_SERVICE);
        }
        try (SmtpTransport transport = SmtpPreset.MAILPIT.transport().build()) {
            assertThat(transport.senderCheck()).isSameAs(SenderCheck.NONE);
        }
        try (GraphTransport transport =
                GraphTransport.builder(refused -> "token").resolver(spf).build()) {
            assertThat(reasons(transport.senderCheck())).contains(SenderReason.SPF_INCLUDE_BROKEN);
        }
    }

    @Test
    @DisplayName("a key says where its public half is to be published")
    void published() {
        SigningKey key = new SigningKey("maples.example", "s2026", "rsa", "");
        assertThat(key.recordName()).isEqualTo("s2026._domainkey.maples.example");
        assertThat(key.recordValue()).isNull();
    }
}
