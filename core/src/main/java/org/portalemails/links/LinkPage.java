package org.portalemails.links;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the host's to which links of one purpose lead, and the two steps that keep them from being used up by programs. Plain values: it
 * knows no servlet, reads nothing and stores nothing.
 *
 * <ol>
 *   <li>The mail holds {@link #linkFor} a token, {@code …/reset/<token>}. Whoever fetches that, by HEAD or GET, gets an {@link #arrive
 *       arrival}: a redirect to {@code …/reset?link=<id>}, and a cookie with the token. The token has left the address bar, and no
 *       link was looked at.
 *   <li>The page there has a button in a form with {@code method="post"} and the host's protection against forgery. A person presses it; only then
 *       is the link {@linkplain OneTimeLinks#inspect inspected}, and only what they send next is {@linkplain OneTimeLinks#redeem redeemed}. Both
 *       learn from {@link #visit} which link it is.
 * </ol>
 *
 * <p>Every answer on the way carries {@link #HEADERS}. Two links that are open in one browser do not get into each other's way: each has its
 * cookie. Immutable; safe for many threads.
 */
public final class LinkPage {
    /** Of every answer: no address leaves, nothing is kept, nothing is indexed. */
    public static final Map<String, String> HEADERS = Map.of(
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store",
            "X-Robots-Tag", "noindex, nofollow");

    private static final String COOKIE = "portal-link-";

    /** How long somebody may think before they press the button; then they open the link of the mail again. */
    private static final Duration COOKIE_AGE = Duration.ofHours(2);

    private final LinkPurpose purpose;
    private final URI address;
    private final boolean secure;

    private LinkPage(LinkPurpose purpose, URI address, boolean secure) {
        this.purpose = purpose;
        this.address = address;
        this.secure = secure;
    }

    /**
     * Describes a page.
     *
     * @param purpose of its links
     * @param address as browsers know it, such as {@code https://portal.example/reset}: with https, a path, and nothing behind it
     * @return the page
     * @throws IllegalArgumentException if it is no such address
     */
    public static LinkPage of(LinkPurpose purpose, URI address) {
        Objects.requireNonNull(purpose, "purpose");
        String path = address.getRawPath();
        boolean sound = "https".equals(address.getScheme())
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && path != null
                && path.length() > 1
                && !path.endsWith("/")
                && !path.contains(";")
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
        if (!sound) {
            throw new IllegalArgumentException(
                    "page of links: https, a host and a path that does not end with a slash, without query and fragment");
        }
        return new LinkPage(purpose, address, true);
    }

    /**
     * The same page on a developer's machine, where it is reached without TLS: its cookies go there too.
     *
     * @return another page
     */
    public LinkPage alsoWithoutTls() {
        return new LinkPage(purpose, address, false);
    }

    /**
     * What its links are for.
     *
     * @return the purpose
     */
    public LinkPurpose purpose() {
        return purpose;
    }

    /**
     * The address for a mail. A secret.
     *
     * @param token of the link
     * @return an https address
     */
    public String linkFor(LinkToken token) {
        return address + "/" + token.value();
    }

    /**
     * Step one, for HEAD and GET of the address from the mail: the same for every token, and without a look at any storage.
     *
     * @param token what stands behind the last slash
     * @return where to send the browser, and with what
     */
    public Arrival arrive(String token) {
        LinkToken received = LinkToken.received(isToken(token) ? token : null);
        String cookie = COOKIE + received.publicId() + "=" + received.value() + "."
                + LinkToken.random().value() + "; Path=" + address.getRawPath() + "; Max-Age="
                + COOKIE_AGE.toSeconds()
                + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
        return new Arrival(address.getRawPath() + "?link=" + received.publicId(), cookie);
    }

    /**
     * Step two, for a POST: which link this browser has opened.
     *
     * @param link the parameter {@code link} of the address, or {@code null}
     * @param cookies the header {@code Cookie} as it came, or {@code null}
     * @return the link, or one that nobody has: then the person opens the link of the mail again
     */
    public LinkVisit visit(@Nullable String link, @Nullable String cookies) {
        for (String cookie : (cookies == null ? "" : cookies).split(";", -1)) {
            // Some clients that are no browsers put quotes around a value.
            String[] parts = cookie.strip().replace("\"", "").split("[=.]", -1);
            if (parts.length == 3 && parts[0].equals(COOKIE + link)) {
                return new LinkVisit(LinkToken.received(parts[1]), parts[2]);
            }
        }
        return new LinkVisit(LinkToken.received(null), "");
    }

    private static boolean isToken(String text) {
        return text.chars()
                .allMatch(c ->
                        c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_');
    }

    /**
     * How a browser that opens a link is sent on: status 303, these two headers, and {@link #HEADERS}.
     *
     * @param location for the header {@code Location}: the page, without the token
     * @param setCookie for the header {@code Set-Cookie}; secret
     */
    public record Arrival(String location, String setCookie) {
        /** Refuses {@code null}. */
        public Arrival {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(setCookie, "setCookie");
        }

        /** Without the cookie. */
        @Override
        public String toString() {
            return "Arrival[" + location + "]";
        }
    }
}
