package org.portalemails.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A representative submitted an access request on the portal. Causes INTERNAL_ACCESS_REQUEST to the receivables staff and
 * CUSTOMER_ACCESS_REQUEST to the representative.
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
    /** Refuses what is missing. */
    public AccessRequested {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(requester, "requester");
        EventText.require("requestId", requestId);
        if (reviewUrl != null) {
            ActionLink.requireHttps(reviewUrl);
        }
    }

    @Override
    public String toString() {
        return "AccessRequested[" + header + "]";
    }
}
