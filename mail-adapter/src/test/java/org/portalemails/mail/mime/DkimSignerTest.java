package org.portalemails.mail.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.email.OutgoingMail;

@DisplayName("DKIM signatures hold under other implementations")
class DkimSignerTest {
    /** The example message of RFC 8463, appendix A. */
    private static final String RFC_HEAD =
            """
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>
            """
                    .replace("\n", "\r\n");

    private static final String RFC_BODY =
            """
            Hi.

            We lost the game.  Are you hungry yet?

            Joe.
            """
                    .replace("\n", "\r\n");

    private static final String RFC_BODY_HASH = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=";
    private static final String RFC_PRIVATE_KEY = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    private static final String RFC_SIGNATURE =
            "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";

    private static Bytes bytes(String text) {
        return new Bytes(16).ascii(text);
    }

    private static KeyPair pair(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (size > 0) {
            generator.initialize(size);
        }
        return generator.generateKeyPair();
    }

    private static String record(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(encoded);
    }

    private static List<SignatureRecord> verify(byte[] mail, Map<String, String> records) throws Exception {
        DKIMVerifier verifier = new DKIMVerifier(
                (method, selector, domain) -> List.of(records.get(selector + "._domainkey." + domain)));
        return verifier.verify(new ByteArrayInputStream(mail));
    }

    private static List<OutgoingMail> mails() {
        return List.of(
                MimeWriterTest.mail("ERP Portal", "Your access", "Hello\n\n  spaces   inside \n\n\n", null),
                MimeWriterTest.mail("Zoé, ERP", "Réinitialiser " + "très ".repeat(30), "Zoé\n", "<p>Zoé</p>"),
                MimeWriterTest.mail("ERP", "مرحبا", "مرحبا\n.\n..\n", "<p>" + "x".repeat(3000) + "</p>"));
    }

    @Test
    @DisplayName("The example of RFC 8463 gets the body hash and the signature that the RFC prints")
    void rfc8463() throws Exception {
        assertThat(DkimSigner.bodyHash(bytes(RFC_BODY), 0)).isEqualTo(RFC_BODY_HASH);
        String field =
                " v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n"
                        + " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n"
                        + " bh=" + RFC_BODY_HASH + ";\r\n b=";
        byte[] data = DkimSigner.signedData(
                DkimSigner.fields(bytes(RFC_HEAD)),
                List.of("from", "to", "subject", "date", "message-id", "from", "subject", "date"),
                field);
        PrivateKey key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(
                        NamedParameterSpec.ED25519, Base64.getDecoder().decode(RFC_PRIVATE_KEY)));

        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(java.security.MessageDigest.getInstance("SHA-256").digest(data));

