package org.portalemails.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.email.PlannedMail;
import org.portalemails.host.Company;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.screen.ScreenPermission;
import org.portalemails.screen.ScreenUser;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;

@DisplayName("The screen of a company")
class SeveralCompaniesTest {
    private static final CompanyId NORTH = new CompanyId("NORTH");
    private static final SettingsOwner OF_NORTH = SettingsOwner.company(NORTH);
    private static final CompanyDirectory BOTH =
            () -> List.of(new Company(NORTH, "Nord inc."), new Company(new CompanyId("SOUTH"), "Sud inc."));
    private static final CustomerGroupDirectory GROUPS =
            id -> Optional.of(new CustomerGroup(id, "Groupe " + id, true, NORTH));

    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
    private final InMemorySettingsStore store = new InMemorySettingsStore(clock);
    private MailRoutes routes = MailRoutes.single();
    private ScreenUser user = who((what, where) -> true);

    private static ScreenUser who(BiPredicate<ScreenPermission, SettingsOwner> may) {
        return new ScreenUser("claire", null, may);
    }

    private ScreenData data(CompanyDirectory companies) {
        PortalEmails portalEmails = PortalEmails.builder()
                .customerGroups(GROUPS)
                .companies(companies)
                .settingsStore(store)
                .outbox(outbox)
                .profile(SampleSettings.profile())
                .routes(routes)
                .build();
        return new ScreenData(portalEmails.settingsScreen(), GROUPS, outbox);
    }

    private ScreenAnswer ask(String method, String path, Map<String, String> values, String... parameters) {
        UnitOfWork none = new UnitOfWork() {
            @Override
            public <T> T of(Supplier<T> work) {
                return work.get();
            }
        };
        Map<String, String> all = new HashMap<>(Map.of("lang", "fr-CA"));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return new ScreenEndpoint(data(BOTH), outbox, principal -> Optional.of(user), none)
                .answer(new ScreenRequest(method, path, all, Json.write(values), null));
    }

    private ScreenAnswer get(String path, String... parameters) {
        return ask("GET", path, Map.of(), parameters);
    }

    private static Map<String, String> sender(String address) {
        return Map.of("sendFrom", address, "language", "fr-CA");
    }

    private static FieldView sendFrom(ScreenView view) {
        return view.sections().get(0).fields().get(1);
    }

    @Test
    @DisplayName("is saved for the company, and a group shows what it inherits from there")
    void saved() {
        assertThat(ask("POST", "save", sender("portail@nord.example"), "company", "NORTH", "version", "0")
                        .status())
                .isEqualTo(200);
        assertThat(store.find(OF_NORTH)).isPresent();
        assertThat(store.find(SettingsOwner.INSTALLATION)).isEmpty();
        ScreenView company = data(BOTH).open(OF_NORTH, user, Locale.CANADA_FRENCH);
        assertThat(company.level()).isEqualTo("company");
        assertThat(company.company()).isEqualTo("NORTH");
        assertThat(company.group()).isEmpty();
        assertThat(company.name()).isEqualTo("Nord inc. – paramètres par défaut de ses groupes");
        SettingsOwner group = SettingsOwner.group(new CustomerGroupId("N1"));
        FieldView inherited = sendFrom(data(BOTH).open(group, user, Locale.CANADA_FRENCH));
        assertThat(inherited.inherited()).isEqualTo("portail@nord.example");
        assertThat(inherited.inheritedFrom()).isEqualTo("paramètres de la société");
    }

    @Test
    @DisplayName("shows what all companies have as theirs; in an ERP with one company that is the company's")
    void words() {
        store.save(
                SettingsOwner.INSTALLATION,
                PortalEmailSettings.builder()
                        .sendFrom(EmailAddress.of("portail@tous.example"))
                        .build(),
                0,
                "a test");
        SettingsOwner group = SettingsOwner.group(new CustomerGroupId("N1"));
        assertThat(sendFrom(data(BOTH).open(OF_NORTH, user, Locale.CANADA_FRENCH))
                        .inheritedFrom())
                .isEqualTo("paramètres de toutes les sociétés");
        assertThat(sendFrom(data(BOTH).open(group, user, Locale.ENGLISH)).inheritedFrom())
                .isEqualTo("default of all companies");
        ScreenView all = data(BOTH).open(SettingsOwner.INSTALLATION, user, Locale.CANADA_FRENCH);
        assertThat(all.name()).isEqualTo("Courriels portail – paramètres par défaut de toutes les sociétés");
        ScreenData alone = data(CompanyDirectory.ONE);
        assertThat(sendFrom(alone.open(group, user, Locale.CANADA_FRENCH)).inheritedFrom())
                .isEqualTo("paramètres de la société");
        assertThat(alone.open(SettingsOwner.INSTALLATION, user, Locale.CANADA_FRENCH)
                        .name())
                .isEqualTo("Courriels portail – paramètres par défaut de la société");
        assertThat(Json.write(alone.open(group, user, Locale.CANADA_FRENCH))).doesNotContain("toutes les sociétés");
    }

