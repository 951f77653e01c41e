package org.portalemails.composition;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.FieldValueException;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;

/** Texts parsed once. Safe for many threads; bounded, and emptied when full, since texts change rarely. */
public final class PreparedTexts {
    private static final int MOST = 1_000;

    private final FieldCatalogue catalogue;
    private final Map<MailText, Prepared> prepared = new ConcurrentHashMap<>();
    private final MailShapes shapes = new MailShapes();

    /** Nothing is prepared yet. */
    public PreparedTexts(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    Prepared prepare(MailText text) {
        Prepared known = prepared.get(text);
        if (known == null) {
            known = new Prepared(text);
            if (prepared.size() >= MOST) {
                prepared.clear();
            }
            prepared.put(text, known);
        }
        return known;
    }

    /** One text, ready to be rendered. */
    static final class Prepared {
        private final Template subject;
        private final Template content;
        private final String fingerprint;

        Prepared(MailText text) {
            this.fingerprint = text.fingerprint();
            this.subject = Template.parse(text.subject(), TextKind.SUBJECT);
            this.content = Template.parse(text.content(), text.format().kind());
        }

        String fingerprint() {
            return fingerprint;
        }

        Written write(MailValues values, Surroundings around) {
            String shown = subject(subject, values);
            return new Written(shown, body(content, values, shown, around, null));
        }
    }

    /** A text with its values: as {@link Prepared#write}, quicker where such a mail was written before. */
    public Written write(MailText text, MailValues values, Surroundings around) {
        Prepared ready = prepare(text);
        String shown = subject(ready.subject, values);
        return new Written(shown, shapes.body(ready.content, values, shown, around));
    }

    /** A content as one of two languages of a mail. */
    MailBody.Part part(MailText text, MailValues values, Surroundings around) {
        return new MailBody.Part(prepare(text).content.render(values.merge()), around, values.addresses());
    }

    public static String subject(Template template, MailValues values) {
        return template.render(values.merge())
                .filled(values.addresses())
                .masked()
                .strip();
    }

    /** With a note before the content, unless that is {@code null}. */
    public static MailBody body(
            Template template, MailValues values, String subject, Surroundings around, @Nullable String note) {
        return MailBody.of(template.render(values.merge()), subject, around, values.addresses(), note);
    }

    /**
     * Refuses a text that shows what the event does not have. A link to act by is never left out silently; and a field that the mail
     * does not have cannot come from a checked text: the host's catalogue was made smaller.
     */
    void require(NotificationType type, Prepared text, MailValues values) {
        require(type, text.subject, values);
        require(type, text.content, values);
    }

    private void require(NotificationType type, Template template, MailValues values) {
        for (String field : template.fieldsWithoutValue(values.merge())) {
            boolean mayBeAbsent = catalogue
                    .field(type, field)
                    .filter(known -> !known.is(MergeField.Flag.SECRET))
                    .filter(known -> known.is(MergeField.Flag.MAY_BE_ABSENT) || known.is(MergeField.Flag.LIST))
                    .isPresent();
            if (!mayBeAbsent) {
                throw FieldValueException.missing(type, field);
            }
        }
    }
}
