package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.mail.reply.DeadAddress;
import org.portalemails.mail.reply.EnhancedCode;
import org.portalemails.mail.reply.RefusalReason;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Rejected;

/**
 * What refusals mean. {@code phrases.tsv} was written from memory of what mail servers say, in four lists, each after the rules of the
 * list before were finished: what the rules met at the first run stands in the decision about refusals.
 */
@DisplayName("Refusals")
class RefusalsTest {
    private record Phrase(String text, RefusalReason reason, boolean hard) {}

    private static List<String[]> rows(String file) {
        try (InputStream in = RefusalsTest.class.getResourceAsStream("/refusals/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RefusalReason reason(String code) {
        return Arrays.stream(RefusalReason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<Phrase> phrases() {
        return rows("phrases.tsv").stream()
                .map(row -> new Phrase(row[0], reason(row[1]), row[2].equals("hard")))
                .toList();
    }

    @Test
    @DisplayName(
            "Of refusals from memory at least 97 % are rightly called hard or soft, and 94 % have the right reason")
    void shareOfPhrases() {
        List<Phrase> phrases = phrases();
        List<String> wrongReason = new ArrayList<>();
        List<String> wrongHard = new ArrayList<>();
        for (Phrase phrase : phrases) {
            RefusalReason read = RefusalReason.of(phrase.text());
            if (read != phrase.reason()) {
                wrongReason.add(phrase + " <- " + read);
            }
            if (read.isHard() != phrase.hard()) {
                wrongHard.add(phrase + " <- " + read);
            }
        }

        assertThat(phrases).hasSizeGreaterThan(600);
        assertThat(wrongHard).hasSizeLessThanOrEqualTo(phrases.size() * 3 / 100);
        assertThat(wrongReason).hasSizeLessThanOrEqualTo(phrases.size() * 6 / 100);
    }

    @Test
    @DisplayName("No refusal from memory that is soft is read as hard: doubt means alive")
    void softIsNeverHard() {
        assertThat(phrases().stream().filter(phrase -> !phrase.hard()).map(Phrase::text))
                .noneMatch(text -> RefusalReason.of(text).isHard());
    }

    @TestFactory
    @DisplayName("What large hosts and usual servers say of a mailbox, code and words together")
    Stream<DynamicTest> witnesses() {
        return rows("witnesses.tsv").stream()
                .map(row -> DynamicTest.dynamicTest(row[2] + ": " + row[0], () -> {
                    String text = row[0].substring(4);
                    String code = EnhancedCode.find(500, text);
                    assertThat(DeadAddress.saidBy(code, text)).isEqualTo(row[1].equals("dead"));
                }));
    }

    @ParameterizedTest
    @DisplayName("Words about us, about now or about the mail win over every code")
    @ValueSource(
            strings = {
                "user unknown; too many connections",
                "user unknown, rate limit exceeded",
                "mailbox full",
                "no such user (temporarily)",
                "blocked for spam: user unknown",
                "unknown recipient, message too large",
                "recipient unknown, your IP address is on a blacklist",
                "policy: unknown user",
                "benutzer unbekannt, bitte spater versuchen",
                "sender address unknown"
            })
    void doubtMeansAlive(String text) {
        for (String code : List.of("5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.1", "5.7.17")) {
            assertThat(DeadAddress.saidBy(code, text)).as("%s %s", code, text).isFalse();
        }
    }

    @Test
    @DisplayName("Capitals, accents, punctuation and the place in the text make no difference")
    void written() {
        for (String text : List.of(
                "UTILISATEUR INCONNU",
                "Utilisateur: inconnu!",
                "l'utilisateur <x@y.example> est inconnu",
                "Usuario no encontrado.",
                "USUÁRIO NÃO ENCONTRADO",
                "Empfaenger? Empfa\u0308nger unbekannt")) {
            assertThat(RefusalReason.of("host mx.y.example said: " + text + " (in reply to RCPT TO)"))
                    .as(text)
                    .isEqualTo(RefusalReason.USER_UNKNOWN);
        }
    }

    @Test
    @DisplayName("Only the first 2000 characters are read, so that a text of any length costs no more")
    void bounded() {
        assertThat(RefusalReason.of("x ".repeat(1000) + "user unknown")).isEqualTo(RefusalReason.UNDEFINED);
        assertThat(RefusalReason.of("user unknown" + " x".repeat(1_000_000))).isEqualTo(RefusalReason.USER_UNKNOWN);
    }

    @Test
    @DisplayName("The table of the reference says what each reason means for address, server and mail")
    void reference() throws IOException {
        Path page = Path.of("..", "docs", "reference", "refusals.md");
        StringBuilder table =
                new StringBuilder("| Reason | Address | At RCPT, 4yz | At RCPT, 5yz |\n|---|---|---|---|\n");
        Set<RefusalReason> shown = EnumSet.noneOf(RefusalReason.class);
        for (Phrase phrase : phrases()) {
            RefusalReason reason = phrase.reason();
            if (RefusalReason.of(phrase.text()) == reason && shown.add(reason)) {
                table.append(row(reason, phrase.text()));
            }
        }
        table.append(row(RefusalReason.UNDEFINED, "no"));
        shown.add(RefusalReason.UNDEFINED);

        assertThat(shown).containsExactlyInAnyOrder(RefusalReason.values());
        assertThat(Files.readString(page)).contains(table);
    }

    private static String row(RefusalReason reason, String text) {
        String words = text.replaceFirst("^[0-9]{3} ", "").replaceFirst("^[45]\\.[0-9.]+ ", "");
        return "| `%s` | %s | `%s` | `%s` |%n"
                .formatted(
                        reason.code(),
                        reason.address().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        name(OutcomeRules.refused(Phase.RCPT, new SmtpReply(450, words), TestMails.RECIPIENT)),
                        name(OutcomeRules.refused(Phase.RCPT, new SmtpReply(550, words), TestMails.RECIPIENT)))
                .replace(System.lineSeparator(), "\n");
    }

    private static String name(DeliveryOutcome outcome) {
        return outcome instanceof Rejected rejected && rejected.addressDead() ? "dead" : FaultMatrixTest.name(outcome);
    }

    @Test
    @DisplayName("Reasons have codes of their own")
    void codes() {
        assertThat(Arrays.stream(RefusalReason.values())
                        .map(RefusalReason::code)
                        .collect(Collectors.toSet()))
                .hasSize(RefusalReason.values().length);
    }
}
