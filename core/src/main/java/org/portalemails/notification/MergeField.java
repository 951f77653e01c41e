package org.portalemails.notification;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.portalemails.language.Languages;

/**
 * A value that an administrator may merge into one mail: written {@code {{name}}} in its subject or content.
 *
 * <p>The same name may stand in the catalogue of several mails with other flags: {@code userName} is one of the fields a
 * forgotten-user-name mail must hold, and optional elsewhere.
 *
 * @param name 1 to {@value #MAX_NAME_LENGTH} ASCII letters, digits and underscores, the first one a letter
 * @param labels what people call it, by language; English is always there; unmodifiable
 * @param example a value as it might be, for previews; a {@link Flag#LIST} has one value a line, a {@link Flag#DATE} is
 *     written {@code 2026-11-24}, a {@link Flag#MOMENT} {@code 2026-11-24T15:15:00Z}
 * @param flags what is special about it; unmodifiable
 */
public record MergeField(String name, Map<Locale, String> labels, String example, Set<Flag> flags) {
    /** The longest name, in characters. */
    public static final int MAX_NAME_LENGTH = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    /** What is special about a field in one mail. */
    public enum Flag {
        /** A content without it is refused, in every language. */
        REQUIRED_IN_CONTENT,
        /** As {@link #REQUIRED_IN_CONTENT}, but only while the switch of the mail is on. */
        REQUIRED_WHILE_SWITCHED_ON,
        /** A content needs at least one of the fields of the mail that have this flag. */
        ONE_REQUIRED_IN_CONTENT,
        /** A content without it is accepted with a warning. */
        EXPECTED_IN_CONTENT,
        /** Lets its reader act: never in a subject, masked wherever people look, sealed or minted late. */
        SECRET,
        /** Tells something about a person. */
        PERSONAL,
        /** Some events have no value for it; it should stand in a section {@code {{#name}}…{{/name}}}. */
        MAY_BE_ABSENT,
        /** Has any number of values, written one by one with {@code {{#name}}{{.}}{{/name}}}. */
        LIST,
        /** An https address; the only kind of field that may be a whole {@code href}. */
        LINK,
        /** A day, written as readers of the mail's language write it. */
        DATE,
        /** A day and a time, written as readers of the mail's language write it. */
        MOMENT
    }

    /**
     * Refuses nonsense and copies the collections.
     *
     * @throws IllegalArgumentException if the name is malformed, there is no English label, the example is blank, a
     *     secret is not a link, or flags exclude each other
     */
    public MergeField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(example, "example");
        if (!isName(name)) {
            throw new IllegalArgumentException("merge field name: 1 to " + MAX_NAME_LENGTH
                    + " ASCII letters, digits and underscores, the first one a letter");
        }
        Map<Locale, String> ordered = new TreeMap<>(Languages.ORDER);
        ordered.putAll(labels);
        labels = Collections.unmodifiableMap(ordered);
        if (labels.getOrDefault(Locale.ENGLISH, "").isBlank()) {
            throw new IllegalArgumentException(name + ": an English label is needed");
        }
        if (example.isBlank()) {
            throw new IllegalArgumentException(name + ": an example is needed");
        }
        Set<Flag> copy = EnumSet.noneOf(Flag.class);
        copy.addAll(flags);
        flags = Collections.unmodifiableSet(copy);
        if (flags.contains(Flag.SECRET) && !flags.contains(Flag.LINK)) {
            throw new IllegalArgumentException(name + ": a secret is always a link");
        }
        long shapes = flags.stream()
                .filter(EnumSet.of(Flag.LIST, Flag.LINK, Flag.DATE, Flag.MOMENT)::contains)
                .count();
        if (shapes > 1) {
            throw new IllegalArgumentException(name + ": at most one of list, link, date and moment");
        }
    }

    /**
     * A field with labels in English and French.
     *
     * @param name the name
     * @param english the label in English
     * @param french the label in French, used for {@code fr} and {@code fr-CA}
     * @param example a value as it might be
     * @param flags what is special about it
     * @return the field
     */
    public static MergeField of(String name, String english, String french, String example, Flag... flags) {
        return new MergeField(
                name,
                Map.of(Locale.ENGLISH, english, Locale.FRENCH, french, Locale.CANADA_FRENCH, french),
                example,
                Set.copyOf(Arrays.asList(flags)));
    }

    static boolean isName(String text) {
        return text.length() <= MAX_NAME_LENGTH && NAME.matcher(text).matches();
    }

    /**
     * What people call the field.
     *
     * @param reader the language of whoever reads it
     * @return the label that serves the reader best; English if there is none in the language
     */
    public String label(Locale reader) {
        Locale language = Languages.best(reader, labels.keySet()).orElse(Locale.ENGLISH);
        return labels.getOrDefault(language, name);
    }

    /**
     * Whether the field has a flag.
     *
     * @param flag the flag
     * @return whether
     */
    public boolean is(Flag flag) {
        return flags.contains(flag);
    }

    /**
     * Whether a reader can do nothing without it: a link that is secret, or that a content must hold, alone or instead of
     * another field.
     *
     * @return whether
     */
    public boolean isNeededLink() {
        return is(Flag.LINK)
                && (is(Flag.SECRET)
                        || is(Flag.REQUIRED_IN_CONTENT)
                        || is(Flag.REQUIRED_WHILE_SWITCHED_ON)
                        || is(Flag.ONE_REQUIRED_IN_CONTENT));
    }

    /**
     * The example of a {@link Flag#LIST}, value by value.
     *
     * @return at least one value; for any other field just {@link #example()}
     */
    public List<String> exampleValues() {
        return is(Flag.LIST) ? example.lines().toList() : List.of(example);
    }

    /** The name and the flags. */
    @Override
    public String toString() {
        return name + flags;
    }
}
