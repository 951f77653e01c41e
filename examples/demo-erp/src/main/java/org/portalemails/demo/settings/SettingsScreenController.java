package org.portalemails.demo.settings;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmails;
import org.portalemails.demo.settings.ScreenOwners.ScreenOwner;
import org.portalemails.demo.settings.SettingsPage.Problem;
import org.portalemails.notification.NotificationType;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.template.Position;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The Portal Emails screen: open, check while typing, save. */
@Controller
@RequestMapping("/groups/{owner}/portal-emails")
class SettingsScreenController {
    private final SettingsScreen screen;
    private final SettingsTransactions transactions;
    private final ScreenOwners owners;

    SettingsScreenController(PortalEmails portalEmails, SettingsTransactions transactions, ScreenOwners owners) {
        this.screen = portalEmails.settingsScreen();
        this.transactions = transactions;
        this.owners = owners;
    }

    @InitBinder("form")
    void onlyFieldsOfTheScreen(WebDataBinder binder) {
        Stream<String> texts = Stream.of(
                "version",
                "*.translations[*].subject",
                "*.translations[*].content",
                "*.translations[*].format",
                "brand[*].logoText",
                "brand[*].signature",
                "brand[*].footer");
        binder.setAllowedFields(
                Stream.concat(Setting.all().stream().map(Setting::name), texts).toArray(String[]::new));
    }

    @ModelAttribute("owner")
    ScreenOwner owner(@PathVariable String owner) {
        return owners.of(owner);
    }

    /** The bean that Spring binds a request to: bound to our rules, so that Spring's validator checks it by them. */
    @ModelAttribute("form")
    SettingsForm form(@ModelAttribute("owner") ScreenOwner owner, Locale locale) {
        SettingsForm form = screen.bind(owner.owner(), new SettingsForm());
        form.setMessageLanguage(locale.toLanguageTag());
        return TextTabs.laidOut(form);
    }

    @GetMapping
    String open(@ModelAttribute("owner") ScreenOwner owner, Locale locale, Model model) {
        if (!owner.available()) {
            return "settings/unavailable";
        }
        SettingsForm form = TextTabs.laidOut(screen.open(owner.owner()));
        if (screen.saved(owner.owner()).isEmpty()) {
            form.setLanguage("fr-CA");
        }
        return show(owner, form, byPath(warnings(screen.check(owner.owner(), form), locale)), locale, model);
    }

