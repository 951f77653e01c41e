package org.portalemails.links;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Port: what staff and operators see of links. Implemented by whoever implements {@link OneTimeLinks}, in short transactions of its own.
 *
 * <p>Threads: may be called from many at once. A storage failure becomes a {@link org.portalemails.PortalEmailsException}.
 */
public interface LinkAdministration {
    /**
     * The newest link of each reference.
     *
     * @param purpose what they are for
     * @param references any number
     * @return by reference; without those for which no link was made yet, or none is kept any more
     */
    Map<String, LinkRecord> newest(LinkPurpose purpose, Collection<String> references);

    /**
     * Deletes links whose time was over long ago, used or not. One that supersedes another stays until that one can go too.
     *
     * @param expiredLongerAgoThan how long links are kept after they expire
     * @return how many are gone
     */
    int purge(Duration expiredLongerAgoThan);
}
