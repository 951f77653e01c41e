package org.portalemails.address;

import java.util.Locale;

/** A text is not an {@link EmailAddress}. The message names the rule and does not repeat the text. */
public class EmailAddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final AddressRule rule;

    /**
     * Creates the exception.
     *
     * @param rule what the text breaks
     */
    public EmailAddressException(AddressRule rule) {
        super(rule.code() + ": " + rule.message(Locale.ENGLISH));
        this.rule = rule;
    }

    /**
     * What the text breaks.
     *
     * @return the first rule found broken
     */
    public AddressRule rule() {
        return rule;
    }
}
