package org.portalemails.mail.sender;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.sender.Resolver.Answer;
import org.portalemails.mail.sender.Resolver.RecordType;
import org.portalemails.mail.sender.SpfRecord.Mechanism;
import org.portalemails.sender.SenderReason;

/**
 * What an SPF record says of a server of ours: {@code check_host()} of RFC 7208, with its limits. Without an address it walks through everything
 * that the record includes, as for a server that nothing lets through. One object for one question.
 */
final class Spf {
    /** The results of RFC 7208, section 2.6, but for the two errors, which are {@link SpfError}s. */
    enum Result {
        NONE,
        NEUTRAL,
        PASS,
        FAIL,
        SOFTFAIL
    }

    private static final int MAX_LOOKUPS = 10;
    private static final int MAX_VOIDS = 2;
    private static final int MAX_NAMES = 10;
    private static final Pattern MACRO = Pattern.compile("%(?:\\{(.)([0-9]*)([rR]?)([^}]*)\\}|([%_-]))");

    private final Resolver resolver;
    private final byte @Nullable [] address;
    private final String localPart;
    private final String senderDomain;
    private final String helo;
    private final Set<String> included = new LinkedHashSet<>();
    private int lookups;
    private int voids;

    /**
     * A question.
     *
     * @param resolver what to ask
     * @param address of our server, or {@code null} to walk through everything
     * @param localPart of the envelope sender
     * @param senderDomain of the envelope sender
     * @param helo the name that our server gives
     */
    Spf(Resolver resolver, byte @Nullable [] address, String localPart, String senderDomain, String helo) {
        this.resolver = resolver;
        this.address = address == null ? null : IpAddress.unmapped(address);
        this.localPart = localPart;
        this.senderDomain = senderDomain;
        this.helo = helo;
    }

    /** The answer for the envelope sender. */
    Result check() throws SpfError {
        return check(senderDomain);
    }

    /** The domains whose records were read beside the first. */
    Set<String> included() {
        return included;
    }

    /**
     * The SPF record of a domain.
     *
     * @return {@code null} if there is none
     */
    static @Nullable String recordOf(String domain, Resolver resolver) throws SpfError {
        Answer answer = resolver.ask(domain, RecordType.TXT);
        if (!answer.answered()) {
            throw new SpfError(SenderReason.SPF_NO_ANSWER, domain);
        }
        List<String> records = answer.records().stream().filter(SpfRecord::is).toList();
        if (records.size() > 1) {
            throw new SpfError(SenderReason.SPF_SEVERAL, domain);
        }
        return records.isEmpty() ? null : records.get(0);
    }

    private Result check(String domain) throws SpfError {
        if (domain.indexOf('.') < 0) {
            return Result.NONE;
        }
        String text = recordOf(domain, resolver);
        if (text == null) {
            return Result.NONE;
        }
        SpfRecord spf = SpfRecord.parse(text);
        for (Mechanism mechanism : spf.mechanisms()) {
            if (matches(mechanism, domain)) {
                return switch (mechanism.qualifier()) {
                    case '-' -> Result.FAIL;
                    case '~' -> Result.SOFTFAIL;
                    case '?' -> Result.NEUTRAL;
                    default -> Result.PASS;
                };
            }
        }
        if (spf.redirect() == null) {
            return Result.NEUTRAL;
        }
        countLookup();
        return other(expand(spf.redirect(), domain), "redirect=" + spf.redirect());
    }

    /** The record of another domain, which must have one. */
    private Result other(String domain, String term) throws SpfError {
        included.add(domain.toLowerCase(Locale.ROOT));
        Result result;
        try {
            result = check(domain);
        } catch (SpfError e) {
            boolean several = e.reason() == SenderReason.SPF_SEVERAL;
            throw several ? new SpfError(SenderReason.SPF_INCLUDE_BROKEN, term) : e;
        }
        if (result == Result.NONE) {
            throw new SpfError(SenderReason.SPF_INCLUDE_BROKEN, term);
        }
        return result;
    }

    private boolean matches(Mechanism mechanism, String domain) throws SpfError {
        String named = mechanism.domain();
        switch (mechanism.kind()) {
            case ALL -> {
                return true;
            }
            case IP4, IP6 -> {
                byte[] network = IpAddress.parse(String.valueOf(named));
                return address != null && network != null && IpAddress.isWithin(address, network, mechanism.bits());
            }
            default -> countLookup();
        }
        String target = named == null ? domain : expand(named, domain);
        return switch (mechanism.kind()) {
            case INCLUDE -> other(target, mechanism.term()) == Result.PASS && address != null;
            case A -> isHost(target, mechanism);
            case MX -> isMailServer(target, mechanism);
            case PTR -> address != null && names(address, target).stream().anyMatch(name -> isUnder(name, target));
            default -> address != null && !counted(target, RecordType.A).isEmpty();
        };
    }

    private void countLookup() throws SpfError {
        if (++lookups > MAX_LOOKUPS) {
            throw new SpfError(SenderReason.SPF_TOO_MANY_LOOKUPS, String.valueOf(MAX_LOOKUPS));
        }
    }

