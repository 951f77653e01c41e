package org.portalemails.event;

import org.portalemails.CustomerGroupId;

/**
 * Something that happened in the ERP and that may cause emails. The host announces it in the transaction in which it takes
 * effect.
 *
 * <p>Immutable. {@code toString} of every event shows its id and its group and nothing personal.
 */
public sealed interface PortalEvent
        permits AccessRequested,
                RepresentativeAdded,
                InvitationResent,
                RepresentativeValidated,
                PrimaryContactChanged,
                UserNameForgotten,
                PasswordResetRequested,
                PasswordChanged,
                AddressChanged {
    /**
     * What every event carries.
     *
     * @return the header
     */
    EventHeader header();

    /**
     * The id that makes repeating the announcement harmless.
     *
     * @return the id
     */
    default EventId id() {
        return header().id();
    }

    /**
     * Whose settings apply.
     *
     * @return the group
     */
    default CustomerGroupId group() {
        return header().group();
    }
}