        assertThat(Base64.getEncoder().encodeToString(signature.sign())).isEqualTo(RFC_SIGNATURE);
    }

    @Test
    @DisplayName("Apache jDKIM verifies rsa-sha256")
    void jdkim() throws Exception {
        KeyPair rsa = pair("RSA", 2048);
        Map<String, String> records = Map.of("r2026._domainkey.erp.example", record(rsa));
        MimeWriter writer = new MimeWriter(true, List.of(new DkimSigner("erp.example", "r2026", rsa.getPrivate())));
        for (OutgoingMail mail : mails()) {
            byte[] bytes = writer.write(mail);
            assertThat(verify(bytes, records)).hasSize(1);
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n", -1))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        }
    }

    /** jDKIM 0.5 knows the name Ed25519, but reads every key as RSA: see {@link DkimPythonTest} for another verifier. */
    @Test
    @DisplayName("The ed25519-sha256 signature in the mail is the signature of the mail")
    void edwards() throws Exception {
        KeyPair edwards = pair("Ed25519", 0);
        MimeWriter writer = new MimeWriter(true, List.of(new DkimSigner("erp.example", "e2026", edwards.getPrivate())));
        for (OutgoingMail mail : mails()) {
            String text = new String(writer.write(mail), StandardCharsets.ISO_8859_1);
            String head = text.substring(0, text.indexOf("\r\n\r\n") + 2);
            List<DkimSigner.Field> fields = DkimSigner.fields(bytes(head));
            String field = fields.get(0).value();
            String names = field.replaceAll("(?s).* h=([^;]*);.*", "$1").replaceAll("\\s", "");
            String signature = field.substring(field.indexOf("b=", field.indexOf("bh=") + 3) + 2);
            byte[] data = DkimSigner.signedData(
                    fields.subList(1, fields.size()),
                    List.of(names.split(":")),
                    field.substring(0, field.length() - signature.length()));

            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(edwards.getPublic());
            verifier.update(java.security.MessageDigest.getInstance("SHA-256").digest(data));
            assertThat(fields.get(0).name()).isEqualTo("dkim-signature");
            assertThat(field).contains("a=ed25519-sha256", "s=e2026");
            assertThat(verifier.verify(Base64.getDecoder().decode(signature.replaceAll("\\s", ""))))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("A changed body, subject or sender, or an added second one, breaks the signature")
    void tampered() throws Exception {
        KeyPair rsa = pair("RSA", 2048);
        MimeWriter writer = new MimeWriter(false, List.of(new DkimSigner("erp.example", "s", rsa.getPrivate())));
        Map<String, String> records = Map.of("s._domainkey.erp.example", record(rsa));
        String signed = new String(writer.write(mails().get(0)), StandardCharsets.ISO_8859_1);
        assertThat(verify(signed.getBytes(StandardCharsets.ISO_8859_1), records))
                .hasSize(1);

        for (String changed : List.of(
                signed.replace("Hello", "Hallo"),
                signed.replace("Subject: Your access", "Subject: My access"),
                signed.replace("<portal@erp.example>", "<evil@erp.example>"),
                signed.replace("Subject: Your access", "Subject: Win!\r\nSubject: Your access"),
                signed.replace("From: ERP", "From: evil@erp.example\r\nFrom: ERP"),
                signed.replace("Date: Wed, 4", "Date: Wed, 5"))) {
            assertThat(changed).isNotEqualTo(signed);
            assertThatThrownBy(() -> verify(changed.getBytes(StandardCharsets.ISO_8859_1), records))
                    .isInstanceOf(FailException.class);
        }
    }

    @Test
    @DisplayName("White space that relays change does not break the signature")
    void relaxed() throws Exception {
        KeyPair rsa = pair("RSA", 2048);
        MimeWriter writer = new MimeWriter(false, List.of(new DkimSigner("erp.example", "s", rsa.getPrivate())));
        Map<String, String> records = Map.of("s._domainkey.erp.example", record(rsa));
        String signed = new String(writer.write(mails().get(0)), StandardCharsets.ISO_8859_1);
        String relayed = "Received: from somewhere\r\n"
                + signed.replace("Subject: Your access", "SUBJECT:   Your\r\n   access  ") + "\r\n\r\n";

        assertThat(verify(relayed.getBytes(StandardCharsets.ISO_8859_1), records))
                .hasSize(1);
    }

    @Test
    @DisplayName("An empty body and a body of empty lines have the hash that RFC 6376 gives the empty body")
    void emptyBody() {
        String empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

        assertThat(DkimSigner.bodyHash(bytes(""), 0)).isEqualTo(empty);
        assertThat(DkimSigner.bodyHash(bytes("\r\n\r\n  \r\n"), 0)).isEqualTo(empty);
    }

    @Test
    @DisplayName("The time in the signature is the mail's, so that a repetition has the same bytes")
    void repeatable() throws Exception {
        MimeWriter writer = new MimeWriter(
                false,
                List.of(new DkimSigner("erp.example", "s", pair("Ed25519", 0).getPrivate())));
        OutgoingMail mail = mails().get(1);

        assertThat(writer.write(mail)).isEqualTo(writer.write(mail));
        assertThat(new String(writer.write(mail), StandardCharsets.ISO_8859_1))
                .contains("t=" + Instant.parse("2026-11-04T05:03:07Z").getEpochSecond());
    }
}
