package com.example.server;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmails;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.TlsMode;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;

/** Sends, in threads of the container's, from the start of the application to its end. */
@ApplicationScoped
class Delivery {
    @Inject
    PortalDatabase database;

    @Inject
    PortalEmails portalEmails;

    @Inject
    PayloadSealer sealer;

    // snippet: delivery
    @Resource
    ManagedThreadFactory threads;

    @Resource
    ManagedExecutorService senders;

    private @Nullable SmtpTransport transport;
    private @Nullable BackgroundDispatcher background;

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        transport = SmtpTransport.builder("127.0.0.1", Integer.getInteger("erp.smtp.port", 25))
                .tls(TlsMode.PLAIN)
                .threads(threads)
                .build();
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .recovery(portalEmails.recoveryProcessor())
                .senders(senders)
                .build();
        background = BackgroundDispatcher.start(
                dispatcher,
                new BackgroundDispatcher.Polling(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(10)),
                threads);
    }

    @PreDestroy
    void stop() {
        if (background != null) {
            background.close();
        }
        if (transport != null) {
            transport.close();
        }
    }
    // end

    /** What an administrator does on the screen of settings. */
    void settings(@Observes @Initialized(ApplicationScoped.class) Object application) {
        SettingsScreen screen = portalEmails.settingsScreen();
        SettingsOwner owner = SettingsOwner.group(PortalEmailsProducer.RETAIL.id());
        if (screen.saved(owner).isEmpty()) {
            SettingsForm form = screen.open(owner);
            form.setSendFrom("portal@boreal.example");
            form.setMailCustomersWhoDidNotAsk(true);
            screen.save(owner, form, "setup");
        }
    }
}
