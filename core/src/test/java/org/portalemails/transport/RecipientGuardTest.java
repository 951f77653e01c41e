package org.portalemails.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.testkit.SampleEvents;

@DisplayName("A guard for test systems")
class RecipientGuardTest {
    private static OutgoingMail to(String address) {
        return new OutgoingMail(
                new MailId("m-1"),
                SampleEvents.GROUP,
                "m-1@erp.example",
                Instant.parse("2026-11-24T00:00:00Z"),
                Mailbox.of(EmailAddress.of("portal@erp.example")),
                null,
                new Mailbox("Jane", EmailAddress.of(address)),
                "subject",
                "text",
                null);
    }

    @Test
    @DisplayName("that is off changes nothing")
    void off() {
        OutgoingMail mail = to("jane@customer.example");

        assertThat(RecipientGuard.off().pass(mail)).isSameAs(mail);
        assertThat(RecipientGuard.off().isOn()).isFalse();
    }

    @Test
    @DisplayName("with an allow-list compares addresses and domains without regard to case, and no subdomains")
    void allowList() {
        RecipientGuard guard = RecipientGuard.allowOnly(
                List.of(EmailAddress.of("Tester@customer.example")), List.of("Internal.example"));

        assertThat(guard.pass(to("tester@customer.example"))).isNotNull();
        assertThat(guard.pass(to("anybody@internal.example"))).isNotNull();
        assertThat(guard.pass(to("anybody@sub.internal.example"))).isNull();
        assertThat(guard.pass(to("jane@customer.example"))).isNull();
    }

    @Test
    @DisplayName("with an empty allow-list lets nobody through")
    void empty() {
        assertThat(RecipientGuard.allowOnly(List.of(), List.of()).pass(to("jane@customer.example")))
                .isNull();
    }

    @Test
    @DisplayName("refuses a domain that is not one")
    void notADomain() {
        assertThatThrownBy(() -> RecipientGuard.allowOnly(List.of(), List.of("not a domain")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("that redirects keeps the first recipient visible, and everything else as it was")
    void redirect() {
        OutgoingMail mail = to("jane@customer.example");
        OutgoingMail redirected = RecipientGuard.redirectAllTo(EmailAddress.of("tests@erp.example"))
                .pass(mail);

        assertThat(redirected).isNotNull();
        assertThat(redirected.to().address().value()).isEqualTo("tests@erp.example");
        assertThat(redirected.to().displayName()).isEqualTo("for jane@customer.example");
        assertThat(redirected.messageId()).isEqualTo(mail.messageId());
        assertThat(redirected.subject()).isEqualTo(mail.subject());
        assertThat(redirected.text()).isEqualTo(mail.text());
    }

    @Test
    @DisplayName("shows its kind, and nobody's address")
    void text() {
        assertThat(RecipientGuard.redirectAllTo(EmailAddress.of("tests@erp.example")))
                .hasToString("RecipientGuard[redirect-all]");
        assertThat(RecipientGuard.allowOnly(List.of(EmailAddress.of("tests@erp.example")), List.of()))
                .hasToString("RecipientGuard[allow-list]");
        assertThat(RecipientGuard.off()).hasToString("RecipientGuard[off]");
    }
}
