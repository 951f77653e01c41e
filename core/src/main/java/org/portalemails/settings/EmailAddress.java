package org.portalemails.settings;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One e-mail address that can stand in an SMTP envelope and in a header without changing its meaning.
 *
 * <p>The domain is kept as ASCII A-labels (RFC 5890). The local part is ASCII, or, where {@link #needsSmtpUtf8()}, UTF-8
 * that only a server with SMTPUTF8 (RFC 6531) accepts. No display name, comment, quoted local part, address literal,
 * white space or control character. Two addresses are equal if their local parts are equal and their domains are equal
 * without regard to case; {@link #mailboxKey()} compares more generously.
 */
public final class EmailAddress {
    private final String localPart;
    private final String domain;

    private EmailAddress(String localPart, String domain) {
        this.localPart = localPart;
        this.domain = domain;
    }

    /**
     * Reads an address.
     *
     * @param text such as {@code accounts@customer.example}; white space at the ends is dropped
     * @return the address
     * @throws IllegalArgumentException if it is not one; the message names the rule and does not repeat the text
     */
    public static EmailAddress of(String text) {
        String stripped = text.strip();
        int at = stripped.lastIndexOf('@');
        if (at < 1 || at == stripped.length() - 1) {
            throw new IllegalArgumentException("email address: must be a local part, @ and a domain");
        }
        String local = stripped.substring(0, at);
        String domain = stripped.substring(at + 1);
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            boolean atext = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
            boolean dot = c == '.' && i > 0 && i < local.length() - 1 && local.charAt(i - 1) != '.';
            if (!atext && !dot) {
                throw new IllegalArgumentException("email address: character not allowed before @");
            }
        }
        if (local.length() > 64) {
            throw new IllegalArgumentException("email address: more than 64 characters before @");
        }
        String ascii;
        try {
            ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("email address: not a domain name after @", e);
        }
        if (ascii.indexOf('.') < 0 || ascii.endsWith(".") || ascii.length() + local.length() + 1 > 254) {
            throw new IllegalArgumentException("email address: not a complete domain name after @");
        }
        return new EmailAddress(local, ascii);
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
