package org.portalemails.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.testkit.OutboxContract;
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.SampleMails;

class InMemoryOutboxTest extends OutboxContract {
    @Override
    protected OutboxUnderTest emptyOutbox() {
        AesGcmSealer sealer = AesGcmSealer.of("test", new byte[32]);
        InMemorySuppressionList suppressions = new InMemorySuppressionList(Clock.systemUTC());
        InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC(), sealer, suppressions);
        return new OutboxUnderTest(outbox, outbox, outbox, suppressions, sealer);
    }

    @Test
    @DisplayName("An erasure is complete, also of more mails than a query finds at once")
    void erasesAll() {
        InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC());
        int many = OutboxQuery.MAX_LIMIT + 50;
        outbox.append(Stream.generate(() -> SampleMails.plain("G", "leaver@customer.example"))
                .limit(many)
                .toList());
        EmailAddress person = EmailAddress.of("Leaver@customer.example");
        OutboxAdministration.Erasure erasure = outbox.eraseRecipient(person);
        assertThat(erasure.erased()).isEqualTo(many);
        assertThat(erasure.complete()).isTrue();
        assertThat(outbox.exportRecipient(person)).isEmpty();
    }
}
