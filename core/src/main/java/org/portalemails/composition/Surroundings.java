package org.portalemails.composition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.Fingerprint;
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
 * @param signature who writes, and whom to ask
 * @param footer why the reader gets the mail
 */
public record Surroundings(
        MailLayout layout,
        boolean framed,
        Locale language,
        String sender,
        AccentColour accent,
        @Nullable MailLogo logo,
        Below signature,
        Below footer) {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    private static final int MOST = 1_000;
    /** Signatures and footers, the same in every mail of a sender; bounded, and emptied when full. */
    private static final Map<Unwritten, Below> WRITTEN = new ConcurrentHashMap<>();

    /**
     * What stands below a content.
     *
     * @param html in the HTML part; empty if it shows nothing
     * @param plain in the text part
     */
    public record Below(RenderedText html, RenderedText plain) {}

    /**
     * All that a text below a content depends on.
     *
     * @param own what settings say, or {@code null}
     * @param builtIn what is written in its place
     */
    private record Unwritten(
            BrandText what, @Nullable String own, String builtIn, PortalProfile profile, Locale language) {}

    /** The highest that a logo is shown, in pixels. */
    private static final int LOGO_HEIGHT = 80;

    /** What settings say, and what is built in where they say nothing. */
    public static Surroundings of(
            MailLayout layout, PortalProfile profile, Locale language, EffectiveSettings settings) {
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
                below(settings, BrandText.SIGNATURE, BuiltInTexts.signature(language), profile, language),
                below(settings, BrandText.FOOTER, BuiltInTexts.footer(language), profile, language));
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

    private static Below below(
            EffectiveSettings settings, BrandText what, String builtIn, PortalProfile profile, Locale language) {
        String own = settings.brandText(what, language).map(Sourced::value).orElse(null);
        Unwritten text = new Unwritten(what, own, builtIn, profile, language);
        Below known = WRITTEN.get(text);
        if (known == null) {
            known = written(text);
            if (WRITTEN.size() >= MOST) {
                WRITTEN.clear();
            }
            WRITTEN.put(text, known);
        }
        return known;
    }

    /** What settings say, if it can be written: settings that code gave were never checked. */
    private static Below written(Unwritten text) {
        MailValues values = MailValues.ofProfile(text.profile(), text.language());
        if (text.own() != null) {
            try {
                return written(BrandText.html(text.own()), values);
            } catch (PortalEmailsException | IllegalArgumentException e) {
                LOG.warn(
                        "{} in {} cannot be written, the built-in one is used",
                        text.what().code(),
                        text.language().toLanguageTag());
            }
        }
        return written(text.builtIn(), values);
    }

    /** Nothing at all, if what is left without values shows nothing. */
    private static Below written(String source, MailValues values) {
        RenderedText html =
                Template.parse(source, TextKind.HTML).render(values.merge()).filled(values.addresses());
        RenderedText plain = html.plain();
        return plain.showsSomething()
                ? new Below(html, plain)
                : new Below(RenderedText.literal(TextKind.HTML, ""), RenderedText.literal(TextKind.PLAIN, ""));
    }

    MailBlock block(RenderedText content) {
        return new MailBlock(language, content, signature.html(), footer.html());
    }

    /** Whether a character stands in it. */
    boolean holds(char c) {
        return sender.indexOf(c) >= 0
                || signature.html().masked().indexOf(c) >= 0
                || footer.html().masked().indexOf(c) >= 0
                || logo != null && logo.alternativeText().indexOf(c) >= 0;
    }

    /** Contents with their frame, which is that of the first. */
    static RenderedText document(List<MailBlock> blocks, Surroundings first, String subject, String preheader) {
        RenderedText document = first.layout.document(
                blocks, new MailFrame(first.language, subject, preheader, first.sender, first.accent, first.logo));
        return Objects.requireNonNull(document, "the layout gave no document");
    }

    /** The text part of a content, with what stands below it. */
    RenderedText below(RenderedText text) {
        return MailBody.joined(List.of(text, signature.plain(), footer.plain()));
    }

    /** Whether mails look alike: the same on every machine. */
    String fingerprint() {
        return Fingerprint.of(String.join(
                "\n",
                Boolean.toString(framed),
                sender,
                accent.toString(),
                logo == null ? "" : logo.toString(),
                signature.html().masked(),
                footer.html().masked()));
    }
}
