package org.portalemails.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.UnknownCompanyException;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.host.Company;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.Level;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.settings.file.SettingsImport;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.transport.MailRoutes;
import org.portalemails.view.DriftView;
import org.portalemails.view.EffectiveSettingsView;
import org.portalemails.view.SettingView;

@DisplayName("The screen of an ERP with several companies")
class SeveralCompaniesTest {
    private static final NotificationType RESET = NotificationType.RESET_PASSWORD;
    private static final CompanyId NORTH = new CompanyId("NORTH");
    private static final CompanyId SOUTH = new CompanyId("SOUTH");
    private static final CustomerGroupId N1 = new CustomerGroupId("N1");
    private static final CustomerGroupId S1 = new CustomerGroupId("S1");
    private static final SettingsOwner OF_NORTH = SettingsOwner.company(NORTH);
    private static final SettingsOwner OF_SOUTH = SettingsOwner.company(SOUTH);
    private static final SettingsOwner OF_N1 = SettingsOwner.group(N1);
    private static final SettingsOwner OF_S1 = SettingsOwner.group(S1);

    private static final CompanyDirectory COMPANIES =
            () -> List.of(new Company(NORTH, "Nord inc."), new Company(SOUTH, "Sud inc."));

    /** N… is of the north, S… of the south, and there are no others. */
    private static final CustomerGroupDirectory GROUPS = id -> {
        char first = id.value().charAt(0);
        return first == 'N' || first == 'S'
                ? Optional.of(new CustomerGroup(id, "Groupe " + id, true, first == 'N' ? NORTH : SOUTH))
                : Optional.empty();
    };

