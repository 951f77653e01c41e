package org.portalemails.links;

import java.util.Objects;

/**
 * What a browser brought to a page of links: which link, and which browser.
 *
 * @param token the link, or one that nobody has
 * @param browser a random value that this browser got when it opened the link, or empty
 */
public record LinkVisit(LinkToken token, String browser) {
    /** Refuses {@code null}. */
    public LinkVisit {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(browser, "browser");
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "LinkVisit[secret]";
    }
}
