package com.example;

import java.nio.file.Path;
import java.time.Instant;
import java.util.*;
import org.portalemails.CustomerGroupId;
import org.portalemails.announce.Notifier;
import org.portalemails.transport.MailTransport;
import org.portalemails.event.*;
import org.portalemails.host.*;
import org.portalemails.mail.EmlDirectoryTransport;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.springframework.boot.*;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootApplication
public class FirstMail {
    public static void main(String[] arguments) { SpringApplication.run(FirstMail.class, arguments); }

    @Bean CustomerGroupDirectory groups() { return id -> Optional.of(new CustomerGroup(id, "Wholesale", true)); }

    @Bean MailTransport transport() { return new EmlDirectoryTransport(Path.of("mails")); } // until you have a server

    @Bean ApplicationRunner announce(Notifier notifier, SettingsScreen screen, TransactionTemplate transaction) {
        return arguments -> {
            SettingsForm form = screen.open(SettingsOwner.INSTALLATION); // what administrators do on the screen
            form.setSendFrom("portal@maples.example");
            screen.save(SettingsOwner.INSTALLATION, form, "setup");
            transaction.executeWithoutResult(status -> notifier.announce(new UserNameForgotten(
                    EventHeader.of(new EventId("1"), new CustomerGroupId("WHOLESALE"), Instant.now(), "Maples Inc."),
                    Contact.of("Marie", "Roy", "marie.roy@customer.example", Locale.ENGLISH), List.of("mroy"))));
        };
    }
}