    private List<String> counted(String name, RecordType type) throws SpfError {
        List<String> records = ask(name, type);
        if (records.isEmpty() && ++voids > MAX_VOIDS) {
            throw new SpfError(SenderReason.SPF_TOO_MANY_VOIDS, name);
        }
        return records;
    }

    private List<String> ask(String name, RecordType type) throws SpfError {
        Answer answer = resolver.ask(name, type);
        if (!answer.answered()) {
            throw new SpfError(SenderReason.SPF_NO_ANSWER, name);
        }
        return answer.records();
    }

    private RecordType kindOfAddress() {
        return address != null && address.length == 16 ? RecordType.AAAA : RecordType.A;
    }

    private boolean isHost(String name, Mechanism mechanism) throws SpfError {
        return contains(counted(name, kindOfAddress()), mechanism);
    }

    private boolean isMailServer(String name, Mechanism mechanism) throws SpfError {
        List<String> servers = counted(name, RecordType.MX);
        if (servers.size() > MAX_NAMES) {
            throw new SpfError(SenderReason.SPF_TOO_MANY_LOOKUPS, mechanism.term());
        }
        if (address == null) {
            return false;
        }
        for (String server : servers) {
            String host = server.substring(server.indexOf(' ') + 1);
            if (contains(ask(host, kindOfAddress()), mechanism)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(List<String> hosts, Mechanism mechanism) {
        if (address == null) {
            return false;
        }
        int bits = address.length == 4 ? mechanism.bits() : mechanism.bits6();
        for (String host : hosts) {
            byte[] network = IpAddress.parse(host);
            if (network != null && IpAddress.isWithin(address, network, bits)) {
                return true;
            }
        }
        return false;
    }

    /** The names of an address that lead back to it (section 5.5): a failure to answer means none. */
    private List<String> names(byte[] of, String target) {
        String reverse = of.length == 4 ? ".in-addr.arpa" : ".ip6.arpa";
        List<String> names = new ArrayList<>();
        List<String> pointers = resolver.ask(reversed(IpAddress.dotted(of)) + reverse, RecordType.PTR)
                .records();
        for (String name : pointers.subList(0, Math.min(MAX_NAMES, pointers.size()))) {
            for (String host : resolver.ask(name, kindOfAddress()).records()) {
                byte[] back = IpAddress.parse(host);
                if (back != null && IpAddress.isWithin(of, back, of.length * 8) && !names.contains(name)) {
                    names.add(isUnder(name, target) ? 0 : names.size(), name);
                }
            }
        }
        return names;
    }

    private static boolean isUnder(String name, String domain) {
        String lower = name.toLowerCase(Locale.ROOT);
        String above = domain.toLowerCase(Locale.ROOT);
        return lower.equals(above) || lower.endsWith("." + above);
    }

    private static String reversed(String dotted) {
        List<String> parts = new ArrayList<>(List.of(dotted.split("\\.")));
        java.util.Collections.reverse(parts);
        return String.join(".", parts);
    }

    /** Section 7: a domain with its macros filled in, cut from the left to what the DNS allows. */
    private String expand(String spec, String domain) {
        Matcher macros = MACRO.matcher(spec);
        StringBuilder out = new StringBuilder();
        while (macros.find()) {
            String single = macros.group(5);
            String value;
            if (single != null) {
                value = single.equals("%") ? "%" : single.equals("_") ? " " : "%20";
            } else {
                value = macro(macros.group(1), macros.group(2), !macros.group(3).isEmpty(), macros.group(4), domain);
            }
            macros.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        macros.appendTail(out);
        String name = out.toString();
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        while (name.length() > 253 && name.indexOf('.') >= 0) {
            name = name.substring(name.indexOf('.') + 1);
        }
        return name;
    }

    private String macro(String letter, String digits, boolean reverse, String delimiters, String domain) {
        String lower = letter.toLowerCase(Locale.ROOT);
        byte[] shown = address == null ? new byte[4] : address;
        String value =
                switch (lower) {
                    case "s" -> localPart + "@" + senderDomain;
                    case "l" -> localPart;
                    case "o" -> senderDomain;
                    case "d" -> domain;
                    case "i" -> IpAddress.dotted(shown);
                    case "p" ->
                        address == null
                                ? "unknown"
                                : names(address, domain).stream().findFirst().orElse("unknown");
                    case "v" -> shown.length == 4 ? "in-addr" : "ip6";
                    default -> helo;
                };
        value = transformed(value, digits, reverse, delimiters);
        return letter.equals(lower) ? value : escaped(value);
    }

    private static String transformed(String value, String digits, boolean reverse, String delimiters) {
        String at = delimiters.isEmpty() ? "." : delimiters;
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || at.indexOf(value.charAt(i)) >= 0) {
                parts.add(value.substring(from, i));
                from = i + 1;
            }
        }
        if (reverse) {
            java.util.Collections.reverse(parts);
        }
        int keep = digits.isEmpty() ? parts.size() : Math.min(parts.size(), Integer.parseInt(digits));
        return String.join(".", parts.subList(parts.size() - keep, parts.size()));
    }

    private static String escaped(String value) {
        StringBuilder out = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }
}
