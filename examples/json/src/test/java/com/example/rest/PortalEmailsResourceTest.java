package com.example.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.settings.UnknownVersionException;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.TestPortal;
import org.portalemails.view.AnnouncementView;
import org.portalemails.view.MailView;
import org.portalemails.view.Problem;
import org.portalemails.view.StoredSettingsView;
import org.portalemails.view.VersionView;

@DisplayName("A host's resource")
class PortalEmailsResourceTest {
    private static final String GROUP = SampleEvents.GROUP.value();
    private static final Locale ENGLISH = Locale.ENGLISH;

    /** What the resource logs: of no interest here. */
    private static final Logger LOG = Logger.getLogger("com.example.rest");

    private final TestPortal portal = TestPortal.create();
    private final PortalEmailsResource resource = new PortalEmailsResource(portal.settingsScreen(), portal.outbox());

    private Problem problemOf(Supplier<?> request) {
        RuntimeException failure = catchThrowableOfType(RuntimeException.class, request::get);
        return resource.problem(failure, "/here", ENGLISH);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("gives a form as JSON, takes it back changed, and saves it")
    void formGoesBothWays(JsonLibrary library) {
        SettingsForm form = library.read(library.write(resource.form(GROUP)), SettingsForm.class);
        form.setSenderName("Érables & cie");
        assertThat(resource.check(GROUP, form, ENGLISH).savable()).isTrue();
        StoredSettingsView saved = resource.save(GROUP, form, "zoé");
        assertThat(saved.version()).isEqualTo(2);
        assertThat(saved).isEqualTo(resource.saved(GROUP));
        assertThat(saved.values()).containsEntry("senderName", "Érables & cie");
        assertThat(resource.history(GROUP, ENGLISH))
                .extracting(VersionView::version)
                .containsExactly(2L, 1L);
        assertThat(resource.effective(GROUP, ENGLISH).usable()).isTrue();
        assertThat(resource.drift(ENGLISH)).isEmpty();
        assertThat(resource.restore(GROUP, 1, 2, "zoé").version()).isEqualTo(3);
    }

    @Test
    @DisplayName("answers 409 with the newer settings to whoever is late, and 422 with paths to whoever is wrong")
    void refusals() {
        SettingsForm late = resource.form(GROUP);
        SettingsForm first = resource.form(GROUP);
        first.setSenderName("Érables");
        resource.save(GROUP, first, "zoé");
        Problem stale = problemOf(() -> resource.save(GROUP, late, "luc"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.instance()).isEqualTo("/here");
        assertThat(stale.current()).isEqualTo(resource.saved(GROUP));
        assertThat(stale.changes()).singleElement().satisfies(change -> {
            assertThat(change.path()).isEqualTo("senderName");
            assertThat(change.after()).isEqualTo("Érables");
        });
        SettingsForm wrong = resource.form(GROUP);
        wrong.setReplyTo("nobody");
        Problem invalid = problemOf(() -> resource.save(GROUP, wrong, "luc"));
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(invalid.violations()).singleElement().satisfies(violation -> assertThat(violation.path())
                .isEqualTo("replyTo"));
    }

    @Test
    @DisplayName("answers 404 for a group or a version that does not exist, whatever is asked")
    void unknown() {
        SettingsForm form = resource.form(GROUP);
        List<Supplier<?>> requests = List.of(
                () -> resource.effective("?", ENGLISH),
                () -> resource.saved("?"),
                () -> resource.history("?", ENGLISH),
                () -> resource.form("?"),
                () -> resource.check("?", form, ENGLISH),
                () -> resource.save("?", form, "luc"),
                () -> resource.restore("?", 1, 1, "luc"));
        assertThat(requests).allSatisfy(request -> {
            assertThat(catchThrowableOfType(UnknownCustomerGroupException.class, request::get))
                    .isNotNull();
            assertThat(problemOf(request).status()).isEqualTo(404);
        });
        assertThat(catchThrowableOfType(UnknownVersionException.class, () -> resource.restore(GROUP, 77, 1, "luc"))
                        .version())
                .isEqualTo(77);
        assertThat(problemOf(() -> resource.restore(GROUP, 77, 1, "luc")).status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("says nothing of a failure that is not ours")
    void internal() {
        LOG.setLevel(Level.OFF);
        Problem problem = problemOf(() -> {
            throw new IllegalStateException("jdbc:h2:secret");
        });
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.toString()).doesNotContain("secret");
    }

    @Test
    @DisplayName("follows a mail from its announcement, and names the recipient to those who may know")
    void mails() {
        AnnouncementView answer = AnnouncementView.of(
                portal.notifier().announce(SampleEvents.passwordResetRequested("reset-1")), ENGLISH);
        String id = answer.answers().get(0).id();
        assertThat(resource.outbox(ENGLISH).entries()).containsEntry("queued", 1L);
        portal.deliver();
        assertThat(resource.mails(GROUP, ENGLISH)).singleElement().satisfies(mail -> {
            assertThat(mail.id()).isEqualTo(id);
            assertThat(mail.state()).isEqualTo("sent");
            assertThat(mail.stateLabel()).isEqualTo("Sent");
            assertThat(mail.recipient()).isEmpty();
        });
        Optional<MailView> told = resource.mail(id, true, ENGLISH);
        assertThat(told).map(MailView::recipient).hasValueSatisfying(recipient -> assertThat(recipient)
                .contains("@"));
        assertThat(told.orElseThrow().attempts()).singleElement().satisfies(attempt -> assertThat(attempt.outcome())
                .isEqualTo("accepted"));
        assertThat(resource.mail(id, false, ENGLISH)).map(MailView::recipient).contains("");
        assertThat(resource.mail("nowhere", true, ENGLISH)).isEmpty();
    }
}
