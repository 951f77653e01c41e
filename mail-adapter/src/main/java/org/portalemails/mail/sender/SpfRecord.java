package org.portalemails.mail.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.sender.SenderReason;

/**
 * An SPF record, read as a whole before anything of it counts (RFC 7208, section 4.6).
 *
 * @param mechanisms in their order
 * @param redirect the domain whose record counts if none matches, with macros, or {@code null}
 */
record SpfRecord(List<Mechanism> mechanisms, @Nullable String redirect) {
    /** What a mechanism asks for. */
    enum Kind {
        ALL,
        INCLUDE,
        A,
        MX,
        PTR,
        IP4,
        IP6,
        EXISTS
    }

    /**
     * One mechanism.
     *
     * @param qualifier {@code +}, {@code -}, {@code ~} or {@code ?}
     * @param kind what it asks for
     * @param domain with macros, or {@code null} for the domain of the record; of {@link Kind#IP4} and {@link Kind#IP6} the address
     * @param bits of an IPv4 network
     * @param bits6 of an IPv6 network
     * @param term as it is written
     */
    record Mechanism(char qualifier, Kind kind, @Nullable String domain, int bits, int bits6, String term) {}

    private static final String VERSION = "v=spf1";
    private static final String NAME = "[A-Za-z][A-Za-z0-9._-]*+";
    private static final Pattern MODIFIER = Pattern.compile("(" + NAME + ")=(.*)");
    private static final Pattern MECHANISM = Pattern.compile("([-+?~]?)(" + NAME + ")([:/].*)?");
    private static final Pattern MACRO_STRING =
            Pattern.compile("(?:%\\{[slodiphvSLODIPHV](?:0*[1-9][0-9]{0,8})?[rR]?[-.+,/_=]*+\\}|%[%_-]|[!-$&-~])*+");
    /** The last label begins and ends with a letter or digit, and is no number; or the last thing is a macro. */
    private static final Pattern DOMAIN_END =
            Pattern.compile("(?s).*(?:%\\{[^}]*\\}|\\.(?![0-9]+\\.?$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?)");

    private static final Pattern CIDR = Pattern.compile("(?s)(.*?)(?:/(0|[1-9][0-9]{0,2}))?(?://(0|[1-9][0-9]{0,2}))?");

    /** Whether a text is an SPF record at all. */
    static boolean is(String text) {
        return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
                && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    static SpfRecord parse(String text) throws SpfError {
        List<Mechanism> mechanisms = new ArrayList<>();
        String redirect = null;
        boolean explained = false;
        for (String term : text.substring(VERSION.length()).split(" ", -1)) {
            if (term.isEmpty()) {
                continue;
            }
            Matcher modifier = MODIFIER.matcher(term);
            if (!modifier.matches()) {
                mechanisms.add(mechanism(term));
                continue;
            }
            String value = modifier.group(2);
            boolean redirects = modifier.group(1).equalsIgnoreCase("redirect");
            boolean explains = modifier.group(1).equalsIgnoreCase("exp");
            require(MACRO_STRING.matcher(value).matches(), term);
            if (redirects || explains) {
                require(isDomain(value) && !(redirects ? redirect != null : explained), term);
            }
            redirect = redirects ? value : redirect;
            explained |= explains;
        }
        return new SpfRecord(List.copyOf(mechanisms), redirect);
    }

    private static Mechanism mechanism(String term) throws SpfError {
        Matcher parts = MECHANISM.matcher(term);
        require(parts.matches(), term);
        char qualifier = parts.group(1).isEmpty() ? '+' : parts.group(1).charAt(0);
        Kind kind = kind(parts.group(2), term);
        String rest = parts.group(3) == null ? "" : parts.group(3);
        switch (kind) {
            case ALL -> {
                require(rest.isEmpty(), term);
                return new Mechanism(qualifier, kind, null, 0, 0, term);
            }
            case INCLUDE, EXISTS -> {
                require(rest.startsWith(":") && isDomain(rest.substring(1)), term);
                return new Mechanism(qualifier, kind, rest.substring(1), 0, 0, term);
            }
            case PTR -> {
                require(rest.isEmpty() || rest.startsWith(":") && isDomain(rest.substring(1)), term);
                return new Mechanism(qualifier, kind, rest.isEmpty() ? null : rest.substring(1), 0, 0, term);
            }
            case IP4, IP6 -> {
                return network(qualifier, kind, rest, term);
            }
            default -> {
                return hosts(qualifier, kind, rest, term);
            }
        }
    }

    private static Kind kind(String name, String term) throws SpfError {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name.toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new SpfError(SenderReason.SPF_SYNTAX, term);
    }

    private static Mechanism network(char qualifier, Kind kind, String rest, String term) throws SpfError {
        require(rest.startsWith(":"), term);
        int slash = rest.indexOf('/');
        int most = kind == Kind.IP4 ? 32 : 128;
        String address = slash < 0 ? rest.substring(1) : rest.substring(1, slash);
        int bits = slash < 0 ? most : number(rest.substring(slash + 1), most, term);
        byte[] parsed = IpAddress.parse(address);
        require(parsed != null && parsed.length * 8 == most, term);
        return new Mechanism(qualifier, kind, address, bits, bits, term);
    }

    private static Mechanism hosts(char qualifier, Kind kind, String rest, String term) throws SpfError {
        Matcher parts = CIDR.matcher(rest);
        require(parts.matches(), term);
        String domain = parts.group(1);
        require(domain.isEmpty() || domain.startsWith(":") && isDomain(domain.substring(1)), term);
        return new Mechanism(
                qualifier,
                kind,
                domain.isEmpty() ? null : domain.substring(1),
                parts.group(2) == null ? 32 : number(parts.group(2), 32, term),
                parts.group(3) == null ? 128 : number(parts.group(3), 128, term),
                term);
    }

    private static int number(String digits, int most, String term) throws SpfError {
        require(digits.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(digits) <= most, term);
        return Integer.parseInt(digits);
    }

    private static boolean isDomain(String text) {
        return MACRO_STRING.matcher(text).matches() && DOMAIN_END.matcher(text).matches();
    }

    private static void require(boolean sound, String term) throws SpfError {
        if (!sound) {
            throw new SpfError(SenderReason.SPF_SYNTAX, term);
        }
    }
}
