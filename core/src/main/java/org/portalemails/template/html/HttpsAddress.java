package org.portalemails.template.html;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The one rule for addresses that people are asked to open: of the portal, of a page for staff, of a one-time link, and of every
 * value that stands where a link stands.
 *
 * <p>{@code https}, a host name of letters, digits and hyphens (RFC 952, RFC 1123) or an IPv4 address, perhaps a port from 1 to 65535;
 * no user information, no IPv6 literal. Behind it whatever RFC 3986 allows, percent-encoded. At most {@value #MAX_LENGTH}
 * characters.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986">RFC 3986</a>
 */
public final class HttpsAddress {
    /** The most characters of an address; longer ones are cut by old mail programs and proxies. */
    public static final int MAX_LENGTH = 2000;

    private static final String SCHEME = "https://";
    /** What may stand behind the host as it is, beside letters and digits: reserved and unreserved characters, and escapes. */
    private static final String KEPT = "-._~:/?#[]@!$&'()*+,;=%";

    private HttpsAddress() {}

    /**
     * Reads an address as people write it.
     *
     * @param written an address; blanks around it are dropped, and what has to be percent-encoded behind the host is
     * @return the address, with the scheme in lower case; empty if it is none
     */
    public static Optional<String> parse(String written) {
        String link = written.strip();
        if (!link.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        int path = SCHEME.length();
        while (path < link.length() && "/?#".indexOf(link.charAt(path)) < 0) {
            path++;
        }
        if (!isAuthority(link.substring(SCHEME.length(), path))) {
            return Optional.empty();
        }
        String address = SCHEME + link.substring(SCHEME.length(), path) + LinkValue.encode(link.substring(path), KEPT);
        return address.length() > MAX_LENGTH ? Optional.empty() : Optional.of(address);
    }

    /**
     * Refuses what is no address, or would have to be changed to be one.
     *
     * @param field what the message calls it; the address itself, which may be secret, is not repeated
     * @param address what to check
     * @return {@code address}
     * @throws IllegalArgumentException naming the field and the rule
     */
    public static String require(String field, String address) {
        Objects.requireNonNull(address, field);
        if (address.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(field + ": at most " + MAX_LENGTH + " characters");
        }
        if (!address.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(field + ": printable ASCII only; percent-encode the rest");
        }
        String parsed = parse(address)
                .orElseThrow(() -> new IllegalArgumentException(field
                        + ": an absolute https address is needed, with a host name and without user information"));
        if (!parsed.substring(SCHEME.length()).equals(address.substring(SCHEME.length()))) {
            throw new IllegalArgumentException(field + ": not a URI; percent-encode what RFC 3986 does not allow");
        }
        return address;
    }

    /**
     * The host of an address.
     *
     * @param address an address that {@link #require} accepts
     * @return lower case, without the port
     */
    public static String host(String address) {
        int end = SCHEME.length();
        while (end < address.length() && ":/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return address.substring(SCHEME.length(), end).toLowerCase(Locale.ROOT);
    }

    private static boolean isAuthority(String authority) {
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return isHost(host) && (colon < 0 || isPort(authority.substring(colon + 1)));
    }

    private static boolean isPort(String port) {
        if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int number = Integer.parseInt(port);
        return number > 0 && number <= 65_535;
    }

    /**
     * Whether something is the name of a host, or an IPv4 address.
     *
     * @param host such as {@code portal.example}
     * @return whether it is labels of ASCII letters, digits and hyphens with dots between them, 253 characters at most
     */
    public static boolean isHost(String host) {
        if (host.isEmpty() || host.length() > 253) {
            return false;
        }
        for (String label : host.split("\\.", -1)) {
            boolean sound = !label.isEmpty()
                    && label.length() <= 63
                    && label.charAt(0) != '-'
                    && label.charAt(label.length() - 1) != '-'
                    && label.chars().allMatch(c -> LinkValue.isAlphanumeric((char) c) || c == '-');
            if (!sound) {
                return false;
            }
        }
        return true;
    }
}
