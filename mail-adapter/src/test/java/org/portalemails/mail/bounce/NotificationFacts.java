package org.portalemails.mail.bounce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.assertj.core.api.Assertions;

/** What a test of the other package wants to know of a notification that a real server wrote. */
public final class NotificationFacts {
    private final DeliveryStatusNotification notification;

    private NotificationFacts(DeliveryStatusNotification notification) {
        this.notification = notification;
    }

    public static NotificationFacts assertThat(byte[] mail) throws IOException {
        return new NotificationFacts(DeliveryStatusNotification.read(new ByteArrayInputStream(mail))
                .orElseThrow(() -> new AssertionError("no notification")));
    }

    public NotificationFacts wentTo(String returnAddress) {
        Assertions.assertThat(notification.sentTo()).contains(returnAddress);
        return this;
    }

    public NotificationFacts names(String envelopeId, String messageId) {
        Assertions.assertThat(notification.envelopeId()).isEqualTo(envelopeId);
        Assertions.assertThat(notification.messageId()).isEqualTo(messageId);
        return this;
    }

    public NotificationFacts saysIsDead(String recipient, String status, String diagnostic) {
        Assertions.assertThat(notification.recipients()).singleElement().satisfies(one -> {
            Assertions.assertThat(one.finalRecipient()).isEqualTo(recipient);
            Assertions.assertThat(one.status()).isEqualTo(status);
            Assertions.assertThat(one.saysAddressIsDead()).isTrue();
            Assertions.assertThat(one.diagnostic()).isEqualTo(diagnostic);
        });
        return this;
    }
}
