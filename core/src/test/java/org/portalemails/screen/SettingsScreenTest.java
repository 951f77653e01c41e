package org.portalemails.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.email.MailId;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.Level;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsChange;
import org.portalemails.settings.SettingsHistory;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.settings.form.BrandForm;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.MailRoutes;

@DisplayName("An administrator")
class SettingsScreenTest {
    private static final CustomerGroupId ID = new CustomerGroupId("WHOLESALE-QC");
    private static final SettingsOwner GROUP = SettingsOwner.group(ID);
    private static final NotificationType RESET = NotificationType.RESET_PASSWORD;

    private final InMemorySettingsStore store = new InMemorySettingsStore(new SettableClock());
    private final SettingsScreen screen = Screens.of(store, SettingsRules.standard());

    private StoredSettings save(SettingsOwner owner, String subject) {
        SettingsForm form = screen.open(owner);
        form.setSendFrom("portal@boreale.example");
        form.getResetPassword().setSubject(subject);
        form.getResetPassword().setContent("{{resetLink}}");
        return screen.save(owner, form, "luc");
    }

    @Test
    @DisplayName("opens, changes and saves a form, version after version")
    void edit() {
        assertThat(save(GROUP, "One").version()).isEqualTo(1);
        SettingsForm form = screen.open(GROUP);
        assertThat(form.getVersion()).isEqualTo(1);
        assertThat(form.getResetPassword().getSubject()).isEqualTo("One");
        form.setNotifyNewPrimaryContact(true);
        StoredSettings second = screen.save(GROUP, form, "zoé");
        assertThat(second.version()).isEqualTo(2);
        assertThat(screen.effective(ID).isOn(Switch.NOTIFY_NEW_PRIMARY_CONTACT))
                .isEqualTo(new Sourced<>(true, Level.GROUP));
    }

    @Test
    @DisplayName("opens a group's first form with the switches and the language that the group had inherited")
    void firstForm() {
        SettingsForm shared = screen.open(SettingsOwner.INSTALLATION);
        shared.setLanguage("fr-CA");
        shared.setMailCustomersWhoDidNotAsk(true);
        shared.setNotifyNewPrimaryContact(true);
        shared.setNotifyOldPrimaryContact(true);
        shared.setSendFrom("all@boreale.example");
        screen.save(SettingsOwner.INSTALLATION, shared, "luc");
        SettingsForm form = screen.open(GROUP);
        assertThat(form.getVersion()).isZero();
        assertThat(form.getLanguage()).isEqualTo("fr-CA");
        assertThat(form.isMailCustomersWhoDidNotAsk()).isTrue();
        assertThat(form.isNotifyNewPrimaryContact()).isTrue();
        assertThat(form.isNotifyOldPrimaryContact()).isTrue();
        assertThat(form.getSendFrom()).isEmpty();
        assertThat(screen.check(GROUP, form)).isEmpty();
        screen.save(GROUP, form, "luc");
        assertThat(screen.effective(ID).isOn(Switch.NOTIFY_OLD_PRIMARY_CONTACT).value())
                .isTrue();
    }

