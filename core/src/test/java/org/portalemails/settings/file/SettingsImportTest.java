package org.portalemails.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.screen.Screens;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsChange;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.template.Position;
import org.portalemails.testkit.SettableClock;

@DisplayName("Settings as a file")
class SettingsImportTest {
    private static final SettingsOwner GROUP = SettingsOwner.group(new CustomerGroupId("4711"));
    private static final SettingsOwner OTHER = SettingsOwner.group(new CustomerGroupId("Détail \"Est\""));
    private static final String FILE =
            """
            # Settings of the test system.
            portalEmailSettings = 1

            [installation]
            sendFrom = "portail@boreale.example"
            language = 'fr-CA'

            [group.4711]
            notifyNewPrimaryContact = true  # agreed in May

            [group.4711.text.reset-password.fr-CA]
            subject = "Mot de passe de {{companyName}}"
            content = '''
            <p>Bonjour «\u00a0{{userName}}\u00a0»,</p>
            <p><a href="{{resetLink}}">Choisir un mot de passe</a></p>'''

            [group."Détail \\"Est\\""]
            sendFrom = "est@boreale.example"
            """;

    private final InMemorySettingsStore store = new InMemorySettingsStore(new SettableClock());
    private final SettingsScreen screen = Screens.of(store, SettingsRules.standard());

    private static Consumer<Throwable> violation(String expected) {
        return e -> assertThat(((InvalidSettingsException) e).violations())
                .extracting(SettingsViolation::toString)
                .contains(expected);
    }

