package org.portalemails.template.html;

import java.util.Locale;

/**
 * Cuts HTML into tags, text and the rest, in as many pieces as it comes, and tells a {@link Reader} at once what each character means.
 *
 * <p>The states are those of the HTML standard (section 13.2.5), without the ones that only matter to elements that a mail may not
 * contain. One pass; no character is looked at twice. Names are told in lower case, references are not resolved.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML: tokenization</a>
 */
public final class HtmlTokenizer {
    /** Where the tokenizer is. */
    public enum State {
        DATA,
        LESS_THAN,
        END_TAG_OPEN,
        TAG_NAME,
        BEFORE_ATTRIBUTE,
        ATTRIBUTE_NAME,
        AFTER_ATTRIBUTE_NAME,
        BEFORE_VALUE,
        DOUBLE_QUOTED,
        SINGLE_QUOTED,
        UNQUOTED,
        AFTER_VALUE,
        SLASH,
        MARKUP_DECLARATION,
        COMMENT,
        DECLARATION,
        RAW_TEXT;

        /** Whether this is in a tag, behind its name. */
        public boolean isBehindTagName() {
            return switch (this) {
                case BEFORE_ATTRIBUTE,
                        ATTRIBUTE_NAME,
                        AFTER_ATTRIBUTE_NAME,
                        BEFORE_VALUE,
                        DOUBLE_QUOTED,
                        SINGLE_QUOTED,
                        UNQUOTED,
                        AFTER_VALUE,
                        SLASH -> true;
                default -> false;
            };
        }

        /** Whether this is in a value between quotation marks. */
        public boolean isQuoted() {
            return this == DOUBLE_QUOTED || this == SINGLE_QUOTED;
        }
    }

    /** Is told what was read, and asks the tokenizer for the rest. Nothing is told of what is cut off by the end of the text. */
    public interface Reader {
        /** Text between tags, up to a {@code <} or the end of the piece. */
        void text(String source, int from, int to);

        /** A {@code <} that begins nothing, and the character behind it, which will be read next. */
        default void bareLessThan(char next) {}

        /** Characters that are not text, before what they mean is told. */
        default void markup(String source, int from, int to) {}

        /** A {@code <} at this offset; a tag, a declaration or a comment, if {@link #bareLessThan} does not follow. */
        default void markupBegins(int at) {}

        /** The name of a tag has ended. */
        void tagNamed();

        /** The first character of the name of an attribute, at this offset. */
        default void attributeBegins(int at) {}

        /** An attribute has ended. */
        void attributeEnds();

        /** The tag has ended. */
        void tagEnds();

        /** The content of an element that is not read as tags has ended, and with it the name of its end tag. */
        default void rawTextEnds(String content) {}

        /** What was read of a tag is the beginning of a comment. */
        default void commentBegins() {}

        /** A comment has ended. */
        default void commentEnds() {}

        /** What began with {@code <!}, {@code <?} or {@code </} has ended and was neither a tag nor a comment. */
        default void declarationEnds() {}
    }

    /** As much of a comment or declaration as tells what it is. */
    private static final int HEAD = "!doctype".length();

    private static final int AFTER_BANG = -1;

    private final Reader reader;
    private State state = State.DATA;
    private boolean endTag;
    private final StringBuilder tagName = new StringBuilder();
    private String element = "";
    private final StringBuilder attribute = new StringBuilder();
    private final StringBuilder value = new StringBuilder();
    private final StringBuilder head = new StringBuilder();
    /** Dashes just read in a comment, the two of its beginning among them; or {@link #AFTER_BANG}. */
    private int dashes;

    private int commentLength;
    private final StringBuilder rawText = new StringBuilder();
    private String rawEnd = "";
    private int rawEndMatched;

    public HtmlTokenizer(Reader reader) {
        this.reader = reader;
    }

    public State state() {
        return state;
    }

    /** The name of the tag that is being read, or was read last. */
    public String element() {
        return element;
    }

    /** The name as it is written. */
    public CharSequence writtenElement() {
        return tagName;
    }

