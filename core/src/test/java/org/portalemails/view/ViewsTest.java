package org.portalemails.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.language.Messages;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.notification.Switch;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EffectiveText;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.Level;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsChange;
import org.portalemails.settings.SettingsHistory;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;

@DisplayName("A view")
class ViewsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/portalemails/view");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final CustomerGroupId ID = new CustomerGroupId("WHOLESALE-QC");
    private static final SettingsOwner GROUP = SettingsOwner.group(ID);
    private static final NotificationType RESET = NotificationType.RESET_PASSWORD;
    private static final MailText TEXT = new MailText("Mot de passe", "{{resetLink}}", ContentFormat.PLAIN);

    private static PortalEmailSettings.Builder own() {
        return PortalEmailSettings.builder()
                .sendFrom(EmailAddress.of("portail@boreal.example"))
                .language(Locale.CANADA_FRENCH)
                .turn(Switch.NOTIFY_NEW_PRIMARY_CONTACT, true)
                .brandText(BrandText.SIGNATURE, Locale.CANADA_FRENCH, "Le service des comptes")
                .text(RESET, Locale.CANADA_FRENCH, TEXT);
    }

    private static OutboxEntry entry(@Nullable String recipient, EntryState state, @Nullable String reason) {
        return new OutboxEntry(
                new MailId("m-1"),
                new EventId("e-1"),
                "reset-password",
                ID,
                recipient,
                state,
                reason,
                NOON,
                null,
                NOON.plusSeconds(1800),
                null,
                3,
                1,
                null,
                true,
                CompanyId.DEFAULT,
                "north",
                new org.portalemails.email.MailOrigin(
                        Locale.CANADA_FRENCH, "group", "0123456789abcdef", "fedcba9876543210", "standard-1"),
                false,
                null);
    }

    private static Stream<Class<?>> views() throws IOException {
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (!Set.of("package-info", "Words").contains(name)) {
                    found.add(Class.forName("org.portalemails.view." + name));
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return found.stream();
    }

    private static boolean isPlain(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return generic.getRawType() == List.class && isPlain(of[0])
                    || generic.getRawType() == Map.class && of[0] == String.class && isPlain(of[1]);
        }
        return Set.<Type>of(String.class, boolean.class, int.class, long.class, Long.class)
                        .contains(type)
                || type instanceof Class<?> other
                        && other.isRecord()
                        && other.getPackage() == Problem.class.getPackage();
    }

    @Test
    @DisplayName(
            "is a record of text, numbers, truth, lists, maps by text, and other views: nothing that a JSON library would need to know")
    void plain() throws IOException {
        assertThat(views()).hasSizeGreaterThan(15).allSatisfy(view -> {
            assertThat(view).isRecord();
            assertThat(view.getRecordComponents())
                    .allSatisfy((RecordComponent component) -> assertThat(isPlain(component.getGenericType()))
                            .as(component.toString())
                            .isTrue());
        });
        assertThat(isPlain(Instant.class)).isFalse();
        assertThat(isPlain(EntryState.class)).isFalse();
    }

    @Test
    @DisplayName("has no other method without parameters: one library or the other would take it for a field")
    void fieldsOnly() throws IOException {
        assertThat(views()).allSatisfy(view -> assertThat(Stream.of(view.getDeclaredMethods())
                        .filter(method -> method.getParameterCount() == 0)
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> !Set.of("toString", "hashCode").contains(name)))
                .containsExactlyInAnyOrder(Stream.of(view.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new)));
    }

    @Test
    @DisplayName("shows no address and no text in a log")
    void logged() {
        StoredSettings stored = new StoredSettings(GROUP, 4, own().build(), NOON, "zoé");
        List<SettingsChange> changes = SettingsChange.between(PortalEmailSettings.blank(), stored.settings());
        assertThat(List.of(
                                EffectiveSettingsView.of(
                                        EffectiveSettings.of(
                                                stored.settings(), InheritedSettings.NOTHING, BuiltInTexts.load()),
                                        List.of(Locale.CANADA_FRENCH),
                                        CompanyDirectory.ONE,
                                        Locale.ENGLISH),
                                StoredSettingsView.of(stored),
                                StoredSettingsView.of(SettingsOwner.INSTALLATION, Optional.empty()),
                                VersionView.of(new SettingsHistory.Entry(stored, changes), Locale.ENGLISH))
                        .toString())
                .contains("WHOLESALE-QC", "installation", "sendFrom")
                .doesNotContain("portail@", "service des comptes", "{{resetLink}}");
    }

    @Test
    @DisplayName("has words for every state, reason, outcome, level and problem, in English and French")
    void words() {
        for (Locale reader : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH)) {
            Messages words = Messages.in(reader);
            Stream<String> codes = Stream.of(
                            Stream.of(EntryState.values()).map(state -> "state." + state.code()),
                            Stream.of(EntryReason.values()).map(reason -> "reason." + reason.code()),
                            Stream.of(SkipReason.values()).map(reason -> "reason." + reason.code()),
                            Stream.of(Hold.Cause.values()).map(cause -> "reason." + cause.code()),
                            Stream.of("accepted", AttemptFacts.LOST, AttemptFacts.BOUNCED, AttemptFacts.NOT_PREPARED)
                                    .map(outcome -> "reason." + outcome),
                            Stream.of(Level.values()).map(level -> "level." + level.code()),
                            Stream.of(Problem.Kind.values()).map(kind -> "problem." + kind.code() + ".title"))
                    .flatMap(some -> some);
            assertThat(codes).allMatch(words::has);
        }
    }

    @Test
    @DisplayName("of effective settings tells each value with its level, and the texts of the recipients asked for")
    void effective() {
        PortalEmailSettings installation = PortalEmailSettings.builder()
                .replyTo(EmailAddress.of("soutien@boreal.example"))
                .build();
        EffectiveSettingsView view = EffectiveSettingsView.of(
                EffectiveSettings.of(own().build(), InheritedSettings.byGroup(null, installation), BuiltInTexts.load()),
                List.of(Locale.CANADA_FRENCH, Locale.GERMAN),
                CompanyDirectory.ONE,
                Locale.ENGLISH);
        assertThat(view.usable()).isTrue();
        assertThat(view.values())
                .contains(
                        new SettingView(
                                "sendFrom",
                                "Send Email Messages From",
                                "portail@boreal.example",
                                "group",
                                "This group"),
                        new SettingView(
                                "replyTo",
                                "Reply-to address",
                                "soutien@boreal.example",
                                "installation",
                                "Company-wide default settings"),
                        new SettingView("senderName", "Sender name", "", "", ""),
                        new SettingView("language", "Default language", "fr-CA", "group", "This group"));
        assertThat(view.texts())
                .hasSize(12)
                .contains(new EffectiveTextView(
                        "reset-password",
                        "Reset Password",
                        "fr-CA",
                        "fr-CA",
                        new TextView("Mot de passe", "{{resetLink}}", "plain"),
                        "group",
                        "This group"))
                .anySatisfy(text -> {
                    assertThat(text.mail()).isEqualTo("forgot-user-name");
                    assertThat(text.recipient()).isEqualTo("de");
                    assertThat(text.language()).isEqualTo("fr-CA");
                    assertThat(text.level()).isEqualTo("built-in");
                });
        assertThat(view.brand())
                .hasSize(6)
                .contains(
                        new EffectiveBrandView(
                                "signature", "Signature", "fr-CA", "Le service des comptes", "group", "This group"),
                        new EffectiveBrandView("logoText", "Alternative text of the logo", "fr-CA", "", "", ""))
                .anySatisfy(text -> {
                    assertThat(text.name()).isEqualTo("footer");
                    assertThat(text.text()).isNotEmpty();
                    assertThat(text.level()).isEqualTo("built-in");
                });
        EffectiveSettingsView bare = EffectiveSettingsView.of(
                EffectiveSettings.of(null, InheritedSettings.NOTHING, BuiltInTexts.load()),
                List.of(),
                CompanyDirectory.ONE,
                Locale.ENGLISH);
        assertThat(bare.usable()).isFalse();
        assertThat(bare.texts()).isEmpty();
        assertThat(bare.values())
                .contains(new SettingView("language", "Default language", "en", "built-in", "Built-in default"));
    }

    @Test
    @DisplayName("of stored settings has the owner's own values and texts; without any its version is 0")
    void stored() {
        StoredSettings stored = new StoredSettings(GROUP, 4, own().build(), NOON, "zoé");
        StoredSettingsView view = StoredSettingsView.of(GROUP, Optional.of(stored));
        assertThat(view.group()).isEqualTo("WHOLESALE-QC");
        assertThat(view.version()).isEqualTo(4);
        assertThat(view.savedBy()).isEqualTo("zoé");
        assertThat(view.savedAt()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(view.values())
                .containsEntry("sendFrom", "portail@boreal.example")
                .containsEntry("notifyNewPrimaryContact", "true")
                .doesNotContainKey("replyTo");
        assertThat(view.brand()).isEqualTo(Map.of("fr-CA", Map.of("signature", "Le service des comptes")));
        assertThat(view.texts())
                .isEqualTo(Map.of(
                        "reset-password", Map.of("fr-CA", new TextView("Mot de passe", "{{resetLink}}", "plain"))));
        assertThat(StoredSettingsView.of(GROUP, Optional.empty()))
                .isEqualTo(new StoredSettingsView("WHOLESALE-QC", "", 0, "", "", Map.of(), Map.of(), Map.of()));
        assertThat(StoredSettingsView.of(SettingsOwner.INSTALLATION, Optional.empty())
                        .group())
                .isEmpty();
    }

    @Test
    @DisplayName("of a version of the history says who, when, and what differs, in words")
    void history() {
        PortalEmailSettings before = own().build();
        PortalEmailSettings after =
                own().sendFrom(null).text(RESET, Locale.CANADA_FRENCH, null).build();
        VersionView view = VersionView.of(
                new SettingsHistory.Entry(
                        new StoredSettings(GROUP, 5, after, NOON, "luc"), SettingsChange.between(before, after)),
                Locale.CANADA_FRENCH);
        assertThat(view.version()).isEqualTo(5);
        assertThat(view.savedBy()).isEqualTo("luc");
        assertThat(view.savedAt()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(view.changes())
                .contains(
                        new ChangeView(
                                "sendFrom",
                                Messages.in(Locale.CANADA_FRENCH).text("property.sendFrom"),
                                "sendFrom",
                                "",
                                "",
                                "portail@boreal.example",
                                ""),
                        new ChangeView(
                                "text.reset-password.fr-CA.subject",
                                "Réinitialiser mot de passe – objet (fr-CA)",
                                "subject",
                                "reset-password",
                                "fr-CA",
                                "Mot de passe",
                                ""));
    }

    @Test
    @DisplayName("of a check says whether it can be saved, and where each thing is wrong")
    void check() {
        SettingsViolation warning =
                new SettingsViolation("sendFrom", "settings.sender-missing", Severity.WARNING, null, Map.of());
        SettingsViolation error = new SettingsViolation(
                "resetPassword.content", "template.empty-tag", Severity.ERROR, new Position(2, 7), Map.of());
        assertThat(CheckView.of(List.of(warning), Locale.ENGLISH).savable()).isTrue();
        CheckView view = CheckView.of(List.of(warning, error), Locale.ENGLISH);
        assertThat(view.savable()).isFalse();
        assertThat(view.violations())
                .containsExactly(
                        new ViolationView(
                                "sendFrom",
                                "settings.sender-missing",
                                "warning",
                                "A sender address is required, here or in the default settings.",
                                0,
                                0),
                        new ViolationView(
                                "resetPassword.content",
                                "template.empty-tag",
                                "error",
                                "Line 2, column 7: There is no name between the braces.",
                                2,
                                7));
    }

    @Test
    @DisplayName("of drift shows both texts")
    void drift() {
        TextView own = new TextView("Mot de passe", "{{resetLink}}", "plain");
        assertThat(DriftView.of(
                        GROUP,
                        new TextDrift.OfMail(
                                RESET,
                                Locale.CANADA_FRENCH,
                                TEXT,
                                new EffectiveText(
                                        new MailText("Neu", "{{resetLink}}", ContentFormat.HTML),
                                        Locale.FRENCH,
                                        Level.BUILT_IN)),
                        CompanyDirectory.ONE,
                        Locale.ENGLISH))
                .isEqualTo(new DriftView(
                        "WHOLESALE-QC",
                        "",
                        "reset-password",
                        "",
                        "Reset Password",
                        "fr-CA",
                        own,
                        new TextView("Neu", "{{resetLink}}", "html"),
                        "built-in",
                        "Built-in default"));
        assertThat(DriftView.of(
                        SettingsOwner.INSTALLATION,
                        new TextDrift.OfBrand(
                                BrandText.FOOTER, Locale.ENGLISH, "ours", new Sourced<>("theirs", Level.INSTALLATION)),
                        CompanyDirectory.ONE,
                        Locale.ENGLISH))
                .isEqualTo(new DriftView(
                        "",
                        "",
                        "",
                        "footer",
                        "Footer",
                        "en",
                        new TextView("", "ours", ""),
                        new TextView("", "theirs", ""),
                        "installation",
                        "Company-wide default settings"));
    }

    @Test
    @DisplayName(
            "of a mail names the recipient, and says what servers said, only where the caller asks for personal data")
    void recipient() {
        OutboxEntry entry = entry("marie@erables.example", EntryState.SENT, null);
        List<AttemptRecord> attempts = List.of(new AttemptRecord(
                1, NOON, false, new AttemptFacts("n1", "accepted", null, 250, null, "for Marie", Duration.ZERO)));
        MailView without = MailView.of(entry, attempts, Locale.ENGLISH);
        assertThat(without.recipient()).isEmpty();
        assertThat(without.attempts()).extracting(AttemptView::said).containsExactly("");
        MailView with = MailView.withPersonalData(entry, attempts, Locale.ENGLISH);
        assertThat(with.attempts()).extracting(AttemptView::said).containsExactly("for Marie");
        assertThat(with.recipient()).isEqualTo("marie@erables.example");
        assertThat(with + " " + with.attempts()).doesNotContainIgnoringCase("marie");
        assertThat(MailView.withPersonalData(entry(null, EntryState.SENT, null), List.of(), Locale.ENGLISH)
                        .recipient())
                .isEmpty();
    }

    @Test
    @DisplayName("of a mail says in codes and in words where it stands and what was tried")
    void mail() {
        AttemptRecord attempt = new AttemptRecord(
                1,
                NOON,
                true,
                new AttemptFacts("n1", "try-later", "rcpt", 451, "4.7.1", "greylisted", Duration.ofMillis(42)));
        MailView view = MailView.of(
                entry("marie@erables.example", EntryState.DEAD, "too-old"), List.of(attempt), Locale.CANADA_FRENCH);
        assertThat(view)
                .isEqualTo(new MailView(
                        "m-1",
                        "e-1",
                        "reset-password",
                        "Réinitialiser mot de passe",
                        "WHOLESALE-QC",
                        "default",
                        "north",
                        "",
                        "dead",
                        "En échec",
                        "too-old",
                        "trop ancien",
                        "2026-11-24T12:00:00Z",
                        "",
                        "2026-11-24T12:30:00Z",
                        "",
                        3,
                        1,
                        "",
                        true,
                        false,
                        "",
                        "fr-CA",
                        "group",
                        "Ce groupe",
                        "0123456789abcdef",
                        "fedcba9876543210",
                        "standard-1",
                        List.of(new AttemptView(
                                1,
                                "2026-11-24T12:00:00Z",
                                true,
                                "n1",
                                "",
                                "try-later",
                                "le serveur de courriel demande de réessayer plus tard; nouvelle tentative prévue",
                                "rcpt",
                                451,
                                "4.7.1",
                                "",
                                42))));
        assertThat(MailView.of(entry(null, EntryState.CANCELLED, "by-hand"), List.of(), Locale.ENGLISH)
                        .reasonLabel())
                .isEqualTo("by-hand");
        assertThat(MailView.of(entry(null, EntryState.SENT, null), List.of(), Locale.ENGLISH)
                        .reasonLabel())
                .isEmpty();
    }

    @Test
    @DisplayName("of an announcement tells what became of each mail")
    void announcement() {
        AnnouncementView view = AnnouncementView.of(
                new Announcement(
                        new EventId("e-1"),
                        List.of(
                                new Announcement.Queued(RESET, new MailId("m-1")),
                                new Announcement.Skipped(RESET, new MailId("m-2"), SkipReason.SWITCHED_OFF),
                                new Announcement.Refused(RESET, new UnknownCustomerGroupException(ID)))),
                Locale.ENGLISH);
        assertThat(view)
                .isEqualTo(new AnnouncementView(
                        "e-1",
                        List.of(
                                new MailAnswerView("reset-password", "Reset Password", "queued", "m-1", "", ""),
                                new MailAnswerView(
                                        "reset-password",
                                        "Reset Password",
                                        "skipped",
                                        "m-2",
                                        "switched-off",
                                        "switched off for this group"),
                                new MailAnswerView(
                                        "reset-password",
                                        "Reset Password",
                                        "refused",
                                        "",
                                        Problem.Kind.UNKNOWN_CUSTOMER_GROUP.type(),
                                        "This customer group does not exist."))));
    }

    @Test
    @DisplayName("of the outbox counts every state and names what is on hold")
    void outbox() {
        OutboxView view = OutboxView.of(
                new OutboxCounts(Map.of(EntryState.DEAD, 3L), Duration.ofMinutes(2)),
                List.of(
                        new Hold(HoldScope.route("north"), Hold.Cause.MISCONFIGURED, "535 wrong password", NOON),
                        new Hold(HoldScope.group(ID), Hold.Cause.OPERATOR, "texts under review", NOON, "Claire Roy")),
                Locale.ENGLISH);
        assertThat(view.entries())
                .hasSize(EntryState.values().length)
                .containsEntry("dead", 3L)
                .containsEntry("sent", 0L);
        assertThat(view.oldestDueSeconds()).isEqualTo(120);
        assertThat(view.holds())
                .containsExactly(
                        new HoldView(
                                "r:north",
                                "route north",
                                "",
                                "misconfigured",
                                "the mail server or its settings need attention",
                                "535 wrong password",
                                "2026-11-24T12:00:00Z",
                                ""),
                        new HoldView(
                                "g:WHOLESALE-QC",
                                "customer group WHOLESALE-QC",
                                "WHOLESALE-QC",
                                "operator",
                                "by staff",
                                "texts under review",
                                "2026-11-24T12:00:00Z",
                                "Claire Roy"));
    }

    @Test
    @DisplayName("of an attempt says in the reader's language what our transport says, and leaves a server its words")
    void said() {
        assertThat(Words.said("the server closed the connection", Locale.CANADA_FRENCH))
                .isEqualTo("le serveur a fermé la connexion");
        assertThat(Words.said("the server's certificate has expired", Locale.CANADA_FRENCH))
                .isEqualTo("le certificat du serveur a expiré");
        assertThat(Words.said("the connection was lost", Locale.ENGLISH)).isEqualTo("the connection was lost");
        assertThat(Words.said("4.2.1 try again", Locale.CANADA_FRENCH)).isEqualTo("4.2.1 try again");
        assertThat(Words.said(null, Locale.CANADA_FRENCH)).isEmpty();
    }
}
