package org.portalemails.settings.form;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.SenderDomains;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsViolation;

/**
 * Everything that must hold before settings are saved, in one place: a form, a Jakarta {@code Validator}, an import and a
 * restored version are all checked here. Finds everything at once.
 *
 * <p>Immutable and thread-safe.
 */
public final class SettingsRules {
    private static final SettingsRules STANDARD =
            new SettingsRules(FieldCatalogue.builtIn(), BuiltInTexts.load(), SenderDomains.any());

    /** What is wrong only if the host has no field of the name. */
    private static final Set<String> NEEDS_CONTEXT =
            Set.of("text.unknown-field", "text.unknown-field-did-you-mean", "text.field-of-another-mail");

    private final FieldCatalogue catalogue;
    private final BuiltInTexts builtIn;
    private final SenderDomains senderDomains;
    private final TextRules textRules;

    /**
     * Rules of a host.
     *
     * @param catalogue the merge fields there are
     * @param builtIn the texts that apply where nobody wrote one
     * @param senderDomains from which domains may be sent
     */
    public SettingsRules(FieldCatalogue catalogue, BuiltInTexts builtIn, SenderDomains senderDomains) {
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        this.builtIn = Objects.requireNonNull(builtIn, "builtIn");
        this.senderDomains = Objects.requireNonNull(senderDomains, "senderDomains");
        this.textRules = new TextRules(catalogue);
    }

    /**
     * The rules without anything of a host's: built-in fields and texts, any sender domain.
     *
     * @return the rules
     */
    public static SettingsRules standard() {
        return STANDARD;
    }

    /**
     * Checks a form. That of a company, or of the installation, needs no sender, since each group may have its own.
     *
     * @param form what a person typed; not changed
     * @param inherited what applies where it says nothing, and whether it is the form of a group, a company or the installation
     * @return errors and warnings, in the order of the screen; empty if all is well
     */
    public List<SettingsViolation> check(SettingsForm form, InheritedSettings inherited) {
        return new FormReading(this, form, inherited).violations();
    }

    /**
     * Checks a form of which nothing else is known, as a {@code Validator} does before the host has said whose it is: whatever depends
     * on what the form inherits, on merge fields of the host's or on its sender domains is left to the check that knows them.
     *
     * @param form what a person typed; not changed
     * @return errors and warnings, in the order of the screen; empty if all is well
     */
    List<SettingsViolation> checkAlone(SettingsForm form) {
        return check(form, InheritedSettings.BY_INSTALLATION).stream()
                .filter(violation -> !NEEDS_CONTEXT.contains(violation.code()))
                .toList();
    }

    /**
     * Makes settings of a form.
     *
     * @param form what a person typed; not changed
     * @param inherited what applies where it says nothing, and whether it is the form of a group, a company or the installation
     * @param previous the settings that were edited, or {@code null} if there were none; a text that did not change keeps
     *     what it is {@linkplain PortalEmailSettings#basedOn(NotificationType, Locale) based on}
     * @return settings without errors
     * @throws InvalidSettingsException if there is an error, with everything that is wrong
     */
    public PortalEmailSettings parse(
            SettingsForm form, InheritedSettings inherited, @Nullable PortalEmailSettings previous) {
        return new FormReading(this, form, inherited).settings(previous);
    }

    /**
     * Makes settings of a form where there are none yet.
     *
     * @param form what a person typed; not changed
     * @param inherited what applies where it says nothing, and whether it is the form of a group, a company or the installation
     * @return settings without errors
     * @throws InvalidSettingsException if there is an error, with everything that is wrong
     */
    public PortalEmailSettings parse(SettingsForm form, InheritedSettings inherited) {
        return parse(form, inherited, null);
    }

    /**
     * What is right in a form, for previews: values that are refused are left out, as if nothing had been typed.
     *
     * @param form what a person typed; not changed
     * @param inherited what applies where it says nothing
     * @return settings that are not to be saved
     */
    public PortalEmailSettings draft(SettingsForm form, InheritedSettings inherited) {
        return new FormReading(this, form, inherited).draft();
    }

    /**
     * Checks one text by itself: for previews, and for a host's tests of the texts it puts in the place of built-in ones.
     *
     * @param type the mail
     * @param text the text
     * @return errors and warnings at the paths {@code subject} and {@code content}; empty if all is well
     */
    public List<SettingsViolation> checkText(NotificationType type, MailText text) {
        return textRules.check(type, text.subject(), text.content(), text.format(), "subject", "content", true);
    }

    /**
     * Whether a mail that shall have two languages will have both.
     *
     * @param type the mail
     * @param text one of its texts, saved or not
     * @param language in which that one is
     * @param settings say which languages, and give the other text
     * @return warnings at the path {@code mailLanguages}; empty if all is well
     */
    public List<SettingsViolation> checkLanguages(
            NotificationType type, MailText text, Locale language, EffectiveSettings settings) {
        return new TwoLanguages(settings, catalogue)
                .in(type, new TwoLanguages.Typed(text, language)).stream().toList();
    }

    /**
     * Whether two languages are wanted that are the same one: the first is of one level, and the second of another.
     *
     * @param settings of a group, or of a company for its groups
     */
    public boolean isSecondLanguageTheFirst(EffectiveSettings settings) {
        return new TwoLanguages(settings, catalogue).areTheSame();
    }

    /**
     * The merge fields there are.
     *
     * @return the catalogue
     */
    public FieldCatalogue catalogue() {
        return catalogue;
    }

    /**
     * The texts that apply where nobody wrote one.
     *
     * @return the texts
     */
    public BuiltInTexts builtInTexts() {
        return builtIn;
    }

    SenderDomains senderDomains() {
        return senderDomains;
    }

    TextRules textRules() {
        return textRules;
    }
}
