package org.portalemails.mail.bounce;

/** By what a notification can name the mail that it is about. Each holds the id of the mail, of which 74 bits are random. */
public enum BounceEvidence {
    /** The return address, where {@link org.portalemails.mail.EnvelopeSender#verp} put the id into it. */
    RETURN_ADDRESS,
    /** The {@code ENVID}, which the transport sends where {@code deliveryNotices} are asked for and the server knows DSN. */
    ENVELOPE_ID,
    /** The Message-ID in the part that came back. */
    MESSAGE_ID
}
