package org.portalemails.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.html.HttpsAddress;

/**
 * A representative submitted an access request on the portal. Causes INTERNAL_ACCESS_REQUEST to the receivables staff and
 * CUSTOMER_ACCESS_REQUEST to the representative.
 *
 * <p>What the requester typed (names, company, phone, tax number, mailing address) is carried so that no mail client makes a link of it:
 * {@code evil.example} arrives as {@code evil. example}. {@code requesterEmail} stays an address, so that staff can answer.
 *
 * @param header what every event carries
 * @param requestId the host's id of the request, shown to people; 1 to 100 characters
 * @param requester who asked
 * @param requesterPhone or {@code null}
 * @param taxIdMasked the company's tax number, already masked by the host, or {@code null}
 * @param mailingAddress of the company, lines separated by {@code \n}, or {@code null}
 * @param reviewUrl where staff decide, an absolute https address, or {@code null}
 * @param registration the link with which the representative completes their registration, or {@code null} if the host's
 *     text needs none
 */
public record AccessRequested(
        EventHeader header,
        String requestId,
        Contact requester,
        @Nullable String requesterPhone,
        @Nullable String taxIdMasked,
        @Nullable String mailingAddress,
        @Nullable String reviewUrl,
        @Nullable ActionLink registration)
        implements PortalEvent {
    /**
     * Refuses what is missing, and what could not be merged into a text.
     *
     * @throws IllegalArgumentException if a text is too long (2,048 characters), or {@code reviewUrl} is no https address
     */
    public AccessRequested {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(requester, "requester");
        EventText.require("requestId", requestId);
        EventText.optional("requesterPhone", requesterPhone);
        EventText.optional("taxIdMasked", taxIdMasked);
        EventText.optional("mailingAddress", mailingAddress);
        if (reviewUrl != null) {
            HttpsAddress.require("reviewUrl", reviewUrl);
        }
    }

    @Override
    public String toString() {
        return "AccessRequested[" + header + "]";
    }
}
