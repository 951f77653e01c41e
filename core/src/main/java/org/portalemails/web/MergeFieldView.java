package org.portalemails.web;

/**
 * A merge field that may stand in a text.
 *
 * @param name what stands between the brackets of {@code {{name}}}
 * @param label what people call it
 * @param example a value, as readers would see it
 * @param list whether it has any number of values
 * @param secret whether it lets its reader act: never in a subject, masked in previews
 * @param required whether a content must have it
 * @param link whether it is an address
 * @param sometimesAbsent whether some events have no value for it
 */
public record MergeFieldView(
        String name,
        String label,
        String example,
        boolean list,
        boolean secret,
        boolean required,
        boolean link,
        boolean sometimesAbsent) {}
