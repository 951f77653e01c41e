package org.portalemails.event;

import java.util.Objects;

/**
 * Staff send an invitation once more, with a new link: it got lost, or its link has expired. Causes CUSTOMER_ACCESS_REQUEST, whoever asked in the
 * first place and whatever the settings say of people who did not: somebody decided that this mail is wanted.
 *
 * @param header what every event carries; with an id of its own
 * @param requestId the host's id of the request or invitation; 1 to 100 characters
 * @param representative who gets it
 * @param registration the new link
 */
public record InvitationResent(EventHeader header, String requestId, Contact representative, ActionLink registration)
        implements PortalEvent {
    /** Refuses what is missing. */
    public InvitationResent {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(representative, "representative");
        Objects.requireNonNull(registration, "registration");
        EventText.require("requestId", requestId);
    }

    @Override
    public String toString() {
        return "InvitationResent[" + header + "]";
    }
}
