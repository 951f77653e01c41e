package org.portalemails.web;

import java.util.List;

/**
 * A field of the screen besides the texts of mails.
 *
 * @param path the property of the form, such as {@code sendFrom} or {@code brand[fr-CA].signature}
 * @param kind how it is typed: {@code email}, {@code text}, {@code lines}, {@code switch}, {@code choice}, {@code colour} or {@code image}
 * @param label what people call it
 * @param help one sentence on what it is for; possibly empty
 * @param language the language it is written in, as a tag; empty if it has none
 * @param inherited what applies where it is empty, as it is typed; empty if nothing does
 * @param inheritedFrom what people call the level that gives {@code inherited}; empty if none does
 * @param options what can be chosen, for a {@code choice}
 * @param on what a {@code switch} does while it is on; empty for other kinds
 * @param off what it does while it is off
 * @param maxLength the most characters, or 0
 */
public record FieldView(
        String path,
        String kind,
        String label,
        String help,
        String language,
        String inherited,
        String inheritedFrom,
        List<OptionView> options,
        String on,
        String off,
        int maxLength) {
    /**
     * Something to choose.
     *
     * @param value as the form holds it
     * @param label what people call it
     */
    public record OptionView(String value, String label) {}

    /** Copies the list. */
    public FieldView {
        options = List.copyOf(options);
    }
}
