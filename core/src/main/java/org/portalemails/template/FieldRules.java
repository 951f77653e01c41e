package org.portalemails.template;

/**
 * What the catalogue of fields says about the nature of a field, as far as it decides where the field may stand. Asked with
 * names that the catalogue may not know; the answer is then {@code false}.
 */
public interface FieldRules {
    /**
     * Whether the values of a field are {@code https} addresses.
     *
     * @param field the name of a field
     * @return {@code true} for a link, secret or not
     */
    boolean isLink(String field);

    /**
     * Whether a field may have several values.
     *
     * @param field the name of a field
     * @return {@code true} for a list
     */
    boolean isList(String field);

    /**
     * Whether the value of a field is a secret that is filled in when the mail leaves.
     *
     * @param field the name of a field
     * @return {@code true} for a secret
     */
    boolean isSecret(String field);
}
