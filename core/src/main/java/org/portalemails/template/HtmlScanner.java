package org.portalemails.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.html.HtmlEntities;
import org.portalemails.template.html.HtmlStyle;
import org.portalemails.template.html.HtmlVocabulary;

/**
 * Reads the HTML of a template, tags of the template in between, and says where each of them stands.
 *
 * <p>The states are those of the tokenizer of the HTML standard (section 13.2.5), without the ones that only matter to
 * elements that a mail may not contain. One pass, one character at a time. Sections must leave the tokenizer where they found
 * it; so a reading with every section once is also right for a rendering that leaves some out and repeats others.
 *
 * <p>What is sent is the source without comments, without tags that mean nothing in a mail, without end tags that end nothing,
 * without the attributes of end tags, with the end tags that are missing of {@linkplain
 * org.portalemails.template.html.OpenElements#isReopened elements that browsers would open again}, and with every sign that begins no
 * tag written as a reference: so what is left cannot grow together into something else.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML: tokenization</a>
 */
final class HtmlScanner {
    private enum State {
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
        RAW_TEXT
    }

    /**
     * Where the tokenizer is.
     *
     * @param serial tells one tag or attribute from another
     */
    record Mark(Object state, int serial) {}

    private static final int AFTER_BANG = -1;

    private final String source;
    private final Positions positions;
    private final Problems problems;
    private final HtmlBalance balance;

    private State state = State.DATA;
    /** What was read since {@link #take} and will be sent. */
    private final StringBuilder out = new StringBuilder();
    /** Where in {@link #out} the tag begins that is being read, or -1 if its beginning was taken already. */
    private int tagStart;

    private String element = "";
    private boolean imageText;
    private int tagSerial;
    private int attributeSerial;
    private Position tagPosition = Position.START;
    private boolean endTag;
    /** Whether the tag means something where it stands; of start tags only. */
    private boolean placed;
    /** Whether an end tag has attributes, which are not sent. */
    private boolean endTagWithMore;
    /** Where in {@link #out} the name of the end tag of a raw element ends. */
    private int rawEnd = -1;

    private final StringBuilder name = new StringBuilder();

    private int attributeStart;
    /** Where in {@link #out} the attribute begins that is being read, or -1 if its beginning was taken already. */
    private int attributeOut;

    /** Whether the tag says, wrongly, in which encoding its text is written. */
    private boolean otherCharset;

    private boolean describesContent;
    private String content = "";
    private final StringBuilder attribute = new StringBuilder();
    private final HtmlLink value = new HtmlLink();
    private boolean linkReported;
    /** Whether a tag of the template stands in the attribute. */
    private boolean variable;

    private final List<TemplateReading.Link> links = new ArrayList<>();

    private final StringBuilder declaration = new StringBuilder();
    /** Dashes just read in a comment, the two of its beginning among them; or {@link #AFTER_BANG}. */
    private int dashes;

    private int commentLength;
    private boolean conditional;
    private boolean instruction;
    private final Set<String> refusedElements = new HashSet<>();
    private String rawElement = "";
    private final StringBuilder rawText = new StringBuilder();
    private int rawStart;
    private int rawEndMatched;

    HtmlScanner(String source, Problems problems) {
        this.source = source;
        this.positions = new Positions(source);
        this.problems = problems;
        this.balance = new HtmlBalance(problems);
    }

