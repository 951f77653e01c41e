package org.portalemails.template.mustache;

import org.jspecify.annotations.Nullable;
import org.portalemails.template.html.HtmlTokenizer;
import org.portalemails.template.html.HtmlVocabulary;

/** Where in HTML a tag of the template stands, and whether it may stand there. */
final class HtmlPlaces {
    /**
     * Where the tokenizer is.
     *
     * @param serial tells one tag or attribute from another
     */
    record Mark(HtmlTokenizer.State state, int serial) {}

    private final HtmlTokenizer tokens;
    private final HtmlLink value;
    private final HtmlBalance balance;
    private final Problems problems;
    private int tags;
    private int attributes;

    HtmlPlaces(HtmlTokenizer tokens, HtmlLink value, HtmlBalance balance, Problems problems) {
        this.tokens = tokens;
        this.value = value;
        this.balance = balance;
        this.problems = problems;
    }

    void attributeBegins() {
        attributes++;
    }

    void tagEnds() {
        tags++;
    }

    /** Where the tokenizer is now; equal marks mean that nothing was begun or ended in between. */
    Mark mark() {
        HtmlTokenizer.State state = tokens.state();
        return switch (state) {
            case DATA -> new Mark(state, 0);
            case DOUBLE_QUOTED, SINGLE_QUOTED -> new Mark(state, attributes);
            // Behind a quoted value the next attribute may follow without a blank.
            case AFTER_VALUE -> new Mark(HtmlTokenizer.State.BEFORE_ATTRIBUTE, tags);
            default -> new Mark(state, tags);
        };
    }

    /**
     * A tag of the template that shows a value.
     *
     * @return where it stands; {@code null} if it may not stand there, which has been reported
     */
    FieldUse.@Nullable Place value(Tag tag) {
        value.tag();
        HtmlTokenizer.State state = tokens.state();
        if (state.isBehindTagName() && tokens.isEndTag()) {
            return refuse(tag, "template.field-in-tag");
        }
        return switch (state) {
            case DATA -> {
                balance.content();
                yield FieldUse.Place.TEXT;
            }
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
        value.tag();
        HtmlTokenizer.State state = tokens.state();
        if (state.isBehindTagName() && tokens.isEndTag()) {
            return refuse(tag, "template.field-in-tag");
        }
        return switch (state) {
            case DATA, BEFORE_ATTRIBUTE, AFTER_VALUE -> FieldUse.Place.TEXT;
            case RAW_TEXT -> rawPlace(tag);
            case DOUBLE_QUOTED, SINGLE_QUOTED -> {
                if (HtmlVocabulary.isLink(tokens.attribute())) {
                    FieldUse.Place place = linkPlace(value.stage());
                    yield place == null ? refuse(tag, "template.section-in-link") : place;
                }
                yield valuePlace(tag);
            }
            case TAG_NAME -> refuse(tag, "template.section-after-tag-name");
            case BEFORE_VALUE, UNQUOTED -> refuse(tag, "template.field-in-unquoted-attribute");
            case DECLARATION, MARKUP_DECLARATION -> refuse(tag, "template.field-in-comment");
            default -> refuse(tag, "template.field-in-tag");
        };
    }

    private FieldUse.@Nullable Place rawPlace(Tag tag) {
        if (tokens.element().equals("title") && !tokens.isInRawEnd()) {
            return FieldUse.Place.TEXT;
        }
        return refuse(tag, tokens.element().equals("style") ? "template.field-in-style" : "template.field-in-script");
    }

    private FieldUse.@Nullable Place valuePlace(Tag tag) {
        String attribute = tokens.attribute();
        if (HtmlVocabulary.isEvent(attribute)) {
            return refuse(tag, "template.field-in-event-attribute");
        }
        if (attribute.equals("style")) {
            return refuse(tag, "template.field-in-style-attribute");
        }
        if (attribute.equals("http-equiv")) {
            return refuse(tag, "template.field-in-tag");
        }
        if (!HtmlVocabulary.isLink(attribute)) {
            return FieldUse.Place.QUOTED_ATTRIBUTE;
        }
        HtmlLink.Stage stage = value.stage();
        switch (stage) {
            case START -> {
                value.beginWithField();
                return FieldUse.Place.WHOLE_LINK;
            }
            case HOST -> {
                return refuse(tag, "template.field-in-link-host");
            }
            case REFUSED -> {
                value.report(problems);
                return null;
            }
            default -> {
                return linkPlace(stage);
            }
        }
    }

    /** Where in a link a value can be encoded. */
    private static FieldUse.@Nullable Place linkPlace(HtmlLink.Stage stage) {
        return switch (stage) {
            case OPEN -> FieldUse.Place.LINK_PART;
            case MAILBOX -> FieldUse.Place.MAIL_ADDRESS;
            case PHONE -> FieldUse.Place.PHONE_NUMBER;
            default -> null;
        };
    }

    private FieldUse.@Nullable Place refuse(Tag tag, String code) {
        problems.error(code, tag.position(), "field", tag.name());
        return null;
    }
}
