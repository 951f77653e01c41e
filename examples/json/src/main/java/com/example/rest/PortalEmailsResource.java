package com.example.rest;

// snippet: imports
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.view.CheckView;
import org.portalemails.view.DriftView;
import org.portalemails.view.EffectiveSettingsView;
import org.portalemails.view.MailView;
import org.portalemails.view.OutboxView;
import org.portalemails.view.Problem;
import org.portalemails.view.StoredSettingsView;
import org.portalemails.view.VersionView;
// end

/**
 * Answers of a host: each method is one request. In Spring it has {@code @GetMapping} and its companions, in Jakarta REST {@code @GET}. Who
 * may ask is decided before.
 */
public final class PortalEmailsResource {
    private final SettingsScreen screen;
    private final OutboxAdministration outbox;

    public PortalEmailsResource(SettingsScreen screen, OutboxAdministration outbox) {
        this.screen = screen;
        this.outbox = outbox;
    }

    // snippet: settings
    public EffectiveSettingsView effective(String group, Locale reader) {
        return EffectiveSettingsView.of(
                screen.effective(new CustomerGroupId(group)), List.of(reader), screen.companies(), reader);
    }

    public StoredSettingsView saved(String group) {
        SettingsOwner owner = SettingsOwner.group(new CustomerGroupId(group));
        return StoredSettingsView.of(owner, screen.saved(owner));
    }

    public List<VersionView> history(String group, Locale reader) {
        return screen.history(SettingsOwner.group(new CustomerGroupId(group)), 50).stream()
                .map(entry -> VersionView.of(entry, reader))
                .toList();
    }
    // end

    // snippet: form
    public SettingsForm form(String group) {
        return screen.open(SettingsOwner.group(new CustomerGroupId(group)));
    }

    public CheckView check(String group, SettingsForm form, Locale reader) {
        return CheckView.of(screen.check(SettingsOwner.group(new CustomerGroupId(group)), form), reader);
    }

    public StoredSettingsView save(String group, SettingsForm form, String user) {
        return StoredSettingsView.of(screen.save(SettingsOwner.group(new CustomerGroupId(group)), form, user));
    }
    // end

    public StoredSettingsView restore(String group, long version, long newest, String user) {
        SettingsOwner owner = SettingsOwner.group(new CustomerGroupId(group));
        return StoredSettingsView.of(screen.restore(owner, version, newest, user));
    }

    public List<DriftView> drift(Locale reader) {
        return screen.drift().entrySet().stream()
                .flatMap(drifted -> drifted.getValue().stream()
                        .map(drift -> DriftView.of(drifted.getKey(), drift, screen.companies(), reader)))
                .toList();
    }

    // snippet: mails
    public OutboxView outbox(Locale reader) {
        return OutboxView.of(outbox.counts(), outbox.holds(), reader);
    }

    public List<MailView> mails(String group, Locale reader) {
        return outbox.find(OutboxQuery.all().ofGroup(new CustomerGroupId(group))).stream()
                .map(entry -> MailView.of(entry, List.of(), reader))
                .toList();
    }

    public Optional<MailView> mail(String id, boolean mayReadPersonalData, Locale reader) {
        return outbox.find(new MailId(id)).map(entry -> mail(entry, mayReadPersonalData, reader));
    }

    private MailView mail(OutboxEntry entry, boolean mayReadPersonalData, Locale reader) {
        return mayReadPersonalData
                ? MailView.withPersonalData(entry, outbox.attempts(entry.id()), reader)
                : MailView.of(entry, outbox.attempts(entry.id()), reader);
    }
    // end

    // snippet: problem
    public Problem problem(RuntimeException failure, String path, Locale reader) {
        Problem problem = Problem.of(failure, reader).at(path);
        if (problem.status() == Problem.Kind.INTERNAL.status()) {
            log(failure);
        }
        return problem; // with its status(), as Problem.MEDIA_TYPE
    }
    // end

    private static void log(RuntimeException failure) {
        System.getLogger("com.example.rest").log(System.Logger.Level.ERROR, "request failed", failure);
    }
}
