package org.portalemails.screen;

import java.time.Clock;
import java.util.Optional;
import org.portalemails.email.MailId;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.layout.MailLayout;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.transport.MailRoutes;

/** Screens over a store, for a host all of whose groups use the portal. */
public final class Screens {
    private Screens() {}

    public static SettingsScreen of(SettingsStore store, SettingsRules rules) {
        return new SettingsScreen(
                id -> Optional.of(new CustomerGroup(id, id.value(), true)),
                CompanyDirectory.ONE,
                store,
                rules,
                id -> SampleSettings.profile(),
                new InMemoryOutbox(Clock.systemUTC()),
                MailRoutes.single(),
                Clock.systemUTC(),
                MailId::random,
                MailLayout.standard(),
                false);
    }
}
