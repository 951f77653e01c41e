package com.example.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.screen.ClientSupport;
import org.portalemails.screen.ScreenUser;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.screen.TextPreview;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.FormValues;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;
import org.portalemails.web.ContentView;
import org.portalemails.web.FieldView;
import org.portalemails.web.HistoryView;
import org.portalemails.web.ImportView;
import org.portalemails.web.MailsView;
import org.portalemails.web.MergeFieldView;
import org.portalemails.web.PreviewView;
import org.portalemails.web.SavedView;
import org.portalemails.web.ScreenData;
import org.portalemails.web.ScreenEndpoint;
import org.portalemails.web.ScreenRequest;
import org.portalemails.web.ScreenView;
import org.portalemails.web.SectionView;
import org.portalemails.web.SenderView;
import org.portalemails.web.ServersView;
import org.portalemails.web.UnitOfWork;

/** A host that draws the screen itself, with the views of {@code org.portalemails.web}. */
@DisplayName("The screen as data")
class ScreenAsDataTest {
    private static final SettingsOwner RETAIL = SettingsOwner.group(new CustomerGroupId("RETAIL"));
    private static final Locale READER = Locale.CANADA_FRENCH;
    private static final NotificationType RESET = NotificationType.RESET_PASSWORD;

    private final ScreenUser zoe = new ScreenUser("zoe", EmailAddress.of("zoe@boreal.example"), (what, where) -> true);
    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
    private final CustomerGroupDirectory groups = id -> Optional.of(new CustomerGroup(id, "Détail", true));
    private final SettingsScreen settings = PortalEmails.builder()
            .customerGroups(groups)
            .settingsStore(new InMemorySettingsStore(clock))
            .outbox(outbox)
            .profile(SampleSettings.profile())
            .clock(clock)
            .build()
            .settingsScreen();
    private final ScreenData screen = new ScreenData(settings, groups, outbox);
    private final ScreenEndpoint endpoint =
            new ScreenEndpoint(screen, outbox, principal -> Optional.of(zoe), new UnitOfWork() {
                @Override
                public <T> T of(Supplier<T> work) {
                    return work.get();
                }
            });

    private SavedView saved;

    @BeforeEach
    void save() {
        Map<String, String> values =
                new LinkedHashMap<>(screen.open(RETAIL, zoe, READER).values());
        values.put("sendFrom", "portail@boreal.example");
        values.put("resetPassword.translations[en].subject", "Password");
        values.put("resetPassword.translations[en].content", "<p>{{resetLink}}</p>");
        values.put("resetPassword.translations[en].format", "html");
        saved = screen.save(RETAIL, values, 0, zoe);
        screen.sendTest(RETAIL, saved.values(), RESET, Locale.ENGLISH, EmailAddress.of("zoe@boreal.example"));
    }

    @Test
    @DisplayName("has sections with fields, texts and merge fields, and their labels in the reader's language")
    void sections() {
        ScreenView view = screen.open(RETAIL, zoe, READER);
        assertThat(saved.saved()).isTrue();
        assertThat(view.version()).isEqualTo(saved.version());
        assertThat(FormValues.of(FormValues.form(view.values()))).isEqualTo(view.values());
        SectionView section = view.sections().stream()
                .filter(one -> one.mail().equals(RESET.code()))
                .findFirst()
                .orElseThrow();
        assertThat(section.mergeFields()).extracting(MergeFieldView::name).contains("resetLink");
        assertThat(view.sections().get(0).fields()).extracting(FieldView::path).contains("sendFrom");
        HistoryView history = screen.history(RETAIL, 10, READER);
        assertThat(history.versions()).singleElement().satisfies(version -> assertThat(version.savedBy())
                .isEqualTo("zoe"));
        PreviewView preview = screen.preview(RETAIL, view.values(), RESET, Locale.ENGLISH, false, READER);
        assertThat(preview.sound()).isTrue();
        ImportView nothing = screen.importFile(
                SettingsOwner.INSTALLATION, screen.export(SettingsOwner.INSTALLATION), false, zoe, READER);
        assertThat(nothing.applied()).isFalse();
        MailsView mails = screen.mails(OutboxQuery.all(), true, true, READER);
        assertThat(mails.mails()).hasSize(1);
        ContentView words = screen.content(outbox.find(OutboxQuery.all()).get(0), READER);
        assertThat(words.shown()).isTrue();
        ServersView servers =
                ServersView.tried(screen.way(RETAIL, view.values()).orElseThrow(), READER);
        assertThat(servers.route()).isEqualTo("default");
        assertThat(servers.servers()).as("none is known here").isEmpty();
        SenderView sender = SenderView.asked(screen.way(RETAIL, view.values()).orElseThrow(), READER);
        assertThat(sender.from()).isEqualTo(view.values().get("sendFrom"));
        assertThat(sender.servers()).isEmpty();
    }

    @Test
    @DisplayName(
            "has the very mail that would be sent, and what programs will drop of it, for a preview of the host's own")
    void preview() {
        SettingsForm form = FormValues.form(saved.values());
        MailText text = settings.text(RETAIL, form, RESET, Locale.ENGLISH).orElseThrow();
        TextPreview.Rendered rendered = settings.preview(RETAIL, form).render(RESET, text, Locale.ENGLISH);
        assertThat(rendered.subject()).isEqualTo("Password");
        assertThat(rendered.gaps()).isEqualTo(ClientSupport.gaps(text.content()));
        assertThat(ClientSupport.gaps("<p style=\"position:fixed\">x</p>")).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("is written for the components as a host's own library would write it:")
    void written(JsonLibrary library) {
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("words", ScreenData.words(READER));
        answers.put("screen", screen.open(RETAIL, zoe, READER));
        answers.put("history", screen.history(RETAIL, 50, READER));
        answers.put(
                "mails", screen.mails(OutboxQuery.all().ofGroup(new CustomerGroupId("RETAIL")), true, true, READER));
        answers.forEach((path, view) ->
                assertThat(Contract.canonical(ask(path))).as(path).isEqualTo(Contract.canonical(library.write(view))));
    }

    private String ask(String path) {
        return endpoint.answer(new ScreenRequest("GET", path, Map.of("group", "RETAIL", "lang", "fr-CA"), "", null))
                .text();
    }
}
