package org.portalemails.template.mustache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.portalemails.template.Position;
import org.portalemails.template.html.HtmlEntities;
import org.portalemails.template.html.HtmlStyle;
import org.portalemails.template.html.HtmlTokenizer;
import org.portalemails.template.html.HtmlVocabulary;

/**
 * Checks the HTML of a template, tags of the template in between, and keeps what of it is sent.
 *
 * <p>Sections must leave the tokenizer where they found it ({@link HtmlPlaces#mark}); so a reading with every section once is also right
 * for a rendering that leaves some out and repeats others.
 *
 * <p>What is sent is the source without comments, without tags that mean nothing in a mail, without end tags that end nothing,
 * without the attributes of end tags, with the end tags that are missing of {@linkplain
 * org.portalemails.template.html.OpenElements#isReopened elements that browsers would open again}, and with every sign that begins no
 * tag written as a reference: so what is left cannot grow together into something else.
 */
final class HtmlCheck implements HtmlTokenizer.Reader {
    private static final Pattern SERVER = Pattern.compile("(?i)www\\.[^\\s/:@]+\\.[^\\s:@]+");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s/:@{}]+@[^\\s/:@{}]+\\.[^\\s/:@{}]+");

    private final String source;
    private final Positions positions;
    private final Problems problems;
    private final HtmlBalance balance;
    private final HtmlTokenizer tokens = new HtmlTokenizer(this);
    private final HtmlLink value = new HtmlLink(tokens.value());
    private final HtmlPlaces places;

    /** What was read since {@link #take} and will be sent. */
    private final StringBuilder out = new StringBuilder();
    /** Where in {@link #out} the tag begins that is being read, or -1 if its beginning was taken already. */
    private int tagStart;
    /** Where in {@link #out} the attribute begins that is being read, or -1 if its beginning was taken already. */
    private int attributeOut;
    /** Where in {@link #out} the name of the end tag of a raw element ends, or -1. */
    private int rawEnd = -1;
    /** Where in {@link #out} the content of a raw element begins. */
    private int rawStart;

    private Position tagPosition = Position.START;
    private Position attributePosition = Position.START;
    /** Whether the start tag means something where it stands. */
    private boolean placed;
    /** Whether an end tag has attributes, which are not sent. */
    private boolean endTagWithMore;

    private boolean imageText;
    private final MetaEncoding encoding = new MetaEncoding();
    private final Set<String> refusedElements = new HashSet<>();
    private final List<TemplateReading.Link> links = new ArrayList<>();

    HtmlCheck(String source, Problems problems) {
        this.source = source;
        this.positions = new Positions(source);
        this.problems = problems;
        this.balance = new HtmlBalance(problems);
        this.places = new HtmlPlaces(tokens, value, balance, problems);
    }

    /** Where tags of the template stand. */
    HtmlPlaces places() {
        return places;
    }

    /** Reads text between tags of the template. */
    void text(int from, int to) {
        tokens.read(source, from, to);
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
        HtmlTokenizer.State state = tokens.state();
        return state == HtmlTokenizer.State.COMMENT
                || state.isBehindTagName() && HtmlVocabulary.isMeaningless(tokens.element())
                || state.isQuoted() && attributeOut >= 0 && HtmlVocabulary.isMeaninglessAttribute(tokens.attribute());
    }

    /** The links in which no tag of the template stands. */
    List<TemplateReading.Link> links() {
        return List.copyOf(links);
    }

    /** The end of the template. */
    void finish() {
        if (tokens.state() == HtmlTokenizer.State.RAW_TEXT) {
            problems.error("template.element-never-ends", tagPosition, "element", tokens.element());
        } else if (tokens.state() != HtmlTokenizer.State.DATA) {
            problems.error("template.markup-not-closed", tagPosition);
        }
        balance.finish();
        out.append(balance.takeMissingEnds());
    }

    @Override
    public void text(String text, int from, int to) {
        out.append(text, from, to);
        for (int i = from; i < to; i++) {
            if (!HtmlTokenizer.isBlank(text.charAt(i))) {
                balance.content();
                return;
            }
        }
    }

    @Override
    public void markup(String text, int from, int to) {
        if (tokens.state() != HtmlTokenizer.State.COMMENT) {
            out.append(text, from, to);
        }
    }

    @Override
    public void markupBegins(int at) {
        tagPosition = positions.at(at);
        tagStart = out.length() - 1;
    }

    @Override
    public void bareLessThan(char next) {
        balance.content();
        problems.warning("template.bare-less-than", tagPosition, "text", "<" + next);
        leaveOut();
        out.append("&lt;");
    }

    @Override
    public void commentBegins() {
        leaveOut();
    }

    @Override
    public void commentEnds() {
        if (tokens.head().startsWith("[if")) {
            problems.repeatedWarning("template.conditional-comment", tagPosition);
        }
    }

    @Override
    public void declarationEnds() {
        String head = tokens.head();
        if (head.startsWith("![if") || head.startsWith("![endif")) {
            leaveOut();
            problems.repeatedWarning("template.conditional-comment", tagPosition);
        } else if (head.startsWith("?") && head.length() > 1) {
            leaveOut();
            problems.repeatedWarning("template.markup-left-out", tagPosition, "markup", "<" + head);
        } else if (!head.equals("!doctype")) {
            problems.error("template.markup-not-allowed", tagPosition, "markup", "<" + head);
        }
    }

    @Override
    public void tagNamed() {
        endTagWithMore = false;
        rawEnd = -1;
        imageText = false;
        encoding.begin();
        if (!tokens.isEndTag()) {
            placed = true;
            if (HtmlVocabulary.isAllowedElement(tokens.element())) {
                placed = balance.start(tokens.element(), tagPosition);
                addMissingEnds();
            }
        }
    }

    @Override
    public void attributeBegins(int at) {
        endTagWithMore |= tokens.isEndTag();
        attributePosition = positions.at(at);
        attributeOut = out.length() - 1;
        value.begin(attributePosition);
        places.attributeBegins();
    }

    @Override
    public void attributeEnds() {
        if (HtmlVocabulary.isMeaningless(tokens.element())) {
            return;
        }
        String name = tokens.attribute();
        if (tokens.isEndTag()) {
            problems.repeatedWarning("template.attribute-left-out", attributePosition, "attribute", name);
            return;
        }
        imageText |= name.equals("alt");
        if (tokens.element().equals("meta")) {
            encoding.attribute(name, value.toString());
        }
        if (attributeOut >= 0 && HtmlVocabulary.isMeaninglessAttribute(name)) {
            problems.repeatedWarning("template.attribute-left-out", attributePosition, "attribute", name);
            leaveAttributeOut();
        } else if (!HtmlVocabulary.isAllowedAttribute(name)
                || name.equals("http-equiv") && !HtmlVocabulary.isAllowedHttpEquiv(value.toString())) {
            problems.repeatedError("template.attribute-not-allowed", attributePosition, "attribute", name);
        } else if (name.equals("style")) {
            style(value.toString());
        } else if (HtmlVocabulary.isLink(name) && !value.beginsWithField() && !value.isReported()) {
            literalLink(name);
        }
    }

    @Override
    public void tagEnds() {
        places.tagEnds();
        String element = tokens.element();
        if (HtmlVocabulary.isMeaningless(element)) {
            leaveOut();
            if (!tokens.isEndTag()) {
                String code = element.equals("link") ? "template.link-element-left-out" : "template.element-left-out";
                problems.repeatedWarning(code, tagPosition, "element", element);
            }
        } else if (!HtmlVocabulary.isAllowedElement(element)) {
            // Once for a start tag and its end tag.
            if (!tokens.isEndTag() || !refusedElements.contains(element)) {
                problems.repeatedError("template.element-not-allowed", tagPosition, "element", element);
                refusedElements.add(element);
            }
        } else if (tokens.isEndTag()) {
            endTag(element);
        } else {
            startTag(element);
        }
        rawStart = out.length();
    }

    private void startTag(String element) {
        if (!placed) {
            leaveOut();
            if (tagStart < 0 && (element.equals("body") || element.equals("html"))) {
                // A field stands in it, so that a part of it was taken already.
                problems.error("template.element-not-allowed", tagPosition, "element", element);
            }
        }
        if (element.equals("meta") && encoding.isOther()) {
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

    private void endTag(String element) {
        boolean ended = balance.end(element, tagPosition);
        if (HtmlVocabulary.isRaw(element)) {
            withoutMore(rawEnd, "");
        } else if (ended) {
            addMissingEnds();
            withoutMore(tagStart, "</" + tokens.writtenElement());
        } else {
            leaveOut();
        }
    }

    @Override
    public void rawTextEnds(String content) {
        endTagWithMore = false;
        if (tokens.element().equals("style")) {
            String css = HtmlStyle.withoutImports(content);
            if (css.length() < content.length() && rawStart <= out.length()) {
                problems.repeatedWarning("template.import-left-out", tagPosition);
                out.replace(rawStart, rawStart + content.length(), css);
            }
            HtmlStyle.refusedInSheet(css).forEach(word -> refuseStyle(word, tagPosition));
        }
        rawEnd = out.length() - 1;
    }

    /** Forgets what was read of the tag that is being read. */
    private void leaveOut() {
        if (tagStart >= 0) {
            out.setLength(tagStart);
        }
    }

    /** Forgets the attribute that was just read; where it has no quotation marks, the character behind it was read too. */
    private void leaveAttributeOut() {
        char last = out.charAt(out.length() - 1);
        // An "=" without a value, or a blank between the name and what follows, goes as well.
        out.setLength(attributeOut);
        if (!tokens.state().isQuoted()) {
            out.append(last);
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

    private void style(String written) {
        String css = HtmlEntities.decode(written, true);
        if (HtmlEntities.hasReference(css)) {
            // A name we do not know may still mean something to a client.
            refuseStyle("&", attributePosition);
        }
        HtmlStyle.refused(css).forEach(word -> refuseStyle(word, attributePosition));
    }

    private void refuseStyle(String word, Position position) {
        String code = word.equals("url(") ? "template.style-address-not-allowed" : "template.style-not-allowed";
        problems.repeatedError(code, position, "style", word);
    }

    private void refuseLink(String name, String written) {
        String link = HtmlEntities.decode(written, true).strip();
        String scheme = name.equals("href") ? missingScheme(link) : "";
        if (scheme.isEmpty()) {
            problems.error(
                    "template.link-not-allowed",
                    attributePosition,
                    "link",
                    written.isBlank() ? name + "=\"\"" : written);
        } else {
            problems.error("template.link-without-scheme", attributePosition, "link", scheme + link);
        }
    }

    /** What people leave out before the name of a server, or before an address. */
    private static String missingScheme(String link) {
        if (SERVER.matcher(link).matches()) {
            return "https://";
        }
        return ADDRESS.matcher(link).matches() ? "mailto:" : "";
    }

    private void literalLink(String name) {
        String scheme = value.scheme();
        String written = value.toString();
        if (scheme == null) {
            refuseLink(name, written);
            return;
        }
        if (!value.holdsTag() && tokens.element().equals("a") && name.equals("href")) {
            links.add(new TemplateReading.Link(
                    attributePosition, HtmlEntities.decode(written, true).strip()));
        }
        if (scheme.equals("http://")) {
            problems.warning("template.link-not-encrypted", attributePosition, "link", written);
        }
    }

    /** What a {@code meta} tag says of the encoding. The mail is UTF-8 and says so itself; another one would spoil its letters. */
    private static final class MetaEncoding {
        private boolean other;
        private boolean describesContent;
        private String content = "";

        void begin() {
            other = false;
            describesContent = false;
            content = "";
        }

        void attribute(String name, String written) {
            String plain = HtmlEntities.decode(written, true).strip();
            switch (name) {
                case "charset" -> other |= !isUtf8(plain);
                case "http-equiv" -> describesContent = plain.equalsIgnoreCase("content-type");
                case "content" -> content = plain;
                default -> {
                    // Says nothing of the encoding.
                }
            }
        }

        boolean isOther() {
            int charset = content.toLowerCase(Locale.ROOT).indexOf("charset=");
            return other
                    || describesContent
                            && charset >= 0
                            && !isUtf8(content.substring(charset + "charset=".length())
                                    .replace("\"", "")
                                    .replace("'", "")
                                    .strip());
        }

        private static boolean isUtf8(String charset) {
            return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
        }
    }
}