    @Test
    @DisplayName("is seen and changed by whoever may there, and gives no right to anything above or beside it")
    void permissions() {
        user = who((what, where) -> where.equals(OF_NORTH));
        assertThat(get("screen", "company", "NORTH").status()).isEqualTo(200);
        assertThat(get("export", "company", "NORTH").status()).isEqualTo(200);
        assertThat(get("screen").status()).isEqualTo(403);
        assertThat(get("export").status()).isEqualTo(403);
        assertThat(get("screen", "company", "SOUTH").status()).isEqualTo(403);
        assertThat(get("screen", "company", "NORTH", "group", "N1").status())
                .as("a group is asked for as a group")
                .isEqualTo(403);
        assertThat(ask("POST", "import", Map.of("file", "")).status()).isEqualTo(403);
        assertThat(ask("POST", "save", sender("a@b.example"), "company", "SOUTH", "version", "0")
                        .status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("imports for a company only what is its own")
    void imported() {
        user = who((what, where) -> where.equals(OF_NORTH));
        String foreign = "portalEmailSettings = 1\n[installation]\nsendFrom = \"a@b.example\"\n";
        ScreenAnswer refused = ask("POST", "import", Map.of("file", foreign), "company", "NORTH", "apply", "true");
        assertThat(refused.text())
                .contains("\"applied\":false", "\"refused\":true", "file.of-another-company")
                .contains("\"name\":\"Courriels portail – paramètres par défaut de toutes les sociétés\"");
        assertThat(store.owners()).isEmpty();
        String own = "portalEmailSettings = 1\n[company.NORTH]\nsendFrom = \"a@b.example\"\n";
        assertThat(ask("POST", "import", Map.of("file", own), "company", "NORTH", "apply", "true")
                        .text())
                .contains("\"applied\":true", "\"company\":\"NORTH\"");
        assertThat(store.owners()).containsExactly(OF_NORTH);
    }

    @Test
    @DisplayName("reaches the mails of the company and no other, by whatever name they are asked for")
    void mails() {
        PlannedMail.Send own = SampleMails.plain(NORTH, "default", "marie@erables.example");
        PlannedMail.Send other = SampleMails.plain(new CompanyId("SOUTH"), "default", "paul@erables.example");
        outbox.append(List.of(own, other));
        user = who((what, where) -> where.equals(OF_NORTH));
        assertThat(get("mails", "company", "NORTH").text())
                .contains(own.id().value())
                .doesNotContain(other.id().value());
        assertThat(get("mails").status()).isEqualTo(403);
        assertThat(ask("POST", "requeue-all", Map.of(), "company", "NORTH").text())
                .isEqualTo("{\"count\":0}");
        assertThat(ask("POST", "hold", Map.of("reason", "year-end"), "company", "NORTH")
                        .status())
                .isEqualTo(200);
        assertThat(outbox.holds()).extracting(Hold::scope).containsExactly(HoldScope.company(NORTH));
        for (String scope : List.of("*", "c:SOUTH", "r:default")) {
            assertThat(ask("POST", "hold", Map.of("reason", "x"), "company", "NORTH", "scope", scope)
                            .status())
                    .as(scope)
                    .isEqualTo(403);
            assertThat(ask("POST", "release", Map.of(), "company", "NORTH", "scope", scope)
                            .status())
                    .as(scope)
                    .isEqualTo(403);
        }
        assertThat(ask("POST", "release", Map.of(), "scope", "c:NORTH").status())
                .isEqualTo(200);
        assertThat(outbox.holds()).isEmpty();
    }

    @Test
    @DisplayName("warns of a sender for whom the route does not send, tries its servers, and sends tests by it")
    void route() {
        RecordingTransport server = new RecordingTransport();
        MailRoute route =
                MailRoute.named("north").through("main", server).sendingFor(SenderDomains.only("nord.example"));
        routes = MailRoutes.single().forCompany(NORTH, route);
        assertThat(ask("POST", "check", sender("a@sud.example"), "company", "NORTH")
                        .text())
                .contains("settings.sender-not-sent-for", "north");
        assertThat(ask("POST", "check", sender("a@nord.example"), "company", "NORTH")
                        .text())
                .doesNotContain("settings.sender-not-sent-for");
        assertThat(ask("POST", "probe", sender("a@nord.example"), "company", "NORTH")
                        .text())
                .isEqualTo("{\"route\":\"north\",\"servers\":[{\"name\":\"main\",\"passed\":true,\"steps\":[]}]}");
        assertThat(ask("POST", "probe", Map.of("language", "fr-CA"), "company", "NORTH")
                        .status())
                .isEqualTo(422);
        ask(
                "POST",
                "test",
                sender("a@nord.example"),
                "company",
                "NORTH",
                "mail",
                "reset-password",
                "to",
                "a@b.example",
                "language",
                "fr-CA");
        assertThat(outbox.find(OutboxQuery.all())).singleElement().satisfies(one -> {
            assertThat(one.company()).isEqualTo(NORTH);
            assertThat(one.route()).isEqualTo("north");
        });
        user = who((what, where) -> what == ScreenPermission.SEE_SETTINGS);
        assertThat(ask("POST", "probe", sender("a@nord.example"), "company", "NORTH")
                        .status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("is not there for a company that the ERP does not have")
    void unknown() {
        ScreenAnswer answer = get("screen", "company", "WEST");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("problem/unknown-company", "Il n’y a pas de société WEST.");
    }
}
