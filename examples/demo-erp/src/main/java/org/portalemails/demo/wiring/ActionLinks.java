package org.portalemails.demo.wiring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.portalemails.delivery.LinkMinter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes registration and reset links when their mails leave. The ERP keeps only a hash: no page or table holds a link. */
@Component
class ActionLinks implements LinkMinter {
    private static final String KEEP = "insert into erp_link (id, token_hash, expires_at) values (?, ?, ?)";

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    ActionLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> mint(Request request) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql(KEEP)
                .params(
                        UUID.randomUUID().toString(),
                        hash(token),
                        request.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
        String purpose = request.reference().startsWith("reset:") ? "reset" : "register";
        return Optional.of("https://portail.erable.example/" + purpose + "/" + token);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