    @Test
    @DisplayName("is warned when the installation default loses the sender on which groups rely")
    void groupsWithoutSender() {
        SettingsForm shared = screen.open(SettingsOwner.INSTALLATION);
        shared.setSendFrom("all@boreale.example");
        screen.save(SettingsOwner.INSTALLATION, shared, "luc");
        SettingsForm without = screen.open(SettingsOwner.INSTALLATION);
        without.setSendFrom("");
        assertThat(screen.check(SettingsOwner.INSTALLATION, without)).isEmpty();
        without.setSendFrom("all@boreale.example");
        save(SettingsOwner.group(new CustomerGroupId("has-its-own")), "One");
        screen.save(GROUP, screen.open(GROUP), "luc");
        assertThat(screen.check(SettingsOwner.INSTALLATION, without)).isEmpty();
        without.setSendFrom("");
        assertThat(screen.check(SettingsOwner.INSTALLATION, without))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v).hasToString("sendFrom settings.groups-without-sender");
                    assertThat(v.isError()).isFalse();
                    assertThat(v.message(Locale.ENGLISH)).startsWith("1 customer groups");
                });
    }

    @Test
    @DisplayName("is refused with everything that is wrong, and nothing is changed")
    void refused() {
        save(GROUP, "One");
        SettingsForm form = screen.open(GROUP);
        form.getResetPassword().setContent("no link");
        form.setReplyTo("nobody");
        assertThat(screen.check(GROUP, form))
                .extracting(SettingsViolation::path)
                .containsExactly("replyTo", "resetPassword.content");
        assertThatThrownBy(() -> screen.save(GROUP, form, "luc"))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.violations())
                        .extracting(SettingsViolation::path)
                        .containsExactly("replyTo", "resetPassword.content"));
        assertThat(store.history(GROUP, 10)).hasSize(1);
    }

    @Test
    @DisplayName("who saves too late is told what the other changed, and nothing is overwritten")
    void stale() {
        save(GROUP, "One");
        SettingsForm mine = screen.open(GROUP);
        SettingsForm theirs = screen.open(GROUP);
        theirs.setReplyTo("help@boreale.example");
        theirs.getResetPassword().setSubject("Two");
        screen.save(GROUP, theirs, "zoé");
        mine.setSenderName("Mine");
        StaleSettingsException refused =
                catchThrowableOfType(StaleSettingsException.class, () -> screen.save(GROUP, mine, "luc"));
        assertThat(refused.changes())
                .extracting(SettingsChange::path)
                .containsExactly("replyTo", "text.reset-password.en.subject");
        assertThat(refused.changes().get(1).before()).isEqualTo("One");
        assertThat(refused.changes().get(1).after()).isEqualTo("Two");
        assertThat(refused.newest()).map(StoredSettings::savedBy).contains("zoé");
        assertThat(refused).hasMessageNotContaining("boreale");
        assertThat(refused.getSuppressed()).as("where the storage said so").hasSize(1);
        assertThat(store.find(GROUP)).map(StoredSettings::version).contains(2L);
    }

    @Test
    @DisplayName("sees who changed which field, before and after, in the words of the screen")
    void history() {
        save(GROUP, "One");
        SettingsForm form = screen.open(GROUP);
        form.setNotifyNewPrimaryContact(true);
        form.getResetPassword().translation("fr-CA").setSubject("Mot de passe");
        form.getResetPassword().translation("fr-CA").setContent("<p>{{resetLink}}</p>");
        screen.save(GROUP, form, "zoé");
        List<SettingsHistory.Entry> entries = screen.history(GROUP, 10);
        assertThat(entries).extracting(e -> e.stored().savedBy()).containsExactly("zoé", "luc");
        assertThat(entries.get(0).changes())
                .extracting(SettingsChange::path)
                .containsExactly(
                        "notifyNewPrimaryContact",
                        "text.reset-password.fr-CA.subject",
                        "text.reset-password.fr-CA.content",
                        "text.reset-password.fr-CA.format");
        assertThat(entries.get(0).changes().get(0).label(Locale.CANADA_FRENCH))
                .isEqualTo("Notification nouveau contact principal\u00a0: Envoyer courriel");
        assertThat(entries.get(0).changes().get(1).label(Locale.ENGLISH)).isEqualTo("Reset Password – subject (fr-CA)");
        assertThat(entries.get(1).changes()).extracting(SettingsChange::path).contains("sendFrom");
        assertThat(screen.history(GROUP, 1)).containsExactly(entries.get(0));
        assertThat(entries.toString()).doesNotContain("portal@boreale.example");
    }

    @Test
    @DisplayName("restores an older version as a new one")
    void restore() {
        PortalEmailSettings first = save(GROUP, "One").settings();
        save(GROUP, "Two");
        StoredSettings restored = screen.restore(GROUP, 1, 2, "zoé");
        assertThat(restored.version()).isEqualTo(3);
        assertThat(restored.settings()).isEqualTo(first);
        assertThatThrownBy(() -> screen.restore(GROUP, 9, 3, "zoé")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> screen.restore(GROUP, 1, 2, "zoé")).isInstanceOf(StaleSettingsException.class);
    }

    @Test
    @DisplayName("cannot restore what today's rules forbid")
    void restoreForbidden() {
        save(GROUP, "One");
        SettingsScreen stricter = Screens.of(
                store,
                new SettingsRules(
                        FieldCatalogue.builtIn(), BuiltInTexts.load(), SenderDomains.only("elsewhere.example")));
        assertThatThrownBy(() -> stricter.restore(GROUP, 1, 1, "luc")).isInstanceOf(InvalidSettingsException.class);
        assertThat(store.history(GROUP, 10)).hasSize(1);
    }

    @Test
    @DisplayName("goes back to the shared text")
    void resetText() {
        save(GROUP, "One");
        assertThat(screen.effective(ID).text(RESET, Locale.ENGLISH).level()).isEqualTo(Level.GROUP);
        assertThat(screen.resetText(GROUP, RESET, null, 1, "luc").version()).isEqualTo(2);
        assertThat(screen.effective(ID).text(RESET, Locale.ENGLISH).level()).isEqualTo(Level.BUILT_IN);
        assertThat(store.find(GROUP)).map(StoredSettings::settings).get().satisfies(settings -> assertThat(
                        settings.texts())
                .isEmpty());
    }

    @Test
    @DisplayName("goes back to the shared text in one language, and keeps the others")
    void resetOneLanguage() {
        SettingsForm form = screen.open(GROUP);
        form.setSendFrom("portal@boreale.example");
        for (String language : new String[] {"fr", "fr-CA", "de"}) {
            form.getResetPassword().translation(language).setSubject("x");
            form.getResetPassword().translation(language).setContent("{{resetLink}}");
        }
        screen.save(GROUP, form, "luc");
        StoredSettings reset = screen.resetText(GROUP, RESET, Locale.FRENCH, 1, "luc");
        assertThat(reset.settings().texts(RESET)).containsOnlyKeys(Locale.CANADA_FRENCH, Locale.GERMAN);
    }

    @Test
    @DisplayName("lets a Validator check a form as the group's or as the installation default, each by its rules")
    void bound() {
        SettingsForm form = new SettingsForm();
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            assertThat(factory.getValidator().validate(screen.bind(GROUP, form)))
                    .hasSize(1);
            assertThat(factory.getValidator().validate(screen.bind(SettingsOwner.INSTALLATION, form)))
                    .isEmpty();
            save(SettingsOwner.INSTALLATION, "Shared");
            assertThat(factory.getValidator().validate(screen.bind(GROUP, form)))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("is told of groups whose language the company chooses as its second one")
    void groupsWithTheSecondLanguage() {
        SettingsForm group = screen.open(GROUP);
        group.setSendFrom("ar@boreale.example");
        group.setLanguage("fr");
        screen.save(GROUP, group, "luc");
        SettingsForm company = screen.open(SettingsOwner.INSTALLATION);
        company.setSendFrom("ar@boreale.example");
        company.setMailLanguages("both");
        company.setSecondLanguage("fr-CA");
        assertThat(screen.check(SettingsOwner.INSTALLATION, company)).isEmpty();
        company.setSecondLanguage("fr");
        assertThat(screen.check(SettingsOwner.INSTALLATION, company))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation).hasToString("secondLanguage brand.groups-with-second-language");
                    assertThat(violation.arguments()).containsEntry("count", "1");
                    assertThat(violation.isError()).isFalse();
                });
    }

    @Test
    @DisplayName("gets no answer for a group that the ERP does not have, even if something is saved for it")
    void unknownGroup() {
        save(GROUP, "One");
        SettingsScreen without = new SettingsScreen(
                id -> Optional.empty(),
                CompanyDirectory.ONE,
                store,
                SettingsRules.standard(),
                id -> SampleSettings.profile(),
                new InMemoryOutbox(Clock.systemUTC()),
                MailRoutes.single(),
                Clock.systemUTC(),
                MailId::random,
                MailLayout.standard(),
                false);
        EmailAddress to = EmailAddress.of("zoe@boreale.example");
        SettingsForm form = new SettingsForm();
        Stream.<ThrowingCallable>of(
                        () -> without.isAvailable(ID),
                        () -> without.open(GROUP),
                        () -> without.bind(GROUP, form),
                        () -> without.check(GROUP, form),
                        () -> without.save(GROUP, form, "luc"),
                        () -> without.restore(GROUP, 1, 1, "luc"),
                        () -> without.resetText(GROUP, RESET, null, 1, "luc"),
                        () -> without.confirmText(GROUP, RESET, Locale.ENGLISH, 1, "luc"),
                        () -> without.confirmText(GROUP, BrandText.FOOTER, Locale.ENGLISH, 1, "luc"),
                        () -> without.effective(ID),
                        () -> without.saved(GROUP),
                        () -> without.saved(GROUP, 1),
                        () -> without.history(GROUP, 1),
                        () -> without.preview(ID),
                        () -> without.preview(GROUP, form),
                        () -> without.text(GROUP, form, RESET, Locale.ENGLISH),
                        () -> without.sendTest(GROUP, form, RESET, Locale.ENGLISH, to))
                .forEach(call -> assertThatThrownBy(call).isInstanceOf(UnknownCustomerGroupException.class));
        assertThat(without.open(SettingsOwner.INSTALLATION).getVersion()).isZero();
        assertThat(without.dryRun(without.export()).steps().get(0).violations())
                .extracting(SettingsViolation::code)
                .containsExactly("file.group-unknown");
    }

    @Nested
    @DisplayName("is told of a shared text that changed under an own one:")
    class Drift {
        @Test
        @DisplayName("not while it is the same")
        void none() {
            save(GROUP, "One");
            assertThat(screen.drift()).isEmpty();
        }

        @Test
        @DisplayName("when the installation default gets another one, until he confirms or rewrites his")
        void installation() {
            save(GROUP, "One");
            save(SettingsOwner.INSTALLATION, "Shared");
            assertThat(screen.drift()).containsOnlyKeys(GROUP);
            TextDrift.OfMail drift =
                    (TextDrift.OfMail) screen.drift().get(GROUP).get(0);
            assertThat(drift.type()).isEqualTo(RESET);
            assertThat(drift.own().subject()).isEqualTo("One");
            assertThat(drift.shared().text().subject()).isEqualTo("Shared");
            assertThat(drift.shared().level()).isEqualTo(Level.INSTALLATION);

            SettingsForm unrelated = screen.open(GROUP);
            unrelated.setSenderName("Other");
            screen.save(GROUP, unrelated, "luc");
            assertThat(screen.drift())
                    .as("an edit elsewhere is no look at the text")
                    .containsOnlyKeys(GROUP);

            assertThat(screen.confirmText(GROUP, RESET, Locale.ENGLISH, 2, "luc")
                            .version())
                    .isEqualTo(3);
            assertThat(screen.drift()).isEmpty();
            assertThat(screen.history(GROUP, 1).get(0).changes()).isEmpty();

            save(SettingsOwner.INSTALLATION, "Shared again");
            assertThat(screen.drift()).containsOnlyKeys(GROUP);
            save(GROUP, "Rewritten");
            assertThat(screen.drift()).isEmpty();
        }

        @Test
        @DisplayName("when a new version of the library, or the host, has another built-in text")
        void builtIn() {
            save(SettingsOwner.INSTALLATION, "Shared");
            save(GROUP, "One");
            BuiltInTexts newer = BuiltInTexts.load()
                    .with(RESET, Locale.ENGLISH, new MailText("Newer", "{{resetLink}}", ContentFormat.PLAIN));
            SettingsScreen later =
                    Screens.of(store, new SettingsRules(FieldCatalogue.builtIn(), newer, SenderDomains.any()));
            assertThat(later.drift()).containsOnlyKeys(SettingsOwner.INSTALLATION);
        }

        @ParameterizedTest
        @EnumSource(
                value = BrandText.class,
                names = {"SIGNATURE", "FOOTER"})
        @DisplayName(
                "and so of a signature or footer, in the reader's language, until somebody confirms or rewrites it")
        void brand(BrandText what) {
            sign(GROUP, what, "fr-CA", "Notre équipe");
            assertThat(screen.drift()).isEmpty();
            sign(SettingsOwner.INSTALLATION, what, "en", "The company");
            assertThat(screen.drift()).as("in another language").isEmpty();
            sign(SettingsOwner.INSTALLATION, what, "fr", "La société");
            assertThat(screen.drift()).containsOnlyKeys(GROUP);
            assertThat(screen.drift().get(GROUP))
                    .containsExactly(new TextDrift.OfBrand(
                            what,
                            Locale.CANADA_FRENCH,
                            "Notre équipe",
                            new Sourced<>("La société", Level.INSTALLATION)));

            SettingsForm unrelated = new SettingsForm();
            unrelated.setVersion(1);
            unrelated.setSendFrom("ar@boreale.example");
            unrelated.setSenderName("Comptes clients");
            screen.save(GROUP, unrelated, "luc");
            assertThat(screen.drift()).as("a page without fields for the look").containsOnlyKeys(GROUP);

            assertThat(screen.confirmText(GROUP, what, Locale.CANADA_FRENCH, 2, "luc")
                            .version())
                    .isEqualTo(3);
            assertThat(screen.drift()).isEmpty();

            sign(SettingsOwner.INSTALLATION, what, "fr", "La société, Montréal");
            assertThat(screen.drift()).containsOnlyKeys(GROUP);
            sign(GROUP, what, "fr-CA", "Notre équipe, Québec");
            assertThat(screen.drift()).isEmpty();
        }

        @Test
        @DisplayName("also when the built-in signature is another one in a new version of the library")
        void builtInSignature() {
            store.save(
                    SettingsOwner.INSTALLATION,
                    PortalEmailSettings.builder()
                            .brandText(BrandText.SIGNATURE, Locale.ENGLISH, "Ours")
                            .basedOn(BrandText.SIGNATURE, Locale.ENGLISH, "0123456789abcdef")
                            .build(),
                    0,
                    "luc");
            assertThat(screen.drift().get(SettingsOwner.INSTALLATION))
                    .singleElement()
                    .hasToString("TextDrift[signature, en, BUILT_IN]");
        }

        @Test
        @DisplayName("but never of an alternative text, which belongs to its logo")
        void logoText() {
            sign(GROUP, BrandText.LOGO_TEXT, "en", "Our sign");
            sign(SettingsOwner.INSTALLATION, BrandText.LOGO_TEXT, "en", "The company's sign");
            assertThat(screen.drift()).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> screen.confirmText(GROUP, BrandText.LOGO_TEXT, Locale.ENGLISH, 1, "luc"));
        }

        private void sign(SettingsOwner owner, BrandText what, String language, String text) {
            SettingsForm form = screen.open(owner);
            form.setSendFrom("ar@boreale.example");
            BrandForm brand = form.brand(language);
            switch (what) {
                case LOGO_TEXT -> brand.setLogoText(text);
                case SIGNATURE -> brand.setSignature(text);
                case FOOTER -> brand.setFooter(text);
            }
            screen.save(owner, form, "luc");
        }
    }
}
