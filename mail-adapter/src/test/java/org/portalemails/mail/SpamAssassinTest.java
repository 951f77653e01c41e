package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SentMail;
import org.portalemails.testkit.TestPortal;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SpamAssassin with its local rules only. Skipped where it is not installed. */
@DisplayName("SpamAssassin")
class SpamAssassinTest {
    private static final Logger LOG = LoggerFactory.getLogger(SpamAssassinTest.class);
    private static final BigDecimal MOST = BigDecimal.ONE;

    /** Points that the mails of this test get and those of a host do not. */
    private static final Map<String, String> OF_THE_TEST = Map.of(
            "NO_RELAYS", "a file has travelled through no server",
            "NO_RECEIVED", "the same");

    private static final Pattern RULE = Pattern.compile("(?m)^\\s*(-?[0-9]+(?:\\.[0-9]+)?) ([A-Z][A-Z0-9_]+)\\b");

    @TempDir
    Path directory;

    @BeforeAll
    static void find() {
        Assumptions.assumeTrue(
                Programs.output(new byte[0], "spamassassin", "--version").isPresent(), "no SpamAssassin here");
    }

    /** What SpamAssassin found: the points of each rule. */
    private record Verdict(String mail, Map<String, BigDecimal> rules) {
        BigDecimal points() {
            return rules.entrySet().stream()
                    .filter(rule -> !OF_THE_TEST.containsKey(rule.getKey()))
                    .map(Map.Entry::getValue)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        @Override
        public String toString() {
            return points() + " " + mail + " " + rules;
        }
    }

    @Test
    @DisplayName("gives no built-in mail more than 1.0 in any language, with and without a logo")
    void builtIn() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH)) {
            for (boolean logo : List.of(false, true)) {
                List<SentMail> sent = sent(language, logo);
                assertThat(sent).extracting(SentMail::type).containsExactlyInAnyOrder(NotificationType.values());
                for (SentMail mail : sent) {
                    files.add(written(mail, language.toLanguageTag() + (logo ? " logo" : "")));
                }
            }
        }
        List<Verdict> verdicts = judged(files);
        assertThat(verdicts).hasSize(60);
        verdicts.forEach(verdict -> LOG.info("{}", verdict));
        assertThat(verdicts)
                .allSatisfy(verdict ->
                        assertThat(verdict.points()).as(verdict.toString()).isLessThanOrEqualTo(MOST));
    }

    private static List<SentMail> sent(Locale language, boolean logo) {
        PortalEmailSettings.Builder settings =
                SampleSettings.allOn().toBuilder().language(language);
        if (logo) {
            settings.set(Setting.LOGO, TestMails.logo());
        }
        TestPortal portal = TestPortal.builder().settings(settings.build()).build();
        Contact marie = in(language, SampleEvents.MARIE);
        Contact john = in(language, SampleEvents.JOHN);
        AccessRequested asked = SampleEvents.accessRequested("1");
        PrimaryContactChanged changed = SampleEvents.primaryContactChanged("3");
        for (PortalEvent event : List.of(
                new AccessRequested(
                        asked.header(),
                        asked.requestId(),
                        marie,
                        asked.requesterPhone(),
                        asked.taxIdMasked(),
                        asked.mailingAddress(),
                        asked.reviewUrl(),
                        asked.registration()),
                new RepresentativeValidated(
                        SampleEvents.header("2"),
                        marie,
                        RepresentativeValidated.Kind.FIRST,
                        ContactRole.PRIMARY,
                        List.of("Érablière du Nord inc.")),
                new PrimaryContactChanged(changed.header(), john, marie, false, ContactRole.SECONDARY, "Luc Gagnon"),
                new UserNameForgotten(SampleEvents.header("4"), marie, List.of("mtremblay", "marie.t")),
                new PasswordResetRequested(SampleEvents.header("5"), marie, SampleEvents.link("reset")),
                new PasswordChanged(SampleEvents.header("6"), marie),
                new AddressChanged(
                        SampleEvents.header("7"), marie, EmailAddress.of("marie@sirops.example"), "Luc Gagnon"))) {
            portal.notifier().announce(event);
        }
        portal.deliver();
        return portal.sent();
    }

    private static Contact in(Locale language, Contact contact) {
        return Contact.of(
                        contact.firstName(),
                        contact.lastName(),
                        Objects.requireNonNull(contact.email()).value(),
                        language)
                .withUserName(Objects.requireNonNull(contact.userName()));
    }

    private Path written(SentMail sent, String variant) throws IOException {
        assertThat(new EmlDirectoryTransport(directory).deliver(sent.mail())).isInstanceOf(Accepted.class);
        Path file = directory.resolve(sent.type().code() + " " + variant);
        return Files.move(directory.resolve(sent.mail().id().value() + ".eml"), file);
    }

    @Test
    @DisplayName("finds what is wrong with a mail that is nothing but HTML, below a subject in capitals")
    void bait() throws IOException {
        Path file = Files.writeString(
                directory.resolve("bait"),
                """
                From: a@b.example
                To: c@d.example
                Date: Tue, 24 Nov 2026 05:30:07 +0000
                Subject: YOUR ACCESS
                MIME-Version: 1.0
                Content-Type: text/html

                <p>Hello</p>
                """);
        assertThat(judged(List.of(file)))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.points()).isGreaterThan(MOST))
                .satisfies(verdict -> assertThat(verdict.rules()).containsKeys("SUBJ_ALL_CAPS", "MIME_HTML_ONLY"));
    }

    /** Without the habits of this machine: no preferences, nothing learned before. */
    private List<Verdict> judged(List<Path> files) throws IOException {
        Path preferences = Files.writeString(directory.resolve("preferences"), "use_bayes 0\n");
        List<String> command = new ArrayList<>(
                List.of("spamassassin", "--local", "--test-mode", "--prefspath=" + preferences, "--nocreate-prefs"));
        files.forEach(file -> command.add(file.toString()));
        String[] reports = Programs.output(new byte[0], command.toArray(String[]::new))
                .orElseThrow()
                .split("Content analysis details:", -1);
        assertThat(reports).hasSize(files.size() + 1);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Map<String, BigDecimal> rules = new TreeMap<>();
            String report = reports[i + 1].split("\n\n\n", 2)[0];
            Matcher rule = RULE.matcher(report);
            while (rule.find()) {
                rules.put(rule.group(2), new BigDecimal(rule.group(1)));
            }
            verdicts.add(new Verdict(String.valueOf(files.get(i).getFileName()), rules));
        }
        return verdicts;
    }
}