    @PostMapping
    String save(
            @ModelAttribute("owner") ScreenOwner owner,
            @Validated @ModelAttribute("form") SettingsForm form,
            BindingResult result,
            Locale locale,
            Principal user,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        if (!owner.available()) {
            return "settings/unavailable";
        }
        if (result.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(owner, form, byPath(problems(result, owner, form, locale)), locale, model);
        }
        try {
            StoredSettings saved = transactions.save(owner.owner(), form, user.getName());
            redirect.addFlashAttribute("savedVersion", saved.version());
            return "redirect:/groups/" + owner.path() + "/portal-emails";
        } catch (StaleSettingsException stale) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return stale(owner, form, stale, locale, model);
        }
    }

    /** An own text is still right although its shared text has changed. */
    @PostMapping("/confirm")
    String confirm(
            @ModelAttribute("owner") ScreenOwner owner,
            @RequestParam String confirm,
            @RequestParam long seen,
            Principal user,
            RedirectAttributes redirect) {
        int slash = confirm.indexOf('/');
        String code = confirm.substring(0, slash);
        Locale language = Locale.forLanguageTag(confirm.substring(slash + 1));
        Optional<BrandText> ofBrand = Stream.of(BrandText.values())
                .filter(what -> what.code().equals(code))
                .findFirst();
        try {
            if (ofBrand.isPresent()) {
                transactions.confirm(owner.owner(), ofBrand.get(), language, seen, user.getName());
            } else {
                transactions.confirm(owner.owner(), NotificationType.ofCode(code), language, seen, user.getName());
            }
        } catch (StaleSettingsException e) {
            // The text that they looked at may be another by now: the page shows the newest one, to be looked at again.
            redirect.addFlashAttribute(
                    "confirmStale", e.newest().map(StoredSettings::savedBy).orElse(""));
        }
        return "redirect:/groups/" + owner.path() + "/portal-emails";
    }

    /** What is wrong so far, asked while somebody types. */
    @PostMapping("/check")
    @ResponseBody
    List<Problem> check(
            @ModelAttribute("owner") ScreenOwner owner, @ModelAttribute("form") SettingsForm form, Locale locale) {
        return screen.check(owner.owner(), form).stream()
                .map(violation -> problem(violation, locale))
                .toList();
    }

    private String stale(
            ScreenOwner owner, SettingsForm form, StaleSettingsException stale, Locale locale, Model model) {
        StoredSettings newest = stale.newest().orElseThrow(() -> stale);
        PortalEmailSettings base = screen.saved(owner.owner(), form.getVersion())
                .map(StoredSettings::settings)
                .orElse(PortalEmailSettings.blank());
        model.addAttribute("merge", FormValues.merge(base, newest.settings(), form));
        model.addAttribute("newest", newest);
        form.setVersion(newest.version());
        return show(
                owner,
                form,
                byPath(screen.check(owner.owner(), form).stream()
                        .map(violation -> problem(violation, locale))
                        .toList()),
                locale,
                model);
    }

    private String show(
            ScreenOwner owner, SettingsForm form, Map<String, List<Problem>> problems, Locale locale, Model model) {
        PortalEmailSettings companyWide = companyWide(owner);
        EffectiveSettings shared =
                EffectiveSettings.of(null, companyWide, screen.rules().builtInTexts());
        Optional<StoredSettings> saved = screen.saved(owner.owner());
        DriftedTexts drifted = saved.map(stored -> new DriftedTexts(TextDrift.of(
                        stored.settings(), companyWide, screen.rules().builtInTexts())))
                .orElse(DriftedTexts.NONE);
        model.addAttribute("form", form);
        model.addAttribute(
                "page", SettingsPage.of(form, shared, screen.rules().catalogue(), problems, drifted, locale));
        model.addAttribute("saved", saved.orElse(null));
        model.addAttribute("words", new FieldWords());
        return "settings/screen";
    }

    private @Nullable PortalEmailSettings companyWide(ScreenOwner owner) {
        return owner.companyWide()
                ? null
                : screen.saved(SettingsOwner.COMPANY_WIDE)
                        .map(StoredSettings::settings)
                        .orElse(null);
    }

    /** The errors are Spring's, found by the Jakarta constraint; what it does not know are places and warnings. */
    private List<Problem> problems(BindingResult result, ScreenOwner owner, SettingsForm form, Locale locale) {
        List<SettingsViolation> violations = screen.check(owner.owner(), form);
        List<Problem> problems = new ArrayList<>();
        for (FieldError error : result.getFieldErrors()) {
            String message = String.valueOf(error.getDefaultMessage());
            problems.add(violations.stream()
                    .filter(violation -> violation.path().equals(error.getField())
                            && violation.message(locale).equals(message))
                    .findFirst()
                    .map(violation -> problem(violation, locale))
                    .orElseGet(() -> new Problem(error.getField(), message, true, 0, 0)));
        }
        problems.addAll(warnings(violations, locale));
        return problems;
    }

    private static List<Problem> warnings(List<SettingsViolation> violations, Locale locale) {
        return violations.stream()
                .filter(violation -> !violation.isError())
                .map(violation -> problem(violation, locale))
                .toList();
    }

    private static Problem problem(SettingsViolation violation, Locale locale) {
        Position position = violation.position();
        return new Problem(
                violation.path(),
                violation.message(locale),
                violation.isError(),
                position == null ? 0 : position.line(),
                position == null ? 0 : position.column());
    }

    private static Map<String, List<Problem>> byPath(List<Problem> problems) {
        Map<String, List<Problem>> byPath = new LinkedHashMap<>();
        problems.forEach(problem -> byPath.computeIfAbsent(problem.path(), path -> new ArrayList<>())
                .add(problem));
        return byPath;
    }
}
