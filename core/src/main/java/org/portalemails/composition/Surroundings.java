package org.portalemails.composition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.BrandImage;
import org.portalemails.layout.MailBlock;
import org.portalemails.layout.MailFrame;
import org.portalemails.layout.MailLayout;
import org.portalemails.layout.MailLogo;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailValues;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.Sourced;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands around every content of one sender in one language: the layout, the brand, the signature and the footer.
 *
 * @param layout makes the document
 * @param framed whether there is anything around contents at all
 * @param language of the content
 * @param sender who writes, for readers of that language
 * @param accent the colour of buttons and links
 * @param logo the logo, or {@code null}
 * @param signature who writes, and whom to ask; HTML
 * @param footer why the reader gets the mail; HTML
 */
public record Surroundings(
        MailLayout layout,
        boolean framed,
        Locale language,
        String sender,
        AccentColour accent,
        @Nullable MailLogo logo,
        RenderedText signature,
        RenderedText footer) {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    private static final int MOST = 1_000;
    /** Signatures and footers parsed once; bounded, and emptied when full. */
    private static final Map<String, Template> PARSED = new ConcurrentHashMap<>();
    /** Their text parts, with the values of the profile; bounded likewise. */
    private static final Map<RenderedText, RenderedText> PLAIN = new ConcurrentHashMap<>();

    /** The highest that a logo is shown, in pixels. */
    private static final int LOGO_HEIGHT = 80;

    /** What settings say, and what is built in where they say nothing. */
    public static Surroundings of(
            MailLayout layout, PortalProfile profile, Locale language, EffectiveSettings settings) {
        MailValues values = MailValues.ofProfile(profile, language);
        String sender = settings.senderName().map(Sourced::value).orElse(profile.senderCompanyName(language));
        return new Surroundings(
                layout,
                settings.get(Setting.LAYOUT).map(Sourced::value).orElse(true),
                language,
                sender,
                settings.get(Setting.ACCENT_COLOUR).map(Sourced::value).orElse(AccentColour.BUILT_IN),
                settings.get(Setting.LOGO)
                        .map(logo -> logo(logo, settings, language, sender))
                        .orElse(null),
                text(settings, BrandText.SIGNATURE, language, BuiltInTexts.signature(language), values),
                text(settings, BrandText.FOOTER, language, BuiltInTexts.footer(language), values));
    }

    private static MailLogo logo(
            Sourced<BrandImage> chosen, EffectiveSettings settings, Locale language, String sender) {
        BrandImage logo = chosen.value();
        // The company's words describe the company's logo.
        String words = Stream.of(language, settings.language())
                .flatMap(spoken -> settings.brandText(BrandText.LOGO_TEXT, spoken).stream())
                .filter(text -> text.level().compareTo(chosen.level()) <= 0)
                .map(Sourced::value)
                .findFirst()
                .orElse(sender);
        // Twice as fine as it is shown, if it is large enough.
        double scale =
                Math.min(1, Math.min((double) MailLogo.MAX_WIDTH / logo.width(), (double) LOGO_HEIGHT / logo.height()));
        return new MailLogo(
                logo.contentId(),
                settings.get(Setting.DARK_LOGO)
                        // A group with a logo of its own does not show the company's in the dark.
                        .filter(dark -> dark.level().compareTo(chosen.level()) <= 0)
                        .map(dark -> dark.value().contentId())
                        .orElse(null),
                words,
                Math.max(1, (int) Math.round(logo.width() * scale)),
                Math.max(1, (int) Math.round(logo.height() * scale)));
    }

    /** What settings say, if it can be written: settings that code gave were never checked. */
    private static RenderedText text(
            EffectiveSettings settings, BrandText what, Locale language, String builtIn, MailValues values) {
        Optional<String> own = settings.brandText(what, language).map(Sourced::value);
        if (own.isPresent()) {
            try {
                return rendered(BrandText.html(own.get()), values);
            } catch (PortalEmailsException | IllegalArgumentException e) {
                LOG.warn("{} in {} cannot be written, the built-in one is used", what.code(), language.toLanguageTag());
            }
        }
        return rendered(builtIn, values);
    }

    /** Nothing at all, if what is left without values shows nothing. */
    private static RenderedText rendered(String source, MailValues values) {
        Template template = PARSED.get(source);
        if (template == null) {
            template = Template.parse(source, TextKind.HTML);
            if (PARSED.size() >= MOST) {
                PARSED.clear();
            }
            PARSED.put(source, template);
        }
        RenderedText text = template.render(values.merge()).filled(values.addresses());
        return text.showsSomething() ? text : RenderedText.literal(TextKind.HTML, "");
    }

    MailBlock block(RenderedText content) {
        return new MailBlock(language, content, signature, footer);
    }

    /** Contents with their frame, which is that of the first. */
    static RenderedText document(List<MailBlock> blocks, Surroundings first, String subject, String preheader) {
        RenderedText document = first.layout.document(
                blocks, new MailFrame(first.language, subject, preheader, first.sender, first.accent, first.logo));
        return Objects.requireNonNull(document, "the layout gave no document");
    }

    /** The text part of a content, with what stands below it. */
    RenderedText below(RenderedText text) {
        return MailBody.joined(List.of(text, plain(signature), plain(footer)));
    }

    /** The same in every mail of a sender: read once. */
    private static RenderedText plain(RenderedText html) {
        RenderedText known = PLAIN.get(html);
        if (known == null) {
            known = html.plain();
            if (PLAIN.size() >= MOST) {
                PLAIN.clear();
            }
            PLAIN.put(html, known);
        }
        return known;
    }
}
