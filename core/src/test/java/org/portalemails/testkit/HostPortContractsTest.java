package org.portalemails.testkit;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.portalemails.CustomerGroupId;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.email.MailId;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SealedSecret;

/** The contract tests for host ports, sat by what we have ourselves. */
class HostPortContractsTest {
    @Nested
    class AesGcm extends PayloadSealerContract {
        private final PayloadSealer sealer = AesGcmSealer.of("key", new byte[32]);

        @Override
        protected PayloadSealer sealer() {
            return sealer;
        }
    }

    /** A host's own, which implements the two methods that have no default. */
    @Nested
    class KeyService extends PayloadSealerContract {
        private final PayloadSealer keys = AesGcmSealer.of("key", new byte[32]);
        private final PayloadSealer sealer = new PayloadSealer() {
            @Override
            public SealedSecret seal(byte[] clear, byte[] associatedData) {
                return keys.seal(clear, associatedData);
            }

            @Override
            public byte[] open(SealedSecret sealed, byte[] associatedData) {
                return keys.open(sealed, associatedData);
            }
        };

        @Override
        protected PayloadSealer sealer() {
            return sealer;
        }
    }

    @Nested
    class ClearText extends PayloadSealerContract {
        private final PayloadSealer sealer = PayloadSealer.acceptingThatLinksCanBeReadInTheDatabase();

        @Override
        protected PayloadSealer sealer() {
            return sealer;
        }

        @Override
        protected boolean hidesTheSecret() {
            return false;
        }

        @Override
        protected boolean noticesEveryChange() {
            return false;
        }
    }

    @Nested
    class Groups extends CustomerGroupDirectoryContract {
        @Override
        protected CustomerGroupDirectory directory() {
            return id -> Optional.of(SampleSettings.group())
                    .filter(group -> group.id().equals(id));
        }

        @Override
        protected CustomerGroupId known() {
            return SampleEvents.GROUP;
        }
    }

    @Nested
    class Minter extends LinkMinterContract {
        @Override
        protected LinkMinter minter() {
            return request -> request.reference().equals("used")
                    ? Optional.empty()
                    : Optional.of("https://portal.boreal.example/reset?for=" + request.reference());
        }

        @Override
        protected LinkMinter.Request granted() {
            return request("open");
        }

        @Override
        protected LinkMinter.Request withdrawn() {
            return request("used");
        }

        private static LinkMinter.Request request(String reference) {
            return new LinkMinter.Request(
                    new MailId("M-1"),
                    NotificationType.RESET_PASSWORD,
                    SampleEvents.GROUP,
                    "resetLink",
                    reference,
                    SampleEvents.WHEN);
        }
    }
}
