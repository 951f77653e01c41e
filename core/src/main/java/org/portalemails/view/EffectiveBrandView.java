package org.portalemails.view;

import java.util.Locale;
import java.util.Optional;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Sourced;

/**
 * A text that stands in every mail to a recipient, and the level it comes from.
 *
 * @param name its name in the form: {@code logoText}, {@code signature} or {@code footer}
 * @param label what people call it
 * @param recipient the recipient's language
 * @param text the text; empty if no level has it
 * @param level where it comes from: {@code group}, {@code company}, {@code installation} or {@code built-in}; empty if no level has it
 * @param levelLabel what people call the level
 */
public record EffectiveBrandView(
        String name, String label, String recipient, String text, String level, String levelLabel) {
    /** One text for recipients of one language. */
    public static EffectiveBrandView of(
            EffectiveSettings settings, BrandText what, Locale recipient, CompanyDirectory companies, Locale reader) {
        Optional<Sourced<String>> own = settings.brandText(what, recipient);
        Optional<Sourced<String>> found =
                what.isShared() ? own.or(() -> Optional.of(settings.sharedBrandText(what, recipient))) : own;
        String label = Words.label("property", what.code(), reader);
        String tag = recipient.toLanguageTag();
        return found.map(text -> new EffectiveBrandView(
                        what.code(),
                        label,
                        tag,
                        text.value(),
                        text.level().code(),
                        Words.level(text.level(), companies, reader)))
                .orElseGet(() -> new EffectiveBrandView(what.code(), label, tag, "", "", ""));
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "EffectiveBrandView[" + name + ", " + recipient + ", " + level + "]";
    }
}
