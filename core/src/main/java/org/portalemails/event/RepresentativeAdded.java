package org.portalemails.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Staff or a primary contact added a representative who did not ask for access themselves. Causes CUSTOMER_ACCESS_REQUEST if
 * <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em> is ticked.
 *
 * @param header what every event carries
 * @param requestId the host's id of the invitation; 1 to 100 characters
 * @param representative who was added
 * @param initiatorName who added them, as people know that person; 1 to 100 characters
 * @param registration the link with which the representative completes their registration, or {@code null} if the host's
 *     text needs none
 */
public record RepresentativeAdded(
        EventHeader header,
        String requestId,
        Contact representative,
        String initiatorName,
        @Nullable ActionLink registration)
        implements PortalEvent {
    /** Refuses what is missing. */
    public RepresentativeAdded {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(representative, "representative");
        EventText.require("requestId", requestId);
        EventText.require("initiatorName", initiatorName);
    }

    @Override
    public String toString() {
        return "RepresentativeAdded[" + header + "]";
    }
}
