package org.portalemails.notification;

/**
 * The points at which hosts read the rules differently. Immutable.
 *
 * @param mailsWhoAskedThemselves whether a representative who asked for access themselves gets CUSTOMER_ACCESS_REQUEST; the
 *     manual leaves it open; {@code true} unless the host chooses the other reading, in which only those who were added by
 *     others get it
 * @param announcesFirstPrimaryContact whether the very first primary contact of a company gets NEW_PRIMARY_CONTACT besides
 *     the validation mail; {@code false} unless chosen
 */
public record CompositionPolicy(boolean mailsWhoAskedThemselves, boolean announcesFirstPrimaryContact) {
    /** What hosts get that choose nothing: those who asked are mailed, the first primary contact is not. */
    public static final CompositionPolicy DEFAULT = new CompositionPolicy(true, false);
}
