package org.portalemails.mail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.email.OutgoingMail;

/** The verifier of dkimpy, which knows Ed25519 (RFC 8463). Skipped where no python3 has it. */
@DisplayName("DKIM signatures hold under dkimpy")
class DkimPythonTest {
    /** Prints one line: whether the signature holds. Arguments: the public key's record, the file of the mail. */
    private static final String VERIFY =
            """
            import sys, dkim
            record = sys.argv[1].encode()
            asked = []
            def dns(name, timeout=5):
                asked.append(name)
                return record
            print(dkim.verify(open(sys.argv[2], 'rb').read(), dnsfunc=dns), asked[0].decode().rstrip('.'))
            """;

    private static String python = "";

    @TempDir
    Path directory;

    @BeforeAll
    static void findPython() {
        python = Stream.of("python3", "/usr/bin/python3")
                .filter(candidate -> run(candidate, "-c", "import dkim, nacl; print('found')")
                        .equals("found"))
                .findFirst()
                .orElse("");
        Assumptions.assumeFalse(python.isEmpty(), "no python3 with dkimpy and PyNaCl here");
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static KeyPair pair(String algorithm) throws Exception {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    private static String edwardsRecord(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] key = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "v=DKIM1; k=ed25519; p=" + Base64.getEncoder().encodeToString(key);
    }

    private static String rsaRecord(KeyPair pair) {
        return "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private String verify(byte[] mail, String record) throws IOException {
        Path file = directory.resolve("mail.eml");
        Files.write(file, mail);
        return run(python, "-c", VERIFY, record, file.toString());
    }

    private static byte[] changed(byte[] mail) {
        return new String(mail, StandardCharsets.ISO_8859_1)
                .replace("MIME-Version: 1.0", "MIME-Version: 1.0\r\nSubject: another")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<OutgoingMail> mails() {
        return List.of(
                MimeWriterTest.mail("ERP Portal", "Your access", "Hello\n\n  spaces   inside \n\n\n", null),
                MimeWriterTest.mail("Zoé, ERP", "Réinitialiser " + "très ".repeat(30), "Zoé\n", "<p>Zoé</p>"),
                MimeWriterTest.mail("ERP", "مرحبا", "مرحبا\n.\n..\n", "<p>" + "x".repeat(3000) + "</p>"));
    }

    @Test
    @DisplayName("ed25519-sha256")
    void edwards() throws Exception {
        KeyPair pair = pair("Ed25519");
        MimeWriter writer = new MimeWriter(true, List.of(new DkimSigner("erp.example", "e2026", pair.getPrivate())));
        for (OutgoingMail mail : mails()) {
            byte[] bytes = writer.write(mail);
            assertThat(verify(bytes, edwardsRecord(pair))).isEqualTo("True e2026._domainkey.erp.example");
            assertThat(verify(changed(bytes), edwardsRecord(pair))).startsWith("False");
            assertThat(verify(bytes, edwardsRecord(pair("Ed25519")))).startsWith("False");
        }
    }

    @Test
    @DisplayName("rsa-sha256")
    void rsa() throws Exception {
        KeyPair pair = pair("RSA");
        MimeWriter writer = new MimeWriter(true, List.of(new DkimSigner("erp.example", "r2026", pair.getPrivate())));
        for (OutgoingMail mail : mails()) {
            byte[] bytes = writer.write(mail);
            assertThat(verify(bytes, rsaRecord(pair))).isEqualTo("True r2026._domainkey.erp.example");
            assertThat(verify(changed(bytes), rsaRecord(pair))).startsWith("False");
        }
    }
}