    /** Whether that tag is an end tag. */
    public boolean isEndTag() {
        return endTag;
    }

    /** The name of the attribute that is being read, or was read last. */
    public String attribute() {
        return lower(attribute);
    }

    /** Its value as far as it was read; grows while it is read, begins anew with the next attribute. */
    public StringBuilder value() {
        return value;
    }

    /** The first characters of the comment or declaration without {@code <} or {@code <!--}; of a comment, those that are not blank. */
    public String head() {
        return lower(head);
    }

    /** Whether the end tag is being read of an element whose content is not read as tags. */
    public boolean isInRawEnd() {
        return rawEndMatched > 0;
    }

    /** Reads a piece of HTML, the continuation of the pieces before. */
    public void read(String source, int from, int to) {
        int i = from;
        while (i < to) {
            if (state == State.DATA) {
                int end = i;
                while (end < to && source.charAt(end) != '<') {
                    end++;
                }
                if (end > i) {
                    reader.text(source, i, end);
                    i = end;
                    continue;
                }
            }
            int run = endOfRun(source, i, to);
            if (run > i) {
                reader.markup(source, i, run);
                run().append(source, i, run);
                i = run;
                continue;
            }
            char c = source.charAt(i);
            if (state == State.LESS_THAN && !isLetter(c) && c != '/' && c != '!' && c != '?') {
                state = State.DATA;
                reader.bareLessThan(c);
                continue;
            }
            reader.markup(source, i, i + 1);
            markup(c, i);
            i++;
        }
    }

    /** Where the characters end that only make a name or a quoted value longer. */
    private int endOfRun(String source, int from, int to) {
        int end = from;
        switch (state) {
            case DOUBLE_QUOTED, SINGLE_QUOTED -> {
                char mark = state == State.DOUBLE_QUOTED ? '"' : '\'';
                while (end < to && source.charAt(end) != mark) {
                    end++;
                }
            }
            case TAG_NAME, ATTRIBUTE_NAME -> {
                while (end < to && !endsName(source.charAt(end))) {
                    end++;
                }
            }
            default -> {
                // Each character means something.
            }
        }
        return end;
    }

    private boolean endsName(char c) {
        return isBlank(c) || c == '/' || c == '>' || c == '=' && state == State.ATTRIBUTE_NAME;
    }

    /** What grows by such characters. */
    private StringBuilder run() {
        return switch (state) {
            case TAG_NAME -> tagName;
            case ATTRIBUTE_NAME -> attribute;
            default -> value;
        };
    }

    private void markup(char c, int at) {
        switch (state) {
            case DATA -> {
                reader.markupBegins(at);
                state = State.LESS_THAN;
            }
            case LESS_THAN -> {
                if (isLetter(c)) {
                    beginTag(c, false);
                } else {
                    head.setLength(0);
                    if (c == '/') {
                        state = State.END_TAG_OPEN;
                    } else {
                        head.append(c);
                        state = State.MARKUP_DECLARATION;
                    }
                }
            }
            case END_TAG_OPEN -> {
                if (isLetter(c)) {
                    beginTag(c, true);
                } else {
                    head.append('/');
                    declaration(c);
                }
            }
            case TAG_NAME -> {
                // Behind the name, as below: what makes a run was read as a whole.
                element = lower(tagName);
                reader.tagNamed();
                beforeAttribute(c, at);
            }
            case BEFORE_ATTRIBUTE, SLASH -> beforeAttribute(c, at);
            case ATTRIBUTE_NAME -> {
                if (isBlank(c)) {
                    state = State.AFTER_ATTRIBUTE_NAME;
                } else if (c == '=') {
                    state = State.BEFORE_VALUE;
                } else {
                    reader.attributeEnds();
                    beforeAttribute(c, at);
                }
            }
            case AFTER_ATTRIBUTE_NAME -> {
                if (c == '=') {
                    state = State.BEFORE_VALUE;
                } else if (!isBlank(c)) {
                    reader.attributeEnds();
                    beforeAttribute(c, at);
                }
            }
            case BEFORE_VALUE -> {
                if (c == '"') {
                    state = State.DOUBLE_QUOTED;
                } else if (c == '\'') {
                    state = State.SINGLE_QUOTED;
                } else if (c == '>') {
                    reader.attributeEnds();
                    endTag();
                } else if (!isBlank(c)) {
                    value.append(c);
                    state = State.UNQUOTED;
                }
            }
            case DOUBLE_QUOTED, SINGLE_QUOTED -> {
                reader.attributeEnds();
                state = State.AFTER_VALUE;
            }
            case UNQUOTED -> {
                if (isBlank(c)) {
                    reader.attributeEnds();
                    state = State.BEFORE_ATTRIBUTE;
                } else if (c == '>') {
                    reader.attributeEnds();
                    endTag();
                } else {
                    value.append(c);
                }
            }
            case AFTER_VALUE -> beforeAttribute(c, at);
            case MARKUP_DECLARATION, DECLARATION -> declaration(c);
            case COMMENT -> comment(c);
            case RAW_TEXT -> rawText(c, at);
        }
    }

