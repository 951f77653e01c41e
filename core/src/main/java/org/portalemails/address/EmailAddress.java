package org.portalemails.address;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;

/**
 * One email address that can stand in an SMTP envelope and in a header without changing its meaning.
 *
 * <p>The domain is kept as ASCII A-labels (RFC 5890). The local part is ASCII, or, where {@link #needsSmtpUtf8()}, letters
 * and digits of other scripts that only a server with SMTPUTF8 (RFC 6531) accepts. No display name, comment, quoted local
 * part, source route, address literal, white space or control character; {@link AddressRule} names every reason. Two addresses are equal if
 * their local parts are equal and their domains are equal without regard to case; {@link #mailboxKey()} compares more
 * generously.
 */
public final class EmailAddress {
    /** Octets of a whole address: RFC 5321 allows 256 for a path, two of which are the angle brackets. */
    private static final int MAX_LENGTH = 254;
    /** Octets before the {@code @}: RFC 5321, section 4.5.3.1.1. */
    private static final int MAX_LOCAL_LENGTH = 64;

    private final String localPart;
    private final String domain;

    private EmailAddress(String localPart, String domain) {
        this.localPart = localPart;
        this.domain = domain;
    }

    /**
     * Reads an address. Nothing is trimmed or fixed, since a changed address may belong to somebody else; only the domain
     * becomes lower case and ASCII.
     *
     * @param text such as {@code accounts@customer.example}
     * @return the address
     * @throws EmailAddressException if it is not one; names the rule and does not repeat the text
     */
    public static EmailAddress of(String text) {
        AddressRule rule = scan(text);
        if (rule != null) {
            throw new EmailAddressException(rule);
        }
        int at = text.indexOf('@');
        String local = text.substring(0, at);
        rule = localRule(local);
        if (rule != null) {
            throw new EmailAddressException(rule);
        }
        if (at == text.length() - 1) {
            throw new EmailAddressException(AddressRule.NO_DOMAIN);
        }
        String domain = DomainName.ascii(text.substring(at + 1));
        if (utf8Length(local) + 1 + domain.length() > MAX_LENGTH) {
            throw new EmailAddressException(AddressRule.TOO_LONG);
        }
        return new EmailAddress(local, domain);
    }

