package org.portalemails.template.mustache;

import java.util.Objects;
import org.portalemails.template.Position;

/**
 * One use of a merge field in a text.
 *
 * @param field the name of the field; for {@link Usage#CURRENT} the field of the section around it
 * @param usage how it is used
 * @param position where its tag begins
 * @param place what stands around it; always {@link Place#TEXT} in a subject and in plain text
 */
public record FieldUse(String field, Usage usage, Position position, Place place) {
    /** Refuses {@code null}. */
    public FieldUse {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(place, "place");
    }

    /** How a field is used. */
    public enum Usage {
        /** {@code {{name}}}: its value stands in the text. */
        VARIABLE,
        /** {@code {{.}}}: the current item of the section around it, or its text. */
        CURRENT,
        /** {@code {{#name}}}: its section is there if the field has a value, once for every item of a list. */
        SECTION,
        /** {@code {{^name}}}: its section is there if the field has no value. */
        INVERTED;

        /**
         * Whether the value itself appears in the text.
         *
         * @return {@code true} for {@link #VARIABLE} and {@link #CURRENT}
         */
        public boolean showsValue() {
            return this == VARIABLE || this == CURRENT;
        }
    }

    /**
     * What stands around a field, and so what is done to its value. Places where no value can be made harmless (a script, a
     * tag, an unquoted attribute …) have no constant: a template with a field there does not parse.
     */
    public enum Place {
        /** Between tags, or anywhere in a text that is not HTML. */
        TEXT,
        /** In a quoted attribute that is not a link. */
        QUOTED_ATTRIBUTE,
        /**
         * At the beginning of a link ({@code href="{{portalUrl}}"}, also with something after it): the value must be an
         * {@code https} address, so the field must be one that holds a link.
         */
        WHOLE_LINK,
        /** Later in a link ({@code href="https://portal.example/?user={{userName}}"}): the value is percent-encoded. */
        LINK_PART,
        /** The address of a {@code mailto:} link: one mailbox. */
        MAIL_ADDRESS,
        /** In a {@code tel:} or {@code sms:} link: written as RFC 3966 wants it. */
        PHONE_NUMBER
    }
}
