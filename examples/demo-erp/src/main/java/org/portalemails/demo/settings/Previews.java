package org.portalemails.demo.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.ContentFormat;
import org.portalemails.settings.FieldCatalogue;
import org.portalemails.settings.MailText;
import org.portalemails.settings.MergeField;
import org.portalemails.settings.NotificationType;
import org.portalemails.template.HtmlToText;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.Template;
import org.portalemails.template.TextKind;

/** What a text will look like, with example values and masked secrets. */
final class Previews {
    private Previews() {}

    /** A mail as it would look. */
    record Preview(String subject, String text, @Nullable String html) {}

    static Preview of(NotificationType type, MailText mail, FieldCatalogue catalogue, Locale language) {
        MergeValues.Builder values = MergeValues.builder();
        for (MergeField field : catalogue.fields(type)) {
            if (field.is(MergeField.Flag.SECRET)) {
                values.secret(field.name());
            } else if (field.is(MergeField.Flag.LIST)) {
                values.list(field.name(), field.exampleValues());
            } else {
                values.text(field.name(), field.example());
            }
        }
        MergeValues examples = values.build();
        boolean html = mail.format() == ContentFormat.HTML;
        String subject = Template.parse(mail.subject(), TextKind.SUBJECT)
                .render(examples)
                .masked();
        RenderedText content = Template.parse(mail.content(), html ? TextKind.HTML : TextKind.PLAIN)
                .render(examples);
        return new Preview(
                subject,
                html ? HtmlToText.convert(content).masked() : content.masked(),
                html ? content.masked() : null);
    }
}
