package org.portalemails.links;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.portalemails.delivery.LinkMinter;

/**
 * Makes links when their mails leave: the outbox holds no secret, the table of links a hash.
 *
 * <p>A mail that is tried again gets a new link, and the earlier one is superseded: whoever got both mails uses the newer. Each link is issued in a short
 * transaction of its own, so that it works before anybody can read the mail.
 */
public final class OneTimeLinkMinter implements LinkMinter {
    private final OneTimeLinks links;
    private final Function<Request, Optional<LinkPage>> pages;

    private OneTimeLinkMinter(OneTimeLinks links, Function<Request, Optional<LinkPage>> pages) {
        this.links = Objects.requireNonNull(links, "links");
        this.pages = Objects.requireNonNull(pages, "pages");
    }

    /**
     * A minter that asks the host to which page a link leads.
     *
     * @param links outside of the host's transactions, such as {@code PortalDatabase.linksForDispatcher()}
     * @param pages the page, by the mail's type or whatever the host likes; empty if no link is to be made, because the request was
     *     withdrawn or used: then the mail is cancelled. May throw: then the mail is tried later
     * @return a minter
     */
    public static OneTimeLinkMinter of(OneTimeLinks links, Function<Request, Optional<LinkPage>> pages) {
        return new OneTimeLinkMinter(links, pages);
    }

    @Override
    public Optional<String> mint(Request request) {
        return pages.apply(request)
                .map(page -> page.linkFor(links.issue(page.purpose(), request.reference(), request.expiresAt())));
    }
}
