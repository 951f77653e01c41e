package org.portalemails.event;

import java.time.Instant;
import java.util.Objects;
import org.portalemails.template.html.HttpsAddress;

/**
 * A link that lets whoever holds it act: register, or set a new password. It is a secret, and it ends.
 *
 * <p>Prefer {@link MintedAtSend}: then no secret exists before the mail leaves, and none is stored. Such a link is asked for
 * through the host's {@code LinkMinter}. A {@link Given} link is sealed before it is stored.
 */
public sealed interface ActionLink {
    /**
     * When the link ends; a mail with it is not sent after that.
     *
     * @return a moment
     */
    Instant expiresAt();

    /**
     * A link that exists already.
     *
     * @param url an absolute {@code https} address in ASCII (percent-encoded), at most 2,000 characters
     * @param expiresAt when it ends
     * @return the link
     * @throws IllegalArgumentException if it is no such address; the message does not repeat it
     */
    static ActionLink given(String url, Instant expiresAt) {
        return new Given(url, expiresAt);
    }

    /**
     * A link that the host makes when the mail leaves.
     *
     * @param reference what the host's minter needs to know, such as the id of the request; not a secret; at most 200
     *     characters
     * @param expiresAt when it will end
     * @return the link
     */
    static ActionLink mintedAtSend(String reference, Instant expiresAt) {
        return new MintedAtSend(reference, expiresAt);
    }

    /**
     * Checks an address that people will be asked to open.
     *
     * @param url what to check
     * @return {@code url}
     * @throws IllegalArgumentException if it is not an absolute https address in ASCII of at most 2,000 characters; the
     *     message does not repeat it
     */
    static String requireHttps(String url) {
        return HttpsAddress.require("link", url);
    }

    /**
     * A link that exists already.
     *
     * @param url the address; secret
     * @param expiresAt when it ends
     */
    record Given(String url, Instant expiresAt) implements ActionLink {
        /**
         * Refuses what is not a link.
         *
         * @throws IllegalArgumentException see {@link ActionLink#requireHttps}
         */
        public Given {
            requireHttps(url);
            EventText.moment("expiresAt", expiresAt);
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "ActionLink[given, until " + expiresAt + "]";
        }
    }

    /**
     * A link that the host makes when the mail leaves.
     *
     * @param reference what the host's minter needs to know; not a secret
     * @param expiresAt when it will end
     */
    record MintedAtSend(String reference, Instant expiresAt) implements ActionLink {
        /**
         * Refuses what is not a reference.
         *
         * @throws IllegalArgumentException if the reference is blank or longer than 200 characters
         */
        public MintedAtSend {
            Objects.requireNonNull(reference, "reference");
            EventText.moment("expiresAt", expiresAt);
            if (reference.isBlank() || reference.length() > 200) {
                throw new IllegalArgumentException("link reference: 1 to 200 characters");
            }
        }

        @Override
        public String toString() {
            return "ActionLink[minted at send, until " + expiresAt + "]";
        }
    }
}