    private void beginTag(char c, boolean end) {
        endTag = end;
        rawEndMatched = 0;
        tagName.setLength(0);
        tagName.append(c);
        state = State.TAG_NAME;
    }

    private void beforeAttribute(char c, int at) {
        if (isBlank(c)) {
            state = State.BEFORE_ATTRIBUTE;
        } else if (c == '/') {
            state = State.SLASH;
        } else if (c == '>') {
            endTag();
        } else {
            attribute.setLength(0);
            attribute.append(c);
            value.setLength(0);
            state = State.ATTRIBUTE_NAME;
            reader.attributeBegins(at);
        }
    }

    private void endTag() {
        state = State.DATA;
        reader.tagEnds();
        rawEndMatched = 0;
        if (!endTag && HtmlVocabulary.isRaw(element)) {
            rawEnd = "</" + element;
            rawText.setLength(0);
            state = State.RAW_TEXT;
        }
    }

    /** After {@code <!}, {@code <?} or {@code </}: a comment, a document type, or something that has no place in a mail. */
    private void declaration(char c) {
        if (c == '>') {
            state = State.DATA;
            reader.declarationEnds();
            return;
        }
        if (head.length() < HEAD) {
            head.append(c);
        }
        if (state == State.MARKUP_DECLARATION && head.length() == 3 && head().equals("!--")) {
            dashes = 2;
            commentLength = 0;
            head.setLength(0);
            reader.commentBegins();
            state = State.COMMENT;
        } else if (state == State.END_TAG_OPEN || head.length() >= 3) {
            state = State.DECLARATION;
        }
    }

    private void comment(char c) {
        if (c == '>' && (dashes >= 2 || dashes == AFTER_BANG)) {
            state = State.DATA;
            reader.commentEnds();
            return;
        }
        if (c == '-') {
            dashes = Math.max(dashes, 0) + 1;
        } else {
            // "--!>" ends a comment too, but not right behind its beginning.
            dashes = c == '!' && dashes >= 2 && commentLength >= 2 ? AFTER_BANG : 0;
        }
        commentLength++;
        if (head.length() < HEAD && !isBlank(c)) {
            head.append(c);
        }
    }

    /** Inside an element whose content is text up to its own end tag. */
    private void rawText(char c, int at) {
        if (rawEndMatched == rawEnd.length() && (isBlank(c) || c == '/' || c == '>')) {
            endTag = true;
            reader.rawTextEnds(rawText.substring(0, rawText.length() - rawEnd.length()));
            beforeAttribute(c, at);
            return;
        }
        rawText.append(c);
        if (rawEndMatched < rawEnd.length() && Character.toLowerCase(c) == rawEnd.charAt(rawEndMatched)) {
            rawEndMatched++;
        } else {
            rawEndMatched = c == '<' ? 1 : 0;
        }
    }

    private static String lower(StringBuilder text) {
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** White space of HTML. */
    public static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }
}