    @Test
    @DisplayName("tell of a group that the ERP does not have, and are kept all the same")
    void unknownGroup() {
        SettingsImport plan = SettingsImport.dryRun(
                FILE,
                store,
                SettingsRules.standard(),
                id -> id.value().equals("4711")
                        ? Optional.of(new CustomerGroup(id, "Grossistes", true))
                        : Optional.empty(),
                CompanyDirectory.ONE);
        assertThat(plan.steps())
                .filteredOn(step -> !step.violations().isEmpty())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.owner()).isEqualTo(OTHER);
                    assertThat(step.violations())
                            .extracting(SettingsViolation::code)
                            .containsExactly("file.group-unknown");
                });
        assertThat(plan.isRefused()).isFalse();
        assertThat(plan.apply("deploy")).hasSize(3);
        assertThat(SettingsImport.dryRun(FILE, store, SettingsRules.standard()).steps())
                .allSatisfy(step -> assertThat(step.violations()).isEmpty());
    }

    @Test
    @DisplayName("are shown first and imported then, all owners together")
    void dryRunThenApply() {
        SettingsImport plan = screen.dryRun(FILE);
        assertThat(plan.isRefused()).isFalse();
        assertThat(plan.steps())
                .extracting(SettingsImport.Step::owner)
                .containsExactly(SettingsOwner.INSTALLATION, GROUP, OTHER);
        assertThat(plan.steps().get(1).changes())
                .extracting(SettingsChange::path)
                .contains("notifyNewPrimaryContact", "text.reset-password.fr-CA.subject");
        assertThat(store.owners()).as("a dry run changes nothing").isEmpty();

        assertThat(plan.apply("deploy")).hasSize(3);
        PortalEmailSettings group = store.find(GROUP).orElseThrow().settings();
        MailText text = group.text(NotificationType.RESET_PASSWORD, Locale.CANADA_FRENCH)
                .orElseThrow();
        assertThat(text.format()).isEqualTo(ContentFormat.HTML);
        assertThat(text.content()).startsWith("<p>Bonjour «\u00a0{{userName}}").endsWith("mot de passe</a></p>");
        assertThat(group.basedOn(NotificationType.RESET_PASSWORD, Locale.CANADA_FRENCH))
                .isPresent();
        assertThat(screen.effective(new CustomerGroupId("4711")).isUsable()).isTrue();
    }

    @Test
    @DisplayName("exported and imported elsewhere are the same settings, and the same file again")
    void moveToProduction() {
        screen.dryRun(FILE).apply("deploy");
        String exported = screen.export();
        InMemorySettingsStore production = new InMemorySettingsStore(new SettableClock());
        SettingsScreen there = Screens.of(production, SettingsRules.standard());
        there.dryRun(exported).apply("deploy");
        assertThat(there.export()).isEqualTo(exported);
        assertThat(production.find(GROUP).map(StoredSettings::settings))
                .isEqualTo(store.find(GROUP).map(StoredSettings::settings));
        assertThat(exported).doesNotContain("agreed in May");
    }

    @Test
    @DisplayName("imported twice are saved once")
    void twice() {
        screen.dryRun(FILE).apply("deploy");
        SettingsImport again = screen.dryRun(screen.export());
        assertThat(again.steps()).allSatisfy(step -> assertThat(step.changes()).isEmpty());
        assertThat(again.apply("deploy")).isEmpty();
        assertThat(store.history(GROUP, 10)).hasSize(1);
    }

    @Test
    @DisplayName("with one group that breaks a rule are not imported at all")
    void refused() {
        String broken = FILE.replace("{{resetLink}}", "{{resetLnk}}");
        SettingsImport plan = screen.dryRun(broken);
        assertThat(plan.isRefused()).isTrue();
        assertThat(plan.steps().get(0).isRefused()).isFalse();
        assertThat(plan.steps().get(1).violations())
                .extracting(SettingsViolation::path)
                .containsOnly("resetPassword.translations[fr-CA].content");
        assertThatThrownBy(() -> plan.apply("deploy")).isInstanceOf(InvalidSettingsException.class);
        assertThat(store.owners()).isEmpty();
    }

    @Test
    @DisplayName("with an installation default that breaks a rule are not imported at all; a sender is no such rule")
    void installationRefused() {
        SettingsImport unreadable = screen.dryRun(
                FILE.replace(
                        "language = 'fr-CA'\n",
                        """
                language = 'fr-CA'

                [installation.text.reset-password.fr-CA]
                subject = "Mot de passe"
                content = "{{resetLnk}}"
                """));
        assertThat(unreadable.isRefused()).isTrue();
        assertThat(unreadable.steps().get(0).owner()).isEqualTo(SettingsOwner.INSTALLATION);
        assertThat(unreadable.steps().get(0).violations())
                .extracting(SettingsViolation::path)
                .as("its own language")
                .contains("resetPassword.content");

        SettingsImport withoutSender = screen.dryRun(FILE.replace("sendFrom = \"portail@boreale.example\"\n", ""));
        assertThat(withoutSender.steps().get(0).violations()).isEmpty();
        assertThat(withoutSender.steps().get(1).violations())
                .as("the group has no sender then")
                .extracting(SettingsViolation::path)
                .contains("sendFrom");
    }

    @Test
    @DisplayName("without an installation default are held against the one that is stored")
    void storedInstallation() {
        String groupOnly = FILE.replaceAll("(?s)\\[installation].*?(?=\\[group\\.4711])", "");
        assertThat(screen.dryRun(groupOnly).steps().get(0).violations())
                .as("nobody has a sender")
                .extracting(SettingsViolation::path)
                .contains("sendFrom");

        screen.dryRun(FILE).apply("deploy");
        assertThat(screen.dryRun(groupOnly).steps().get(0).violations()).isEmpty();
    }

    @Test
    @DisplayName("are not imported over what somebody saved after the dry run")
    void stale() {
        screen.dryRun(FILE).apply("deploy");
        SettingsImport plan = screen.dryRun(FILE.replace("true", "false").replace("est@", "ouest@"));
        SettingsForm form = screen.open(OTHER);
        form.setSenderName("Est");
        screen.save(OTHER, form, "zoé");
        assertThatThrownBy(() -> plan.apply("deploy"))
                .isInstanceOfSatisfying(StaleSettingsException.class, e -> assertThat(e.changes())
                        .extracting(SettingsChange::path)
                        .containsExactly("senderName"));
        assertThat(store.find(GROUP)).map(StoredSettings::version).contains(1L);
    }

    @Test
    @DisplayName("are refused with line and column, everything at once, in the reader's language")
    void problems() {
        String file =
                """
                portalEmailSettings = 1
                [group.4711]
                sendFrom = "nobody"
                language = 5
                colour = "red"
                [group.4711.text.welcome.en]
                subject = "x"
                [group.4711.text.reset-password.english-like]
                [group.4711.text.forgot-user-name.fr]
                subject = "x"
                basedOn = "zz"
                [groups.x]
                """;
        assertThatThrownBy(() -> SettingsFile.read(file)).isInstanceOfSatisfying(InvalidSettingsException.class, e -> {
            assertThat(e.violations())
                    .extracting(SettingsViolation::toString)
                    .contains(
                            "group.4711.sendFrom:3:1 address.no-at",
                            "group.4711.language:4:1 file.text-expected",
                            "group.4711.colour:5:1 file.unknown-key",
                            "group.4711.text.welcome.en:6:1 file.unknown-mail",
                            "group.4711.text.reset-password.english-like:8:1 settings.language-unknown",
                            "group.4711.text.forgot-user-name.fr.content:9:1 settings.content-missing",
                            "groups.x:12:1 file.unknown-table");
            assertThat(e.violations().get(1).message(Locale.CANADA_FRENCH))
                    .isEqualTo("Ligne 4, colonne 1\u00a0: language doit être un texte entre guillemets.");
        });
    }

    @Test
    @DisplayName("say where a file stops being understood")
    void syntax() {
        Map<String, String> broken = Map.of(
                "a = 1\nb = [1]", ":2:5 file.value-expected",
                "a = 1979-05-27", ":1:5 file.value-expected",
                "a = \"x", ":1:6 file.text-not-closed",
                "a = '''x\ny", ":1:8 file.text-not-closed",
                "a = \"\\q\"", ":1:6 file.escape-unknown",
                "a = 1 b = 2", ":1:7 file.line-end-expected",
                "a = 1\na = 2", ":2:1 file.key-twice",
                "[a]\n[a]", ":2:1 file.table-twice",
                "[[a]]", ":1:2 file.key-expected",
                "[a", ":1:3 file.header-not-closed");
        broken.forEach((file, expected) ->
                assertThatThrownBy(() -> SettingsFile.read(file)).satisfies(violation(expected)));
        assertThatThrownBy(() -> SettingsFile.read("portalEmailSettings = 2\n"))
                .satisfies(violation("portalEmailSettings:1:1 file.version"));
        assertThatThrownBy(() -> SettingsFile.read("")).satisfies(e -> assertThat(
                        ((InvalidSettingsException) e).violations().get(0).position())
                .isEqualTo(Position.START));
    }

    @Test
    @DisplayName("shows whose settings it would change in a log, and none of them")
    void inLogs() {
        assertThat(new SettingsImport.Step(
                        SettingsOwner.INSTALLATION, 3, PortalEmailSettings.blank(), List.of(), List.of()))
                .hasToString("Step[*, on version 3, 0 changes, 0 violations]");
    }
}