    private final InMemorySettingsStore store = new InMemorySettingsStore(Clock.systemUTC());
    private final InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC());
    private final SettingsScreen screen = screen(COMPANIES);

    private SettingsScreen screen(CompanyDirectory companies) {
        return new SettingsScreen(
                GROUPS,
                companies,
                store,
                SettingsRules.standard(),
                company -> PortalProfile.builder()
                        .senderCompanyName("Company " + company)
                        .portalName("Portal of " + company)
                        .portalUrl("https://portal.boreal.example/")
                        .build(),
                outbox,
                MailRoutes.single(),
                Clock.systemUTC(),
                MailId::random,
                MailLayout.standard(),
                false);
    }

    private static PortalEmailSettings from(String address) {
        return PortalEmailSettings.builder().sendFrom(EmailAddress.of(address)).build();
    }

    private static PortalEmailSettings with(String address, String subject) {
        return from(address)
                .withText(RESET, Locale.ENGLISH, new MailText(subject, "{{resetLink}}", ContentFormat.PLAIN));
    }

    private void save(SettingsOwner owner, PortalEmailSettings settings) {
        store.save(
                owner, settings, store.find(owner).map(StoredSettings::version).orElse(0L), "a test");
    }

    @BeforeEach
    void sender() {
        save(SettingsOwner.INSTALLATION, from("portal@all.example"));
    }

    private static List<String> codes(List<SettingsViolation> found) {
        return found.stream().map(SettingsViolation::code).toList();
    }

    @Test
    @DisplayName("saves settings of a company, which only its groups inherit, and says where each value comes from")
    void inherited() {
        SettingsForm form = screen.open(OF_NORTH);
        form.setSendFrom("portal@north.example");
        screen.save(OF_NORTH, form, "claire");
        assertThat(screen.effective(N1).sendFrom())
                .contains(new Sourced<>(EmailAddress.of("portal@north.example"), Level.COMPANY));
        assertThat(screen.effective(S1).sendFrom())
                .contains(new Sourced<>(EmailAddress.of("portal@all.example"), Level.INSTALLATION));
        assertThat(screen.history(OF_NORTH, 5)).hasSize(1);
    }

    @Test
    @DisplayName(
            "opens a group without settings with the switches of its company, and a company's with those of the installation")
    void openedBlank() {
        save(
                SettingsOwner.INSTALLATION,
                from("portal@all.example").toBuilder().language(Locale.FRENCH).build());
        assertThat(screen.open(OF_NORTH).getLanguage()).isEqualTo("fr");
        save(
                OF_NORTH,
                PortalEmailSettings.builder().language(Locale.CANADA_FRENCH).build());
        assertThat(screen.open(OF_N1).getLanguage()).isEqualTo("fr-CA");
        assertThat(screen.open(OF_S1).getLanguage()).isEqualTo("fr");
    }

    @Test
    @DisplayName("needs no sender of a company or of the installation, but of a group that inherits none")
    void senderNeeded() {
        save(SettingsOwner.INSTALLATION, PortalEmailSettings.blank());
        save(OF_NORTH, from("portal@north.example"));
        assertThat(screen.check(OF_SOUTH, new SettingsForm())).isEmpty();
        assertThat(screen.check(OF_N1, new SettingsForm())).isEmpty();
        assertThat(codes(screen.check(OF_S1, new SettingsForm()))).containsExactly("settings.sender-missing");
    }

    @Test
    @DisplayName("warns of the groups that lose their sender, and only of those that inherit from here")
    void concerned() {
        save(SettingsOwner.INSTALLATION, PortalEmailSettings.blank());
        save(OF_NORTH, from("portal@north.example"));
        save(OF_N1, PortalEmailSettings.blank());
        save(OF_S1, PortalEmailSettings.blank());
        save(SettingsOwner.group(new CustomerGroupId("N2")), from("own@north.example"));
        assertThat(screen.check(OF_NORTH, new SettingsForm()))
                .singleElement()
                .extracting(SettingsViolation::code, SettingsViolation::arguments)
                .containsExactly("settings.groups-without-sender", Map.of("count", "1"));
        assertThat(screen.check(SettingsOwner.INSTALLATION, new SettingsForm()))
                .as("those of the north have their company's")
                .singleElement()
                .extracting(SettingsViolation::arguments)
                .isEqualTo(Map.of("count", "1"));
        save(SettingsOwner.INSTALLATION, from("portal@all.example"));
        assertThat(screen.check(OF_NORTH, new SettingsForm()))
                .as("the installation's applies then")
                .isEmpty();
    }

    @Test
    @DisplayName(
            "tells of texts that replace another text of their company than the one there was, and nobody of another's")
    void drift() {
        save(OF_NORTH, with("portal@north.example", "Company"));
        SettingsForm form = screen.open(OF_N1);
        form.section(RESET).setSubject("Own");
        form.section(RESET).setContent("{{resetLink}}");
        screen.save(OF_N1, form, "claire");
        screen.save(OF_S1, filled(OF_S1, "South"), "claire");
        assertThat(screen.drift()).isEmpty();
        save(OF_NORTH, with("portal@north.example", "Company, again"));
        assertThat(screen.drift()).containsOnlyKeys(OF_N1);
        assertThat(screen.drift(OF_NORTH)).containsOnlyKeys(OF_N1);
        assertThat(screen.drift(OF_SOUTH)).isEmpty();
        TextDrift drifted = screen.drift().get(OF_N1).get(0);
        assertThat(drifted.sharedLevel()).isEqualTo(Level.COMPANY);
        assertThat(DriftView.of(OF_N1, drifted, COMPANIES, Locale.ENGLISH).sharedLevelLabel())
                .isEqualTo("Settings of the company");
        save(SettingsOwner.INSTALLATION, with("portal@all.example", "All"));
        assertThat(screen.drift()).as("the north has its own").containsOnlyKeys(OF_N1, OF_S1);
        screen.confirmText(OF_N1, RESET, Locale.ENGLISH, 1, "claire");
        assertThat(screen.drift()).containsOnlyKeys(OF_S1);
    }

    private SettingsForm filled(SettingsOwner owner, String subject) {
        SettingsForm form = screen.open(owner);
        form.section(RESET).setSubject(subject);
        form.section(RESET).setContent("{{resetLink}}");
        return form;
    }

    @Test
    @DisplayName("exports a company with its groups, and imports for it only what is its own")
    void file() {
        save(OF_NORTH, from("portal@north.example"));
        save(OF_N1, from("n1@north.example"));
        save(OF_S1, from("s1@south.example"));
        String file = screen.export(NORTH);
        assertThat(file)
                .contains("[company.NORTH]", "[group.N1]")
                .doesNotContain("S1")
                .doesNotContain("installation");
        assertThat(screen.export()).contains("[installation]", "[company.NORTH]", "[group.S1]");

        SettingsImport own = screen.dryRun(file.replace("n1@", "new@"), NORTH);
        assertThat(own.isRefused()).isFalse();
        assertThat(own.apply("claire")).hasSize(1);
        assertThat(screen.effective(N1).sendFrom().orElseThrow().value().value())
                .isEqualTo("new@north.example");

        SettingsImport foreign = screen.dryRun(screen.export(), NORTH);
        assertThat(foreign.steps())
                .filteredOn(SettingsImport.Step::isRefused)
                .extracting(step -> step.owner().key())
                .containsExactlyInAnyOrder("*", "g:S1");
        assertThatThrownBy(() -> foreign.apply("claire")).isInstanceOf(InvalidSettingsException.class);
        assertThat(screen.dryRun("portalEmailSettings = 1\n[group.X]\nsendFrom = \"x@y.example\"\n", NORTH)
                        .isRefused())
                .as("nobody knows whose an unknown group is")
                .isTrue();
    }

    @Test
    @DisplayName("checks an import against the company's settings in the file, else against those that are stored")
    void importInherits() {
        save(SettingsOwner.INSTALLATION, PortalEmailSettings.blank());
        String group = "[group.N1]\nsenderName = \"N1\"\n";
        assertThat(screen.dryRun("portalEmailSettings = 1\n" + group).isRefused())
                .isTrue();
        String company = "[company.NORTH]\nsendFrom = \"portal@north.example\"\n";
        SettingsImport both = screen.dryRun("portalEmailSettings = 1\n" + group + company);
        assertThat(both.isRefused()).isFalse();
        assertThat(both.steps()).extracting(step -> step.owner().key()).containsExactly("c:NORTH", "g:N1");
        save(OF_NORTH, from("portal@north.example"));
        assertThat(screen.dryRun("portalEmailSettings = 1\n" + group).isRefused())
                .isFalse();
        assertThat(screen.dryRun("portalEmailSettings = 1\n[company.WEST]\n").steps())
                .singleElement()
                .satisfies(step -> assertThat(codes(step.violations())).containsExactly("file.company-unknown"));
    }

    @Test
    @DisplayName("previews and tests a company's settings with its own profile and sender")
    void preview() {
        save(OF_NORTH, from("portal@north.example"));
        SettingsForm form = screen.open(OF_SOUTH);
        MailText text = new MailText("{{portalName}}", "{{resetLink}}", ContentFormat.PLAIN);
        assertThat(screen.preview(OF_SOUTH, form)
                        .render(RESET, text, Locale.ENGLISH)
                        .subject())
                .isEqualTo("Portal of SOUTH");
        assertThat(screen.preview(N1).render(RESET, text, Locale.ENGLISH).subject())
                .isEqualTo("Portal of NORTH");
        assertThat(screen.preview(SettingsOwner.INSTALLATION, new SettingsForm())
                        .render(RESET, text, Locale.ENGLISH)
                        .subject())
                .as("the first company stands for all")
                .isEqualTo("Portal of NORTH");
        screen.sendTest(OF_NORTH, screen.open(OF_NORTH), RESET, Locale.ENGLISH, EmailAddress.of("zoe@boreal.example"));
        assertThat(outbox.find(OutboxQuery.all())).hasSize(1);
    }

    @Test
    @DisplayName("knows no other company, and none at all where there is one only")
    void unknown() {
        SettingsOwner west = SettingsOwner.company(new CompanyId("WEST"));
        assertThatThrownBy(() -> screen.open(west)).isInstanceOf(UnknownCompanyException.class);
        assertThatThrownBy(() -> screen.save(west, new SettingsForm(), "claire"))
                .isInstanceOf(UnknownCompanyException.class);
        assertThatThrownBy(() -> screen.export(new CompanyId("WEST"))).isInstanceOf(UnknownCompanyException.class);
        SettingsScreen alone = screen(CompanyDirectory.ONE);
        assertThatThrownBy(() -> alone.open(SettingsOwner.company(CompanyId.DEFAULT)))
                .isInstanceOf(UnknownCompanyException.class);
        assertThat(alone.open(SettingsOwner.INSTALLATION).getSendFrom()).isEqualTo("portal@all.example");
    }

    @Test
    @DisplayName("calls the installation what people know it as: their company's default, or that of all companies")
    void words() {
        SettingView several =
                EffectiveSettingsView.of(screen.effective(N1), List.of(), COMPANIES, Locale.CANADA_FRENCH)
                        .values()
                        .stream()
                        .filter(value -> value.name().equals("sendFrom"))
                        .findFirst()
                        .orElseThrow();
        assertThat(several.level()).isEqualTo("installation");
        assertThat(several.levelLabel()).isEqualTo("Paramètres par défaut de toutes les sociétés");
        SettingView one =
                EffectiveSettingsView.of(screen.effective(N1), List.of(), CompanyDirectory.ONE, Locale.CANADA_FRENCH)
                        .values()
                        .stream()
                        .filter(value -> value.name().equals("sendFrom"))
                        .findFirst()
                        .orElseThrow();
        assertThat(one.levelLabel()).isEqualTo("Paramètres par défaut de la société");
    }
}
