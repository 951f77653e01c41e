package org.portalemails.view;

import java.util.Locale;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EffectiveText;

/**
 * The text of a mail that a recipient gets, and the level it comes from.
 *
 * @param mail the code of the mail, such as {@code reset-password}
 * @param mailLabel what people call the mail
 * @param recipient the recipient's language
 * @param language the language in which the text is written
 * @param text the text
 * @param level where it comes from: {@code group}, {@code company}, {@code installation} or {@code built-in}
 * @param levelLabel what people call the level
 */
public record EffectiveTextView(
        String mail,
        String mailLabel,
        String recipient,
        String language,
        TextView text,
        String level,
        String levelLabel) {
    /** The text of one mail for recipients of one language. */
    public static EffectiveTextView of(
            EffectiveSettings settings,
            NotificationType type,
            Locale recipient,
            CompanyDirectory companies,
            Locale reader) {
        EffectiveText found = settings.text(type, recipient);
        return new EffectiveTextView(
                type.code(),
                Words.label("mail", type.code(), reader),
                recipient.toLanguageTag(),
                found.language().toLanguageTag(),
                TextView.of(found.text()),
                found.level().code(),
                Words.level(found.level(), companies, reader));
    }
}
