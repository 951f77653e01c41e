package org.portalemails.demo.settings;

import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.demo.security.DemoUsers;
import org.portalemails.demo.settings.ScreenOwners.ScreenOwner;
import org.portalemails.demo.web.MailFrame;
import org.portalemails.layout.BrandImage;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.screen.ClientSupport;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.screen.TextPreview;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.form.SectionForm;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.TextForm;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Shows a text as its readers will see it, while it is typed: with example data, secrets masked. */
@Controller
@RequestMapping("/groups/{owner}/portal-emails")
class PreviewController {
    private static final String LAST = "last-preview";

    private final SettingsScreen screen;
    private final SettingsTransactions transactions;
    private final ScreenOwners owners;
    private final DemoUsers users;
    private final MessageSource words;

    PreviewController(
            PortalEmails portalEmails,
            SettingsTransactions transactions,
            ScreenOwners owners,
            DemoUsers users,
            MessageSource words) {
        this.screen = portalEmails.settingsScreen();
        this.transactions = transactions;
        this.owners = owners;
        this.users = users;
        this.words = words;
    }

    /** What the panel shows; {@code frame} is the address of the HTML part, {@code languages} says why there is one only. */
    record Shown(
            boolean broken,
            String from,
            String to,
            String subject,
            String text,
            String frame,
            List<String> dropped,
            List<String> languages) {
        static Shown nothing() {
            return new Shown(true, "", "", "", "", "", List.of(), List.of());
        }
    }

    private static String words(ClientSupport.Gap gap) {
        return gap.feature() + " – " + String.join(", ", gap.clients());
    }

    /** The HTML that the frame asks for next. */
    private record Framed(long number, String html, List<BrandImage> images) {}

    @ModelAttribute("owner")
    ScreenOwner owner(@PathVariable String owner) {
        return owners.of(owner);
    }

    @ModelAttribute("form")
    SettingsForm form() {
        return TextTabs.laidOut(new SettingsForm());
    }

    @PostMapping("/preview")
    @ResponseBody
    Shown show(
            @ModelAttribute("owner") ScreenOwner owner,
            @ModelAttribute("form") SettingsForm form,
            @RequestParam String mail,
            @RequestParam String tag,
            Locale locale,
            HttpSession session) {
        NotificationType type = NotificationType.ofCode(mail);
        Locale language = Locale.forLanguageTag(tag);
        MailText text = text(owner, form, type, language);
        TextPreview.Rendered rendered =
                text == null ? null : screen.preview(owner.owner(), form).render(type, text, language);
        if (rendered == null || rendered.subject() == null || rendered.text() == null) {
            return Shown.nothing();
        }
        String html = rendered.html();
        long number = session.getAttribute(LAST) instanceof Framed last ? last.number() + 1 : 1;
        String plain = rendered.text();
        session.setAttribute(
                LAST,
                new Framed(
                        number,
                        html != null
                                ? html
                                : MailFrame.preformatted(tag, rendered.subject(), plain == null ? "" : plain),
                        rendered.images()));
        return new Shown(
                false,
                sender(owner, form),
                example(type, "recipientFullName") + " <" + example(type, "recipientEmail") + ">",
                rendered.subject(),
                plain == null ? "" : plain,
                "/groups/" + owner.path() + "/portal-emails/frame/" + number,
                rendered.gaps().stream().map(PreviewController::words).toList(),
                rendered.violations().stream()
                        .filter(violation -> violation.path().equals(Setting.MAIL_LANGUAGES.name()))
                        .map(violation -> violation.message(locale))
                        .toList());
    }

    @GetMapping("/frame/{number}")
    ResponseEntity<byte[]> frame(
            @PathVariable long number, @RequestParam(defaultValue = "true") boolean images, HttpSession session) {
        if (session.getAttribute(LAST) instanceof Framed framed && framed.number() >= number) {
            return MailFrame.of(images ? BrandImage.shownInPage(framed.html(), framed.images()) : framed.html());
        }
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    /** Sends the text as it stands in the form to whoever asks: marked as a test, with example data, secrets masked. */
    @PostMapping("/test")
    @ResponseBody
    Map<String, String> test(
            @ModelAttribute("owner") ScreenOwner owner,
            @ModelAttribute("form") SettingsForm form,
            @RequestParam String mail,
            @RequestParam String tag,
            Principal user,
            Locale locale) {
        NotificationType type = NotificationType.ofCode(mail);
        Locale language = Locale.forLanguageTag(tag);
        MailText text = text(owner, form, type, language);
        if (text == null
                || !screen.preview(owner.owner(), form)
                        .render(type, text, language)
                        .isSound()) {
            return Map.of("message", words.getMessage("preview.test.broken", null, locale));
        }
        EmailAddress to = EmailAddress.of(users.address(user.getName()));
        if (!(owner.owner() instanceof SettingsOwner.Group)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        transactions.sendTest(owner.owner(), form, type, language, to);
        return Map.of("message", words.getMessage("preview.test.sent", new Object[] {to.value()}, locale));
    }

    /** The text in the form, or the shared one if there is none; nothing if only half of it is there. */
    private @Nullable MailText text(ScreenOwner owner, SettingsForm form, NotificationType type, Locale language) {
        SectionForm section = form.section(type);
        TextForm typed = section.translation(language.toLanguageTag());
        if (typed.getSubject().isBlank() && typed.getContent().isBlank()) {
            return shared(owner).text(type, language).text();
        }
        try {
            ContentFormat format = typed.getFormat().equals("html")
                    ? ContentFormat.HTML
                    : typed.getFormat().equals("plain")
                            ? ContentFormat.PLAIN
                            : ContentFormat.detect(typed.getContent());
            return new MailText(typed.getSubject(), typed.getContent(), format);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private EffectiveSettings shared(ScreenOwner owner) {
        return EffectiveSettings.of(
                null, owner.companyWide() ? null : companyWide(), screen.rules().builtInTexts());
    }

    /** What would apply if the form were saved; what is saved, while it has errors. */
    private EffectiveSettings effective(ScreenOwner owner, SettingsForm form) {
        PortalEmailSettings typed;
        try {
            typed = owner.companyWide()
                    ? screen.rules().parseCompanyWide(form, null)
                    : screen.rules().parse(form, companyWide());
        } catch (InvalidSettingsException e) {
            typed = screen.saved(owner.owner()).map(StoredSettings::settings).orElse(null);
        }
        return EffectiveSettings.of(
                typed,
                owner.companyWide() ? null : companyWide(),
                screen.rules().builtInTexts());
    }

    private String sender(ScreenOwner owner, SettingsForm form) {
        EffectiveSettings settings = effective(owner, form);
        String address = settings.sendFrom().map(from -> from.value().value()).orElse("–");
        return settings.senderName()
                .map(name -> name.value() + " <" + address + ">")
                .orElse(address);
    }

    private String example(NotificationType type, String field) {
        return screen.rules()
                .catalogue()
                .field(type, field)
                .map(found -> List.copyOf(found.exampleValues()).get(0))
                .orElse("–");
    }

    private @Nullable PortalEmailSettings companyWide() {
        return screen.saved(SettingsOwner.COMPANY_WIDE)
                .map(StoredSettings::settings)
                .orElse(null);
    }
}
