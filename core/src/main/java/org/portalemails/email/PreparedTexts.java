package org.portalemails.email;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.portalemails.notification.EventValues;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.MissingValueException;
import org.portalemails.notification.NotificationType;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.Template;
import org.portalemails.template.TextKind;

/** Texts parsed once. Safe for many threads; bounded, and emptied when full, since texts change rarely. */
final class PreparedTexts {
    private static final int MOST = 1_000;

    private final FieldCatalogue catalogue;
    private final Map<MailText, Prepared> prepared = new ConcurrentHashMap<>();

    PreparedTexts(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    Prepared prepare(NotificationType type, MailText text) {
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
    final class Prepared {
        private final Template subject;
        private final Template content;

        Prepared(MailText text) {
            this.subject = Template.parse(text.subject(), TextKind.SUBJECT);
            this.content = Template.parse(text.content(), text.format().kind());
        }

        String subject(EventValues values) {
            return render(subject, values).filled(values.addresses()).masked().strip();
        }

        RenderedText content(EventValues values) {
            return render(content, values);
        }

        private RenderedText render(Template template, EventValues values) {
            MergeValues merge = values.merge();
            for (String field : template.fieldsWithoutValue(merge)) {
                if (!mayBeAbsent(values.type(), field)) {
                    throw new MissingValueException(values.type(), field);
                }
            }
            return template.render(merge);
        }
    }

    /**
     * A link to act by is never left out silently; and a field that the mail does not have cannot come from a checked text:
     * the host's catalogue was made smaller.
     */
    private boolean mayBeAbsent(NotificationType type, String field) {
        return catalogue
                .field(type, field)
                .filter(known -> !known.is(MergeField.Flag.SECRET))
                .filter(known -> known.is(MergeField.Flag.MAY_BE_ABSENT) || known.is(MergeField.Flag.LIST))
                .isPresent();
    }
}
