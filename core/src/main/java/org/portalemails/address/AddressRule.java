package org.portalemails.address;

import java.util.Locale;
import org.portalemails.language.Messages;

/** What an {@link EmailAddress} must not break. */
public enum AddressRule {
    /** There is nothing. */
    EMPTY("address.empty"),
    /** No {@code @}. */
    NO_AT("address.no-at"),
    /** More than one {@code @}. */
    SEVERAL_AT("address.several-at"),
    /** White space of any kind, also at the ends. */
    SPACE("address.space"),
    /** A character that nobody sees, such as a line break or a blank of no width. */
    CONTROL_CHARACTER("address.control-character"),
    /** A quotation mark: quoted local parts are valid in SMTP, but hardly any mailbox has one and much software mistakes them. */
    QUOTED("address.quoted"),
    /** A comment in parentheses. */
    COMMENT("address.comment"),
    /** A display name with angle brackets, a group, or several addresses. */
    NAME_OR_LIST("address.name-or-list"),
    /** An IP address in brackets in place of a domain. */
    LITERAL("address.literal"),
    /** Nothing after the {@code @}. */
    NO_DOMAIN("address.no-domain"),
    /** {@code =?} before the {@code @}: some software would decode it as an encoded word (RFC 2047), and send somewhere else. */
    ENCODED_WORD("address.encoded-word"),
    /** Nothing before the {@code @}. */
    NO_LOCAL_PART("address.no-local-part"),
    /** A dot at the beginning or end of the local part, or two in a row. */
    DOTS("address.dots"),
    /** An ASCII character that may not stand before the {@code @}. */
    LOCAL_CHARACTER("address.local-character"),
    /** A non-ASCII character before the {@code @} that is no plain letter or digit, or that software may cut to a dangerous one. */
    UNSAFE_CHARACTER("address.unsafe-character"),
    /** {@code %} or {@code !} before the {@code @}: some servers send on to another address that they read out of it. */
    SOURCE_ROUTE("address.source-route"),
    /** More than 64 octets before the {@code @}. */
    LOCAL_TOO_LONG("address.local-too-long"),
    /** A domain without a dot. */
    DOMAIN_WITHOUT_DOT("address.domain-without-dot"),
    /** A label of the domain that is empty, too long, or contains what may not stand in a domain. */
    DOMAIN_LABEL("address.domain-label"),
    /** A label of an internationalized domain that is not valid, or that would not come back the same from its ASCII form. */
    INTERNATIONAL_DOMAIN("address.international-domain"),
    /** A top-level domain that is not made of at least two letters. */
    TOP_LEVEL_DOMAIN("address.top-level-domain"),
    /** More than 254 octets, or a domain of more than 253. */
    TOO_LONG("address.too-long");

    private final String code;

    AddressRule(String code) {
        this.code = code;
    }

    /**
     * The name of the rule for programs and translations.
     *
     * @return stable
     */
    public String code() {
        return code;
    }

    /**
     * The rule in words.
     *
     * @param locale the language wanted; French (also as in Canada) and English exist, English stands in for all others
     * @return one sentence; never repeats an address
     */
    public String message(Locale locale) {
        return Messages.in(locale).text(code);
    }
}
