package org.portalemails.testkit;

import java.util.Optional;
import org.portalemails.transport.DeliveryOutcome;

/** What transports answer that only pretend to have another side. */
public final class SituationOutcomes {
    private SituationOutcomes() {}

    /** The right answer in a situation; empty where it depends on the mail, or on time. */
    public static Optional<DeliveryOutcome> of(TransportSituation situation) {
        return Optional.ofNullable(
                switch (situation) {
                    case NO_SUCH_MAILBOX -> Outcomes.noSuchMailbox();
                    case MAIL_REFUSED -> Outcomes.refusedAsSpam();
                    case BUSY -> Outcomes.greylisted();
                    case LOST_AFTER_TAKING -> Outcomes.connectionLostAfterTheFinalDot();
                    case SENDER_REFUSED -> Outcomes.senderNotAllowed();
                    case NOT_LET_IN -> Outcomes.wrongPassword();
                    case UNREACHABLE -> Outcomes.serverDown();
                    case SILENT, ASCII_ADDRESSES_ONLY, SMALL_MAILS_ONLY -> null;
                });
    }
}
