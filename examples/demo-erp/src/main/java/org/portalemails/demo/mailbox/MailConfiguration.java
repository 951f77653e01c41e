package org.portalemails.demo.mailbox;

import java.time.Clock;
import java.util.Locale;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.SmtpCredentials;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.SmtpTransportBuilder;
import org.portalemails.mail.TlsMode;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way out: to the server inside the demo, or to a real one. */
@Configuration
@EnableConfigurationProperties(SmtpProperties.class)
class MailConfiguration {
    @Bean(initMethod = "start", destroyMethod = "stop")
    EmbeddedMailServer embeddedMailServer(SmtpProperties properties, Clock clock) {
        return new EmbeddedMailServer(properties, clock);
    }

    @Bean
    MailTransport mailTransport(SmtpProperties properties, EmbeddedMailServer embedded) {
        if (properties.embedded()) {
            return SmtpTransport.builder("127.0.0.1", embedded.port())
                    .tls(TlsMode.PLAIN)
                    .sendingFrom(PlayedDns.SERVER)
                    .resolver(new PlayedDns())
                    .build();
        }
        SmtpTransportBuilder transport = SmtpTransport.builder(properties.host(), properties.port())
                .tls(TlsMode.valueOf(properties.tls().toUpperCase(Locale.ROOT).replace('-', '_')));
        if (!properties.user().isBlank()) {
            transport.credentials(SmtpCredentials.password(properties.user(), properties.password()));
        }
        if (!properties.redirectTo().isBlank()) {
            transport.guard(RecipientGuard.redirectAllTo(EmailAddress.of(properties.redirectTo())));
        }
        return transport.build();
    }
}
