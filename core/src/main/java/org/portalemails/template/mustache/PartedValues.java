package org.portalemails.template.mustache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;
import org.portalemails.template.MergeValues;
import org.portalemails.template.html.HtmlToText;

/**
 * The values that a text uses, parted: {@linkplain #decisions decisions}, which sections it shows, how many items its lists have and
 * whatever stands in a tag; and {@linkplain #texts texts}, which are only written between tags. Texts of equal decisions differ in nothing
 * but that.
 *
 * <p>A text is a few words with single blanks between them, of characters that have a shape of their own. Other values have no place
 * here: line breaks, rows of blanks and what shows nothing change what stands around them.
 */
public final class PartedValues {
    /** The most characters of a text. */
    private static final int LONGEST = 250;

    /** The same, escaped. */
    public static final int LONGEST_WRITTEN = LONGEST * "&quot;".length();

    private static final int MOST_TEXTS = 1_000;
    private static final char FIRST = '\ue000';
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final char NARROW_NO_BREAK_SPACE = '\u202f';

    /** What a value decides that is neither a number of items nor itself. */
    private enum Decision {
        ABSENT,
        HOLE,
        TEXT
    }

    /** Where a text will be written. */
    record Blank(int number) {
        String sign() {
            return "" + HtmlToText.BLANK + (char) (FIRST + number);
        }
    }

    /** Where the texts of a list will be written. */
    record Blanks(List<Blank> items, Blank joined) {}

    /**
     * The fields of a template.
     *
     * @param all each once
     * @param inTags whose value stands in a tag
     */
    record Fields(List<String> all, Set<String> inTags) {
        static Fields of(List<FieldUse> uses) {
            Set<String> all = new LinkedHashSet<>();
            uses.forEach(use -> all.add(use.field()));
            return new Fields(
                    List.copyOf(all),
                    uses.stream()
                            .filter(use -> use.usage().showsValue() && use.place() != FieldUse.Place.TEXT)
                            .map(FieldUse::field)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    private final Fields fields;
    private final List<Object> decisions;
    private final List<String> texts;

    private PartedValues(Fields fields, List<Object> decisions, List<String> texts) {
        this.fields = fields;
        this.decisions = decisions;
        this.texts = texts;
    }

    static Optional<PartedValues> of(MergeValues values, Fields fields) {
        List<Object> decisions = new ArrayList<>(fields.all().size());
        List<String> texts = new ArrayList<>();
        for (String field : fields.all()) {
            @Nullable Object value = values.get(field);
            if (value == null) {
                decisions.add(Decision.ABSENT);
            } else if (value == MergeValues.HOLE) {
                decisions.add(Decision.HOLE);
            } else if (fields.inTags().contains(field)) {
                decisions.add(value);
            } else if (value instanceof MergeValues.Items list) {
                decisions.add(list.items().size());
                texts.addAll(list.items());
                texts.add(list.joined());
            } else {
                decisions.add(Decision.TEXT);
                texts.add((String) value);
            }
        }
        return areTexts(texts) ? Optional.of(new PartedValues(fields, decisions, texts)) : Optional.empty();
    }

    /**
     * What decides about the shape of the text.
     *
     * @return equal for texts that differ in their {@link #texts} only; do not change it
     */
    public List<Object> decisions() {
        return decisions;
    }

    /**
     * What is written where the text has blanks.
     *
     * @return by the number of the blank; do not change it
     */
    public List<String> texts() {
        return texts;
    }

    /** The number of the blank that the character behind {@link HtmlToText#BLANK} names. */
    public static int number(char name) {
        return name - FIRST;
    }

    /** What the text part shows of a text. */
    public static String plain(String text) {
        return text.replace(NO_BREAK_SPACE, ' ');
    }

    /** By field, what a rendering needs in the place of values. */
    Map<String, Object> blanks() {
        Map<String, Object> blanks = new HashMap<>();
        int number = 0;
        for (int i = 0; i < decisions.size(); i++) {
            Object decision = decisions.get(i);
            Object blank = decision;
            if (decision == Decision.ABSENT) {
                continue;
            } else if (decision == Decision.HOLE) {
                blank = MergeValues.HOLE;
            } else if (decision == Decision.TEXT) {
                blank = new Blank(number++);
            } else if (decision instanceof Integer size) {
                List<Blank> items = new ArrayList<>(size);
                for (int item = 0; item < size; item++) {
                    items.add(new Blank(number++));
                }
                blank = new Blanks(items, new Blank(number++));
            }
            blanks.put(fields.all().get(i), blank);
        }
        return blanks;
    }

    private static boolean areTexts(List<String> values) {
        for (String value : values) {
            if (!isText(value)) {
                return false;
            }
        }
        return values.size() <= MOST_TEXTS;
    }

    /** Whether a value stays as it is, and changes nothing around it, wherever between tags it stands. */
    private static boolean isText(String value) {
        int length = value.length();
        if (length == 0 || length > LONGEST) {
            return false;
        }
        boolean blank = true;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            boolean isBlank = c == ' ' || c == NO_BREAK_SPACE;
            if (isBlank && blank || !isBlank && !isShown(c)) {
                return false;
            }
            blank = isBlank;
        }
        char first = value.charAt(0);
        char last = value.charAt(length - 1);
        return !blank && first != NARROW_NO_BREAK_SPACE && last != NARROW_NO_BREAK_SPACE;
    }

    private static boolean isShown(char c) {
        if (c < 0x7f) {
            return c > ' ';
        }
        return c == NARROW_NO_BREAK_SPACE
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> !VisibleText.isIgnorable(c);
                };
    }
}