    /** Reads text between tags of the template. */
    void text(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            if (state != State.COMMENT) {
                out.append(c);
            }
            read(c, i);
        }
    }

    /** What will be sent of what was read since the last call. */
    String take() {
        String taken = out.toString();
        out.setLength(0);
        tagStart = -1;
        attributeOut = -1;
        return taken;
    }

    /** Whether what stands here is not sent: a comment, or a tag or an attribute that means nothing in a mail. */
    boolean isLeftOut() {
        return state == State.COMMENT
                || switch (state) {
                    case BEFORE_ATTRIBUTE,
                            ATTRIBUTE_NAME,
                            AFTER_ATTRIBUTE_NAME,
                            BEFORE_VALUE,
                            UNQUOTED,
                            AFTER_VALUE,
                            SLASH -> HtmlVocabulary.isMeaningless(element);
                    case DOUBLE_QUOTED, SINGLE_QUOTED ->
                        HtmlVocabulary.isMeaningless(element)
                                || attributeOut >= 0 && HtmlVocabulary.isMeaninglessAttribute(attribute());
                    default -> false;
                };
    }

    /** Forgets what was read of the tag that is being read. */
    private void leaveOut() {
        if (tagStart >= 0) {
            out.setLength(tagStart);
        }
    }

    /**
     * A tag of the template that shows a value.
     *
     * @return where it stands; {@code null} if it may not stand there, which has been reported
     */
    FieldUse.@Nullable Place value(Tag tag) {
        variable = true;
        if (isInEndTag()) {
            return refuse(tag, "template.field-in-tag");
        }
        if (state == State.DATA) {
            balance.content();
        }
        return switch (state) {
            case DATA -> FieldUse.Place.TEXT;
            case RAW_TEXT -> rawPlace(tag);
            case DOUBLE_QUOTED, SINGLE_QUOTED -> valuePlace(tag);
            case BEFORE_VALUE, UNQUOTED -> refuse(tag, "template.field-in-unquoted-attribute");
            case DECLARATION, MARKUP_DECLARATION -> refuse(tag, "template.field-in-comment");
            default -> refuse(tag, "template.field-in-tag");
        };
    }

    /**
     * The start or the end of a section.
     *
     * @return where it stands; {@code null} if it may not stand there, which has been reported
     */
    FieldUse.@Nullable Place section(Tag tag) {
        variable = true;
        if (isInEndTag()) {
            return refuse(tag, "template.field-in-tag");
        }
        return switch (state) {
            case DATA, BEFORE_ATTRIBUTE, AFTER_VALUE -> FieldUse.Place.TEXT;
            case RAW_TEXT -> rawPlace(tag);
            case DOUBLE_QUOTED, SINGLE_QUOTED -> {
                if (HtmlVocabulary.isLink(attribute())) {
                    yield switch (value.stage()) {
                        case OPEN -> FieldUse.Place.LINK_PART;
                        case MAILBOX -> FieldUse.Place.MAIL_ADDRESS;
                        case PHONE -> FieldUse.Place.PHONE_NUMBER;
                        default -> refuse(tag, "template.section-in-link");
                    };
                }
                yield valuePlace(tag);
            }
            case TAG_NAME -> refuse(tag, "template.section-after-tag-name");
            case BEFORE_VALUE, UNQUOTED -> refuse(tag, "template.field-in-unquoted-attribute");
            case DECLARATION, MARKUP_DECLARATION -> refuse(tag, "template.field-in-comment");
            default -> refuse(tag, "template.field-in-tag");
        };
    }

    private boolean isInEndTag() {
        return endTag
                && switch (state) {
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

    /** The links in which no tag of the template stands. */
    List<TemplateReading.Link> links() {
        return List.copyOf(links);
    }

    /** Where the tokenizer is now; equal marks mean that nothing was begun or ended in between. */
    Mark mark() {
        return switch (state) {
            case DATA -> new Mark(State.DATA, 0);
            case DOUBLE_QUOTED, SINGLE_QUOTED -> new Mark(state, attributeSerial);
            // Behind a quoted value the next attribute may follow without a blank.
            case AFTER_VALUE -> new Mark(State.BEFORE_ATTRIBUTE, tagSerial);
            default -> new Mark(state, tagSerial);
        };
    }

    /** The end of the template. */
    void finish() {
        if (state == State.RAW_TEXT) {
            problems.error("template.element-never-ends", tagPosition, "element", rawElement);
        } else if (state != State.DATA) {
            problems.error("template.markup-not-closed", tagPosition);
        }
        balance.finish();
        out.append(balance.takeMissingEnds());
    }

    private FieldUse.@Nullable Place rawPlace(Tag tag) {
        if (rawElement.equals("title") && rawEndMatched == 0) {
            return FieldUse.Place.TEXT;
        }
        return refuse(tag, rawElement.equals("style") ? "template.field-in-style" : "template.field-in-script");
    }

    private FieldUse.@Nullable Place valuePlace(Tag tag) {
        String attributeName = attribute();
        if (HtmlVocabulary.isEvent(attributeName)) {
            return refuse(tag, "template.field-in-event-attribute");
        }
        if (attributeName.equals("style")) {
            return refuse(tag, "template.field-in-style-attribute");
        }
        if (attributeName.equals("http-equiv")) {
            return refuse(tag, "template.field-in-tag");
        }
        if (!HtmlVocabulary.isLink(attributeName)) {
            return FieldUse.Place.QUOTED_ATTRIBUTE;
        }
        switch (value.stage()) {
            case START -> {
                value.beginWithField();
                return FieldUse.Place.WHOLE_LINK;
            }
            case OPEN -> {
                return FieldUse.Place.LINK_PART;
            }
            case MAILBOX -> {
                return FieldUse.Place.MAIL_ADDRESS;
            }
            case PHONE -> {
                return FieldUse.Place.PHONE_NUMBER;
            }
            case HOST -> {
                return refuse(tag, "template.field-in-link-host");
            }
            default -> {
                linkReported = true;
                problems.error("template.link-not-allowed", positions.at(attributeStart), "link", value.toString());
                return null;
            }
        }
    }

    private FieldUse.@Nullable Place refuse(Tag tag, String code) {
        problems.error(code, tag.position(), "field", tag.name());
        return null;
    }

    private void read(char c, int at) {
        switch (state) {
            case DATA -> {
                if (c != '<' && !isBlank(c)) {
                    balance.content();
                }
                if (c == '<') {
                    tagPosition = positions.at(at);
                    tagStart = out.length() - 1;
                    state = State.LESS_THAN;
                }
            }
            case LESS_THAN -> lessThan(c, at);
            case END_TAG_OPEN -> {
                if (isLetter(c)) {
                    startTag(c, true);
                } else {
                    problems.error("template.markup-not-allowed", tagPosition, "markup", "</" + c);
                    declaration.setLength(0);
                    state = c == '>' ? State.DATA : State.DECLARATION;
                }
            }
            case TAG_NAME -> {
                if (isBlank(c) || c == '/' || c == '>') {
                    element = lower(name);
                    if (!endTag) {
                        place();
                    }
                    beforeAttribute(c, at);
                } else {
                    name.append(c);
                }
            }
            case BEFORE_ATTRIBUTE -> beforeAttribute(c, at);
            case ATTRIBUTE_NAME -> {
                if (isBlank(c)) {
                    state = State.AFTER_ATTRIBUTE_NAME;
                } else if (c == '=') {
                    state = State.BEFORE_VALUE;
                } else if (c == '/' || c == '>') {
                    endOfAttribute();
                    beforeAttribute(c, at);
                } else {
                    attribute.append(c);
                }
            }
            case AFTER_ATTRIBUTE_NAME -> {
                if (c == '=') {
                    state = State.BEFORE_VALUE;
                } else if (!isBlank(c)) {
                    endOfAttribute();
                    beforeAttribute(c, at);
                }
            }
            case BEFORE_VALUE -> {
                if (c == '"') {
                    state = State.DOUBLE_QUOTED;
                } else if (c == '\'') {
                    state = State.SINGLE_QUOTED;
                } else if (c == '>') {
                    endOfAttribute();
                    endOfTag();
                } else if (!isBlank(c)) {
                    value.append(c);
                    state = State.UNQUOTED;
                }
            }
            case DOUBLE_QUOTED, SINGLE_QUOTED -> {
                if (c == (state == State.DOUBLE_QUOTED ? '"' : '\'')) {
                    endOfAttribute();
                    state = State.AFTER_VALUE;
                } else {
                    value.append(c);
                }
            }
            case UNQUOTED -> {
                if (isBlank(c)) {
                    endOfAttribute();
                    state = State.BEFORE_ATTRIBUTE;
                } else if (c == '>') {
                    endOfAttribute();
                    endOfTag();
                } else {
                    value.append(c);
                }
            }
            case AFTER_VALUE -> {
                if (!isBlank(c)) {
                    beforeAttribute(c, at);
                } else {
                    state = State.BEFORE_ATTRIBUTE;
                }
            }
            case SLASH -> beforeAttribute(c, at);
            case MARKUP_DECLARATION, DECLARATION -> declaration(c);
            case COMMENT -> comment(c);
            case RAW_TEXT -> rawText(c);
        }
    }

    private void lessThan(char c, int at) {
        if (isLetter(c)) {
            startTag(c, false);
        } else if (c == '/') {
            state = State.END_TAG_OPEN;
        } else if (c == '!' || c == '?') {
            declaration.setLength(0);
            declaration.append(c);
            state = State.MARKUP_DECLARATION;
        } else {
            balance.content();
            problems.warning("template.bare-less-than", tagPosition, "text", "<" + c);
            leaveOut();
            out.append("&lt;").append(c);
            state = State.DATA;
            read(c, at);
        }
    }

    private void startTag(char c, boolean end) {
        endTag = end;
        endTagWithMore = false;
        rawEnd = -1;
        imageText = false;
        otherCharset = false;
        describesContent = false;
        content = "";
        tagSerial++;
        name.setLength(0);
        name.append(c);
        state = State.TAG_NAME;
    }

    /** At the end of the name of a start tag, before anything of it was taken. */
    private void place() {
        placed = true;
        if (HtmlVocabulary.isAllowedElement(element)) {
            placed = balance.start(element, tagPosition);
            addMissingEnds();
        }
    }

    /** Before the tag that is being read. */
    private void addMissingEnds() {
        String ends = balance.takeMissingEnds();
        if (tagStart >= 0) {
            out.insert(tagStart, ends);
            tagStart += ends.length();
        }
    }

    /** Forgets the attributes of an end tag. */
    private void withoutMore(int from, String begin) {
        if (endTagWithMore && from >= 0 && from <= out.length()) {
            out.setLength(from);
            out.append(begin).append('>');
        }
    }

    private void beforeAttribute(char c, int at) {
        if (isBlank(c)) {
            state = State.BEFORE_ATTRIBUTE;
        } else if (c == '/') {
            state = State.SLASH;
        } else if (c == '>') {
            endOfTag();
        } else {
            attributeSerial++;
            endTagWithMore |= endTag;
            attributeStart = at;
            attributeOut = out.length() - 1;
            attribute.setLength(0);
            attribute.append(c);
            value.begin();
            linkReported = false;
            variable = false;
            state = State.ATTRIBUTE_NAME;
        }
    }

    private void endOfAttribute() {
        if (HtmlVocabulary.isMeaningless(element)) {
            return;
        }
        String attributeName = attribute();
        if (endTag) {
            problems.repeatedWarning(
                    "template.attribute-left-out", positions.at(attributeStart), "attribute", attributeName);
            return;
        }
        imageText |= attributeName.equals("alt");
        if (element.equals("meta")) {
            describe(attributeName, value.toString());
        }
        if (attributeOut >= 0 && HtmlVocabulary.isMeaninglessAttribute(attributeName)) {
            problems.repeatedWarning(
                    "template.attribute-left-out", positions.at(attributeStart), "attribute", attributeName);
            leaveAttributeOut();
        } else if (!HtmlVocabulary.isAllowedAttribute(attributeName)) {
            refuseAttribute("template.attribute-not-allowed", attributeName);
        } else if (attributeName.equals("style")) {
            style(value.toString());
        } else if (attributeName.equals("http-equiv") && !HtmlVocabulary.isAllowedHttpEquiv(value.toString())) {
            refuseAttribute("template.attribute-not-allowed", attributeName);
        } else if (HtmlVocabulary.isLink(attributeName) && !value.beginsWithField() && !linkReported) {
            literalLink(attributeName);
        }
    }

    /** Forgets the attribute that was just read; where it has no quotation marks, the character behind it was read too. */
    private void leaveAttributeOut() {
        char last = out.charAt(out.length() - 1);
        boolean quoted = state == State.DOUBLE_QUOTED || state == State.SINGLE_QUOTED;
        // An "=" without a value, or a blank between the name and what follows, goes as well.
        out.setLength(attributeOut);
        if (!quoted) {
            out.append(last);
        }
    }

    private void describe(String attributeName, String written) {
        String plain = HtmlEntities.decode(written, true).strip();
        switch (attributeName) {
            case "charset" -> otherCharset |= !isUtf8(plain);
            case "http-equiv" -> describesContent = plain.equalsIgnoreCase("content-type");
            case "content" -> content = plain;
            default -> {
                // Says nothing of the encoding.
            }
        }
    }

    private static boolean isUtf8(String charset) {
        return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
    }

    /** The mail is UTF-8 and says so itself: a tag that says something else would make its letters unreadable in some programs. */
    private boolean contradictsTheMail() {
        int charset = content.toLowerCase(Locale.ROOT).indexOf("charset=");
        return otherCharset
                || describesContent
                        && charset >= 0
                        && !isUtf8(content.substring(charset + "charset=".length())
                                .replace("\"", "")
                                .replace("'", "")
                                .strip());
    }

    private void style(String written) {
        String css = HtmlEntities.decode(written, true);
        if (HtmlEntities.hasReference(css)) {
            // A name we do not know may still mean something to a client.
            refuseStyle("&", positions.at(attributeStart));
        }
        HtmlStyle.refused(css).forEach(word -> refuseStyle(word, positions.at(attributeStart)));
    }

    private void refuseStyle(String word, Position position) {
        String code = word.equals("url(") ? "template.style-address-not-allowed" : "template.style-not-allowed";
        problems.repeatedError(code, position, "style", word);
    }

    private void refuseAttribute(String code, String attributeName) {
        problems.repeatedError(code, positions.at(attributeStart), "attribute", attributeName);
    }

    private void literalLink(String attributeName) {
        String scheme = value.scheme();
        if (scheme != null && !variable && element.equals("a") && attributeName.equals("href")) {
            String address = HtmlEntities.decode(value.toString(), true).strip();
            links.add(new TemplateReading.Link(positions.at(attributeStart), address));
        }
        if (scheme == null) {
            String written = value.toString();
            problems.error(
                    "template.link-not-allowed",
                    positions.at(attributeStart),
                    "link",
                    written.isBlank() ? attributeName + "=\"\"" : written);
        } else if (scheme.equals("http://")) {
            problems.warning("template.link-not-encrypted", positions.at(attributeStart), "link", value.toString());
        }
    }

    private void endOfTag() {
        state = State.DATA;
        if (HtmlVocabulary.isMeaningless(element)) {
            leaveOut();
            if (!endTag) {
                String code = element.equals("link") ? "template.link-element-left-out" : "template.element-left-out";
                problems.repeatedWarning(code, tagPosition, "element", element);
            }
        } else if (!HtmlVocabulary.isAllowedElement(element)) {
            // Once for a start tag and its end tag.
            if (!endTag || !refusedElements.contains(element)) {
                problems.repeatedError("template.element-not-allowed", tagPosition, "element", element);
                refusedElements.add(element);
            }
        } else if (endTag) {
            boolean ended = balance.end(element, tagPosition);
            if (HtmlVocabulary.isRaw(element)) {
                withoutMore(rawEnd, "");
            } else if (ended) {
                addMissingEnds();
                withoutMore(tagStart, "</" + name);
            } else {
                leaveOut();
            }
        } else {
            if (!placed) {
                leaveOut();
                if (tagStart < 0 && (element.equals("body") || element.equals("html"))) {
                    // A field stands in it, so that a part of it was taken already.
                    problems.error("template.element-not-allowed", tagPosition, "element", element);
                }
            }
            if (element.equals("meta") && contradictsTheMail()) {
                if (tagStart >= 0) {
                    leaveOut();
                    problems.repeatedWarning("template.charset-left-out", tagPosition);
                } else {
                    // A field stands in it, so that a part of it was taken already.
                    problems.error("template.attribute-not-allowed", tagPosition, "attribute", "charset");
                }
            }
            if (element.equals("img") && !imageText) {
                problems.repeatedWarning(
                        balance.isInLink() ? "template.link-image-without-text" : "template.image-without-text",
                        tagPosition);
            }
        }
        if (!endTag && HtmlVocabulary.isRaw(element)) {
            rawElement = element;
            rawText.setLength(0);
            rawEndMatched = 0;
            rawStart = out.length();
            state = State.RAW_TEXT;
        }
    }

    /** After {@code <!} or {@code <?}: a comment, a document type, or something that has no place in a mail. */
    private void declaration(char c) {
        if (state == State.MARKUP_DECLARATION && c != '>') {
            declaration.append(c);
            String head = lower(declaration);
            if (head.equals("!--")) {
                dashes = 2;
                commentLength = 0;
                conditional = false;
                declaration.setLength(0);
                leaveOut();
                state = State.COMMENT;
            } else if (!head.equals("!-")
                    && !(head.length() < 8 && "!doctype".startsWith(head))
                    && !(head.length() < 4 && "![if".startsWith(head))
                    && !(head.length() < 7 && "![endif".startsWith(head))) {
                conditional = head.equals("![if") || head.equals("![endif");
                if (head.startsWith("?")) {
                    instruction = true;
                } else if (!head.equals("!doctype") && !conditional) {
                    problems.error("template.markup-not-allowed", tagPosition, "markup", "<" + declaration);
                }
                state = State.DECLARATION;
            }
        } else if (c == '>') {
            if (state == State.MARKUP_DECLARATION) {
                problems.error("template.markup-not-allowed", tagPosition, "markup", "<" + declaration);
            } else if (instruction) {
                instruction = false;
                leaveOut();
                problems.repeatedWarning("template.markup-left-out", tagPosition, "markup", "<" + declaration);
            } else if (conditional) {
                conditional = false;
                leaveOut();
                problems.repeatedWarning("template.conditional-comment", tagPosition);
            }
            state = State.DATA;
        }
    }

    private void comment(char c) {
        if (c == '>' && (dashes >= 2 || dashes == AFTER_BANG)) {
            state = State.DATA;
        } else if (c == '-') {
            dashes = Math.max(dashes, 0) + 1;
        } else {
            // "--!>" ends a comment too, but not right behind its beginning.
            dashes = c == '!' && dashes >= 2 && commentLength >= 2 ? AFTER_BANG : 0;
        }
        commentLength++;
        if (declaration.length() < 3 && !isBlank(c)) {
            declaration.append(c);
            if (lower(declaration).equals("[if")) {
                problems.repeatedWarning("template.conditional-comment", tagPosition);
            }
        }
    }

    /** Inside an element whose content is text up to its own end tag. */
    private void rawText(char c) {
        String end = "</" + rawElement;
        if (rawEndMatched == end.length() && (isBlank(c) || c == '/' || c == '>')) {
            if (rawElement.equals("style")) {
                styleSheet(rawText.substring(0, rawText.length() - end.length()), end + c);
            }
            endTag = true;
            element = rawElement;
            endTagWithMore = false;
            rawEnd = out.length() - 1;
            if (c == '>') {
                endOfTag();
            } else {
                state = c == '/' ? State.SLASH : State.BEFORE_ATTRIBUTE;
            }
            return;
        }
        rawText.append(c);
        if (rawEndMatched < end.length() && Character.toLowerCase(c) == end.charAt(rawEndMatched)) {
            rawEndMatched++;
        } else {
            rawEndMatched = c == '<' ? 1 : 0;
        }
    }

    private void styleSheet(String written, String end) {
        String css = HtmlStyle.withoutImports(written);
        if (css.length() < written.length() && rawStart <= out.length()) {
            problems.repeatedWarning("template.import-left-out", tagPosition);
            out.setLength(rawStart);
            out.append(css).append(end);
        }
        HtmlStyle.refusedInSheet(css).forEach(word -> refuseStyle(word, tagPosition));
    }

    private String attribute() {
        return lower(attribute);
    }

    private static String lower(StringBuilder text) {
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t';
    }
}