    /**
     * Reads an address as a person typed or pasted it: without the blanks, marks of direction and characters of no width that come
     * along around it, and with accents composed.
     *
     * @param text such as an address copied from a page
     * @return the address
     * @throws EmailAddressException if it is not one; names the rule and does not repeat the text
     */
    public static EmailAddress pasted(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && !VisibleText.isIn(text.substring(from, from + 1)) && text.charAt(from) >= ' ') {
            from++;
        }
        while (to > from && !VisibleText.isIn(text.substring(to - 1, to)) && text.charAt(to - 1) >= ' ') {
            to--;
        }
        return of(Normalizer.normalize(text.substring(from, to).strip(), Normalizer.Form.NFC));
    }

    /**
     * Says which rule a text breaks.
     *
     * @param text what somebody typed
     * @return empty if {@link #of} takes it
     */
    public static Optional<AddressRule> brokenRule(String text) {
        try {
            of(text);
            return Optional.empty();
        } catch (EmailAddressException e) {
            return Optional.of(e.rule());
        }
    }

    /** Looks for what cannot stand anywhere in an address, and for the one {@code @}. One pass. */
    private static @Nullable AddressRule scan(String text) {
        if (text.isEmpty()) {
            return AddressRule.EMPTY;
        }
        if (text.length() > 2 * MAX_LENGTH) {
            return AddressRule.TOO_LONG;
        }
        int ats = 0;
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '@' -> ats++;
                case '"' -> {
                    // A name in quotation marks, before an address in angle brackets.
                    return text.indexOf('<') > i ? AddressRule.NAME_OR_LIST : AddressRule.QUOTED;
                }
                case '(', ')' -> {
                    return AddressRule.COMMENT;
                }
                case '<', '>', ',', ';', ':' -> {
                    return ats > 0 && text.indexOf('[') > 0 ? AddressRule.LITERAL : AddressRule.NAME_OR_LIST;
                }
                case '[', ']' -> {
                    return AddressRule.LITERAL;
                }
                default -> {
                    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                        return AddressRule.CONTROL_CHARACTER;
                    }
                    space |= Character.isSpaceChar(c);
                }
            }
        }
        if (space) {
            return AddressRule.SPACE;
        }
        if (ats == 0) {
            return AddressRule.NO_AT;
        }
        return ats > 1 ? AddressRule.SEVERAL_AT : null;
    }

    /** A dot-atom (RFC 5321, section 4.1.2), extended by letters and digits of other scripts (RFC 6531, section 3.3). */
    private static @Nullable AddressRule localRule(String local) {
        if (local.isEmpty()) {
            return AddressRule.NO_LOCAL_PART;
        }
        boolean ascii = true;
        boolean afterDot = true;
        for (int i = 0; i < local.length(); ) {
            int c = local.codePointAt(i);
            if (c == '.') {
                if (afterDot) {
                    return AddressRule.DOTS;
                }
                afterDot = true;
            } else if (c < 0x80 ? isAtext(c) : isForeignLetter(c, afterDot)) {
                afterDot = false;
            } else {
                return c < 0x80 ? AddressRule.LOCAL_CHARACTER : AddressRule.UNSAFE_CHARACTER;
            }
            ascii &= c < 0x80;
            i += Character.charCount(c);
        }
        if (afterDot) {
            return AddressRule.DOTS;
        }
        if (local.indexOf('%') >= 0 || local.indexOf('!') >= 0) {
            return AddressRule.SOURCE_ROUTE;
        }
        if (local.contains("=?") && local.indexOf("?=", local.indexOf("=?") + 2) > 0) {
            return AddressRule.ENCODED_WORD;
        }
        // Letters that are only another form of a letter (full-width, ligatures) would be two addresses that look like
        // one.
        if (!ascii && !Normalizer.isNormalized(local, Normalizer.Form.NFKC)) {
            return AddressRule.UNSAFE_CHARACTER;
        }
        return utf8Length(local) > MAX_LOCAL_LENGTH ? AddressRule.LOCAL_TOO_LONG : null;
    }

    private static boolean isAtext(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }

    /**
     * Letters, digits and, not at the beginning, combining marks; but none whose low byte means something in SMTP or in an
     * address list: software that writes characters as single bytes turns those into a line break, {@code @} and so on
     * (CVE-2025-7962).
     */
    private static boolean isForeignLetter(int c, boolean first) {
        for (char unit : Character.toChars(c)) {
            switch (unit & 0xff) {
                case 0x00, 0x0a, 0x0d, ' ', ',', '<', '>', '@' -> {
                    return false;
                }
                default -> {
                    // Cut to its low byte it would at worst be another letter.
                }
            }
        }
        return (Character.isLetterOrDigit(c) || !first && DomainName.isMark(c)) && !DomainName.isInvisible(c);
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * The address as it stands in an envelope: local part, {@code @}, domain in A-labels.
     *
     * @return personal data; keep it out of logs
     */
    public String value() {
        return localPart + "@" + domain;
    }

    /**
     * What stands before the {@code @}.
     *
     * @return as written
     */
    public String localPart() {
        return localPart;
    }

    /**
     * What stands after the {@code @}: A-labels, lower case.
     *
     * @return the domain
     */
    public String domain() {
        return domain;
    }

    /**
     * Whether only a server that announces SMTPUTF8 can take this address.
     *
     * @return {@code true} if the local part is not ASCII
     */
    public boolean needsSmtpUtf8() {
        return localPart.chars().anyMatch(c -> c > 0x7e);
    }

    /**
     * A key under which addresses of practically one mailbox meet: the address without regard to case.
     *
     * @return lower case
     */
    public String mailboxKey() {
        return value().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EmailAddress that && localPart.equals(that.localPart) && domain.equals(that.domain);
    }

    @Override
    public int hashCode() {
        return localPart.hashCode() * 31 + domain.hashCode();
    }

    /** Masked: the first character and the domain. */
    @Override
    public String toString() {
        return localPart.substring(0, localPart.offsetByCodePoints(0, 1)) + "***@" + domain;
    }
}
