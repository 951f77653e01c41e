package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.reply.EnhancedCode;
import org.portalemails.mail.reply.RefusalReason;
import org.portalemails.mail.reply.ServerText;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Rejected;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.DeliveryOutcome.Unsendable;

@DisplayName("What a reply means for the mail")
class OutcomeRulesTest {
    private static DeliveryOutcome at(Phase phase, int code, String text) {
        return OutcomeRules.refused(phase, new SmtpReply(code, text), TestMails.RECIPIENT);
    }

    private static boolean isForNever(DeliveryOutcome outcome) {
        return outcome instanceof Rejected || outcome instanceof Unsendable || outcome instanceof Misconfigured;
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("At RCPT, code and words decide between recipient, sender, mail and server")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            550 | 5.1.1 <jane.doe@customer.example>: Recipient address rejected: User unknown in virtual mailbox table | dead
            550 | 5.1.1 no such user | dead
            550 | No such user here | dead
            550 | 5.1.10 recipient has null MX | dead
            550 | 5.2.1 mailbox closed | dead
            550 | 5.1.0 unknown recipient | dead
            550 | 5.1.1 user over quota | rejected
            552 | 5.2.2 mailbox full | rejected
            552 | 5.3.4 message too big | unsendable
            552 | Message size exceeds fixed limit | unsendable
            550 | 5.7.1 relay access denied | rejected
            554 | 5.7.1 <x@y>: Relay access denied | rejected
            553 | 5.7.1 <portal@erp.example>: Sender address rejected: not owned by user portal | misconfigured-sender
            550 | 5.1.8 <portal@erp.example>: Sender address rejected: Domain not found | misconfigured-sender
            530 | 5.7.0 must authenticate first | misconfigured
            553 | 5.6.7 address needs SMTPUTF8 | unsendable
            450 | 4.2.0 greylisted | later
            451 | 4.7.1 greylisted | later
            452 | 4.2.2 over quota | later
            451 | 4.3.0 queue file write error | later-server
            421 | 4.4.2 timeout | later-server
            450 | too many connections from you | later-server
            252 | cannot verify | later
            """)
    void atRecipient(int code, String text, String expected) {
        DeliveryOutcome outcome = at(Phase.RCPT, code, text);

        assertThat(FaultMatrixTest.name(outcome)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @DisplayName(
            "A server that asks to be left alone is, for five seconds; one recipient that is greylisted asks for nothing")
    @CsvSource({
        "GREETING, 421, 4.3.2 not now, 5",
        "RCPT, 421, too many mails, 5",
        "AUTH, 454, 4.7.0 slow down, 5",
        "MAIL, 451, 4.7.1 slow down, 5",
        "RCPT, 451, 4.7.1 greylisted, 0",
        "GREETING, 450, busy, 0",
        "RCPT, 451, 4.3.0 queue file write error, 0",
    })
    void leftAlone(Phase phase, int code, String text, long seconds) {
        assertThat(at(phase, code, text)).isInstanceOfSatisfying(TryLater.class, later -> assertThat(later.pause())
                .hasSeconds(seconds));
    }

    @Test
    @DisplayName("The mailbox is never called dead for what was said about the body")
    void deadOnlyAtRecipient() {
        assertThat(at(Phase.FINAL_DOT, 550, "5.1.1 no such user"))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.addressDead())
                        .isFalse());
    }

    @Test
    @DisplayName("The queue reply of an accepted mail is kept")
    void queueReply() {
        Accepted accepted = (Accepted) at(Phase.FINAL_DOT, 250, "2.0.0 Ok: queued as 4XyZ");

        assertThat(accepted.reply().replyCode()).isEqualTo(250);
        assertThat(accepted.reply().enhancedCode()).isEqualTo("2.0.0");
        assertThat(accepted.reply().text()).isEqualTo("2.0.0 Ok: queued as 4XyZ");
    }

    @Test
    @DisplayName("What a server says is kept without addresses, on one line, cleaned and bounded")
    void cleanText() {
        DeliveryOutcome outcome = at(
                Phase.RCPT,
                550,
                "5.1.1 <Jane.Doe@customer.example> unknown:\nJANE.DOE is\u001b[31m not\u202e here, see jane.doexx; mailto:x@y"
                        + " z".repeat(5000));

        assertThat(outcome.reply().text())
                .startsWith(
                        "5.1.1 <[address]> unknown: [address] is [31m not  here, see jane.doexx; mailto:[address] z")
                .hasSizeLessThanOrEqualTo(DeliveryOutcome.Reply.MAX_TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "relay → 5.7.1 Relay access denied → 5.7.1 Relay access denied",
                "relay → 5.7.1 <relay@customer.example>: Relay access denied → 5.7.1 <[address]>: Relay access denied",
                "relay → 5.1.1 <relay> no such mailbox; relay denied → 5.1.1 <[address]> no such mailbox; relay denied",
                "user → 5.1.1 User unknown → 5.1.1 User unknown",
                "user → 5.1.1 \"user\" is an unknown user, (User) → 5.1.1 \"[address]\" is an unknown user, ([address])",
                "user → 5.1.1 USER@customer.example: user unknown → 5.1.1 [address]: user unknown",
                "spam → 5.7.1 Message looks like spam → 5.7.1 Message looks like spam",
                "spam → 5.7.1 'spam' spam → 5.7.1 '[address]' spam",
                "spam → 5.7.1 <spam spam> [spam\" → 5.7.1 <spam spam> [spam\"",
                "jean.tremblay → 5.1.1 Jean.Tremblay unknown → 5.1.1 [address] unknown",
                "jean-guy → 5.1.1 jean-guy unknown → 5.1.1 [address] unknown",
                "jtremblay2 → 5.1.1 user jtremblay2 unknown → 5.1.1 user [address] unknown",
                "j_t → 5.1.1 user j_t unknown → 5.1.1 user [address] unknown",
            })
    @DisplayName(
            "A local part that is an ordinary word is hidden where it means the recipient, and kept where it is a word")
    void wordsOfTheServer(String localPart, String said, String kept) {
        assertThat(ServerText.withoutAddresses(said, EmailAddress.of(localPart + "@customer.example")))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @DisplayName("An enhanced code counts only in its place and in the class of the reply")
    @ValueSource(strings = {"4.1.1 class differs", "5.1 short", "see 5.1.1", "5.1.1000 long", "5..1 x", "5.1.1x y", ""})
    void noEnhancedCode(String text) {
        assertThat(EnhancedCode.find(550, text)).isNull();
    }

    @TestFactory
    @EnabledIfSystemProperty(named = Corpora.PROPERTY, matches = ".+")
    @DisplayName("Every basic code means what RFC 5321 says, at every phase from MAIL on")
    Stream<DynamicTest> basicCodes() {
        List<Map<String, String>> rows = Corpora.rows("smtp-basic.tsv");
        assertThat(rows).hasSizeGreaterThan(20);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.get("code"), () -> {
                    int code = Integer.parseInt(row.get("code"));
                    for (Phase phase : List.of(Phase.MAIL, Phase.RCPT, Phase.DATA, Phase.FINAL_DOT)) {
                        DeliveryOutcome outcome = at(phase, code, row.get("meaning"));
                        switch (row.get("class")) {
                            case "transient" -> assertThat(outcome).isInstanceOf(TryLater.class);
                            case "permanent" -> assertThat(isForNever(outcome)).isTrue();
                            case "success" ->
                                assertThat(outcome instanceof Accepted).isEqualTo(phase == Phase.FINAL_DOT);
                            default -> assertThat(outcome instanceof Accepted).isFalse();
                        }
                        assertThat(outcome.reply().replyCode()).isEqualTo(code);
                        assertThat(outcome.reply().phase()).isEqualTo(phase);
                    }
                }));
    }

    @TestFactory
    @EnabledIfSystemProperty(named = Corpora.PROPERTY, matches = ".+")
    @DisplayName("Every registered enhanced code is read, and the first digit of the reply decides")
    Stream<DynamicTest> enhancedCodes() {
        List<Map<String, String>> rows = Corpora.rows("smtp-enhanced.tsv");
        assertThat(rows).hasSizeGreaterThan(70);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.get("code"), () -> {
                    for (int digit : List.of(4, 5)) {
                        String enhanced = digit + row.get("code").substring(1);
                        DeliveryOutcome outcome = at(Phase.RCPT, digit * 100 + 50, enhanced + " said so");
                        assertThat(outcome.reply().enhancedCode()).isEqualTo(enhanced);
                        assertThat(outcome instanceof TryLater).isEqualTo(digit == 4);
                        assertThat(isForNever(outcome)).isEqualTo(digit == 5);
                        if (outcome instanceof Rejected rejected
                                && row.get("useful_as").equals("transient")) {
                            assertThat(rejected.addressDead()).isFalse();
                        }
                    }
                }));
    }

    @TestFactory
    @EnabledIfSystemProperty(named = Corpora.PROPERTY, matches = ".+")
    @DisplayName("Real refusals are read as bounce analysis reads them")
    Stream<DynamicTest> phrases() {
        List<Map<String, String>> rows = Corpora.rows("bounce-phrases.tsv");
        assertThat(rows).hasSizeGreaterThan(130);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.get("phrase"), () -> {
                    RefusalReason reason = RefusalReason.of("Sorry, " + row.get("phrase") + " (#x)");
                    assertThat(reason.code()).isEqualTo(row.get("reason"));
                    assertThat(reason.isHard())
                            .isEqualTo(row.get("sisimai_bounce").equals("hard"));
                }));
    }
}
