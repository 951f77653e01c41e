package org.portalemails.composition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.MailBlock;
import org.portalemails.layout.MailFrame;
import org.portalemails.layout.MailLayout;
import org.portalemails.layout.MailLogo;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;

/**
 * What stands around every content of one sender in one language: the layout, the brand, the signature and the footer.
 *
 * @param layout makes the document
 * @param language of the content
 * @param sender who writes, for readers of that language
 * @param accent the colour of buttons and links
 * @param logo the logo, or {@code null}
 * @param signature who writes, and whom to ask; HTML
 * @param footer why the reader gets the mail; HTML
 */
public record Surroundings(
        MailLayout layout,
        Locale language,
        String sender,
        AccentColour accent,
        @Nullable MailLogo logo,
        RenderedText signature,
        RenderedText footer) {
    private static final int MOST = 1_000;
    /** Signatures and footers parsed once; bounded, and emptied when full. */
    private static final Map<String, Template> PARSED = new ConcurrentHashMap<>();

    /** What every mail of a sender has who set nothing. */
    public static Surroundings builtIn(MailLayout layout, PortalProfile profile, Locale language) {
        return of(
                layout,
                profile,
                language,
                AccentColour.BUILT_IN,
                null,
                BuiltInTexts.signature(language),
                BuiltInTexts.footer(language));
    }

    /**
     * What a sender set.
     *
     * @param signature the source of an HTML text, with merge fields of the profile
     * @param footer the source of an HTML text, with merge fields of the profile
     */
    public static Surroundings of(
            MailLayout layout,
            PortalProfile profile,
            Locale language,
            AccentColour accent,
            @Nullable MailLogo logo,
            String signature,
            String footer) {
        MailValues values = MailValues.ofProfile(profile, language);
        return new Surroundings(
                layout,
                language,
                profile.senderCompanyName(language),
                accent,
                logo,
                rendered(signature, values),
                rendered(footer, values));
    }

    private static RenderedText rendered(String source, MailValues values) {
        Template template = PARSED.get(source);
        if (template == null) {
            template = Template.parse(source, TextKind.HTML);
            if (PARSED.size() >= MOST) {
                PARSED.clear();
            }
            PARSED.put(source, template);
        }
        return template.render(values.merge()).filled(values.addresses());
    }

    /** A content with its frame. */
    RenderedText document(RenderedText content, String subject, String preheader) {
        RenderedText document = layout.document(
                List.of(new MailBlock(language, content, signature, footer)),
                new MailFrame(language, subject, preheader, sender, accent, logo));
        return Objects.requireNonNull(document, "the layout gave no document");
    }

    /** The text part of a content, with what stands below it. */
    RenderedText below(RenderedText text) {
        return MailBody.joined(List.of(text, signature.plain(), footer.plain()));
    }
}
