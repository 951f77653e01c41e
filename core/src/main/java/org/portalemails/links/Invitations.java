package org.portalemails.links;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Notifier;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.event.InvitationResent;

/**
 * What staff do with invitations whose links are minted by {@link OneTimeLinkMinter}: see what became of them, and send them again.
 *
 * <p>An invitation that is not found has no link yet: its mail still waits, or was skipped, which the outbox says.
 */
public final class Invitations {
    private final LinkAdministration links;
    private final Notifier notifier;

    /**
     * For a host.
     *
     * @param links what became of links
     * @param notifier with which it announces
     */
    public Invitations(LinkAdministration links, Notifier notifier) {
        this.links = Objects.requireNonNull(links, "links");
        this.notifier = Objects.requireNonNull(notifier, "notifier");
    }

    /**
     * What became of invitations: {@link LinkFate#SENT sent}, {@link LinkFate#OPENED opened}, {@link LinkFate#USED registered}, {@link
     * LinkFate#EXPIRED link expired}, or revoked.
     *
     * @param references what the host gave as reference of each registration link
     * @return by reference; without those that have no link
     */
    public Map<String, LinkRecord> of(Collection<String> references) {
        return links.newest(LinkPurpose.REGISTRATION, references);
    }

    /**
     * Sends an invitation again, in the current transaction. It gets a new link when its mail leaves; from then on the older one is
     * superseded, so that nobody is without a link in the meantime. Called twice before the mail has left, it is sent once.
     *
     * @param again to whom, with a link that is minted at send under the reference of the invitation; the id of the event may be that of the
     *     first time, and is continued here by the number of the link; at most 90 characters
     * @return what became of the mail; empty if its owner is registered already, and nothing is sent
     * @throws IllegalArgumentException if the link is not minted at send, or the id is too long
     */
    public Optional<Announcement> resend(InvitationResent again) {
        if (!(again.registration() instanceof ActionLink.MintedAtSend link)) {
            throw new IllegalArgumentException("an invitation that is sent again: its link is minted at send");
        }
        LinkRecord known = of(List.of(link.reference())).get(link.reference());
        if (known != null && known.fate() == LinkFate.USED) {
            return Optional.empty();
        }
        int number = known == null ? 1 : known.issues() + 1;
        EventId id = new EventId(again.id().value() + ":again-" + number);
        return Optional.of(notifier.announce(
                new InvitationResent(again.header().withId(id), again.requestId(), again.representative(), link)));
    }
}
