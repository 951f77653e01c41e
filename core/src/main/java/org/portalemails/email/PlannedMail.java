package org.portalemails.email;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;

/** What an event comes to for one of the seven mails: a mail, or a named reason for none. */
public sealed interface PlannedMail {
    /**
     * Which of the seven mails.
     *
     * @return the mail
     */
    NotificationType type();

    /**
     * A mail to send.
     *
     * @param mail the mail
     * @param supersedes a key under which a newer mail cancels an older one that still waits, or {@code null}
     */
    record Send(ComposedMail mail, @Nullable String supersedes) implements PlannedMail {
        /** Refuses {@code null}. */
        public Send {
            Objects.requireNonNull(mail, "mail");
        }

        @Override
        public NotificationType type() {
            return mail.type();
        }
    }

    /**
     * No mail.
     *
     * @param type which mail
     * @param recipient who would have received it, or {@code null} if there is nobody or no address
     * @param reason why not
     */
    record Skip(NotificationType type, @Nullable EmailAddress recipient, SkipReason reason) implements PlannedMail {
        /** Refuses {@code null}. */
        public Skip {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
