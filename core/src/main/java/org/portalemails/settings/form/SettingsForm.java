package org.portalemails.settings.form;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.StoredSettings;

/**
 * What a person types on the <em>Portal Emails</em> screen: a plain bean for a host's form binding. Nothing in it is
 * trusted; {@link SettingsRules#parse} makes {@link PortalEmailSettings} of it or says everything that is wrong.
 *
 * <p>A {@code jakarta.validation.Validator} of the host's finds the same errors at the same property paths, see {@link
 * ValidPortalEmailSettings}; hosts with rules of their own call {@link #checkedBy} before.
 *
 * <p>A page need not have fields for the look of mails: if none of them is set, not even to blank, a save keeps what was saved.
 *
 * <p>Mutable; for one thread. Getters give what was typed, never {@code null}; setters take {@code null} as empty.
 */
@ValidPortalEmailSettings
@ValidPortalEmailSettings(warnings = true, groups = SettingsForm.Warnings.class)
public class SettingsForm {
    /** Validation group: validate with it to see the warnings, which do not keep a form from being saved. */
    public interface Warnings {}

    private final Map<Setting<?>, String> values = new HashMap<>();
    private final Map<NotificationType, SectionForm> sections = new EnumMap<>(NotificationType.class);
    private Map<String, BrandForm> brand = new LinkedHashMap<>();
    private String messageLanguage = "en";
    private long version;
    private @Nullable SettingsCheck check;

    /** An empty form: everything is inherited. */
    public SettingsForm() {}

    /**
     * A form filled with settings, for editing.
     *
     * @param settings the settings
     * @return a form; parsed untouched, it gives equal settings
     */
    public static SettingsForm of(PortalEmailSettings settings) {
        SettingsForm form = new SettingsForm();
        for (Setting<?> setting : Setting.all()) {
            form.fill(setting, settings);
        }
        for (BrandText what : BrandText.values()) {
            settings.brandTexts(what)
                    .forEach((lang, text) -> form.brand(lang.toLanguageTag()).set(what, text));
        }
        for (Map.Entry<NotificationType, Map<Locale, MailText>> mail :
                settings.texts().entrySet()) {
            SectionForm section = form.section(mail.getKey());
            mail.getValue().forEach((lang, text) -> {
                boolean own = lang.equals(settings.language());
                TextForm.fill(own ? section : section.translation(lang.toLanguageTag()), text);
            });
        }
        return form;
    }

    /**
     * A form filled with stored settings, for editing; it remembers their version.
     *
     * @param stored the settings
     * @return a form
     */
    public static SettingsForm of(StoredSettings stored) {
        SettingsForm form = of(stored.settings());
        form.setVersion(stored.version());
        return form;
    }

    /**
     * Lets a {@code Validator} check this form by these rules and not by {@link SettingsRules#standard()}.
     *
     * @param rules the host's rules
     * @param inherited what applies where the form says nothing, and whether it is that of a group, a company or the installation
     * @return this
     */
    public SettingsForm checkedBy(SettingsRules rules, InheritedSettings inherited) {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(inherited, "inherited");
        this.check = form -> rules.check(form, inherited);
        return this;
    }

    SettingsCheck check() {
        return check != null ? check : SettingsRules.standard()::checkAlone;
    }

    /**
     * The section of one mail.
     *
     * @param type a mail that stands on the screen
     * @return its section
     * @throws IllegalArgumentException if it does not stand on the screen
     */
    public SectionForm section(NotificationType type) {
        if (!type.isOnScreen()) {
            throw new IllegalArgumentException(type.code() + ": this mail has no section on the screen");
        }
        return sections.computeIfAbsent(type, ignored -> new SectionForm());
    }

    private void section(NotificationType type, @Nullable SectionForm section) {
        sections.put(type, Objects.requireNonNullElseGet(section, SectionForm::new));
    }

    /**
     * What was typed for a value: the property of its name.
     *
     * @param setting which
     * @return as typed; {@code true} or {@code false} for a switch; never {@code null}
     */
    public String value(Setting<?> setting) {
        return values.getOrDefault(setting, builtIn(setting));
    }

    /**
     * Types a value.
     *
     * @param setting which
     * @param typed as typed; {@code null} counts as empty
     */
    public void setValue(Setting<?> setting, @Nullable String typed) {
        values.put(setting, Objects.requireNonNullElse(typed, ""));
    }

    /** Whether it says anything of the look of mails; a host's page may have no fields for it. */
    boolean saysLook() {
        return !brand.isEmpty() || Setting.look().stream().anyMatch(values::containsKey);
    }

    private static <T> String builtIn(Setting<T> setting) {
        return setting.builtIn().map(setting::write).orElse("");
    }

    /**
     * Types what settings say.
     *
     * @param setting which value
     * @param settings where it is read; blank if they leave it to the next level
     */
    public <T> void fill(Setting<T> setting, PortalEmailSettings settings) {
        setValue(setting, settings.get(setting).map(setting::write).orElse(""));
    }

    private boolean isTicked(Setting<Boolean> setting) {
        return Boolean.parseBoolean(value(setting));
    }

    /**
     * The name of the property that holds the section of one mail: the beginning of its paths.
     *
     * @param type a mail
     * @return such as {@code resetPassword}
     */
    public static String property(NotificationType type) {
        StringBuilder property = new StringBuilder();
        boolean capital = false;
        for (char c : type.code().toCharArray()) {
            if (c != '-') {
                property.append(capital ? Character.toUpperCase(c) : c);
            }
            capital = c == '-';
        }
        return property.toString();
    }

    /**
     * The texts that stand in every mail, in one language, made if they are not there.
     *
     * @param languageTag such as {@code fr-CA}
     * @return to fill in
     */
    public BrandForm brand(String languageTag) {
        return brand.computeIfAbsent(languageTag, tag -> new BrandForm());
    }

    /**
     * The texts that stand in every mail.
     *
     * @return by language tag, such as {@code fr-CA}; mutable, never {@code null}
     */
    public Map<String, BrandForm> getBrand() {
        return brand;
    }

    /** Replaces the texts that stand in every mail; {@code null} counts as none. */
    public void setBrand(@Nullable Map<String, BrandForm> brand) {
        this.brand = brand == null ? new LinkedHashMap<>() : new LinkedHashMap<>(brand);
    }

    /** Whether mails have a frame: {@code true}, {@code false}, or empty to inherit it. */
    public String getLayout() {
        return value(Setting.LAYOUT);
    }

    /** Sets whether mails have a frame: {@code true}, {@code false}, or empty to inherit it. */
    public void setLayout(@Nullable String layout) {
        setValue(Setting.LAYOUT, layout);
    }

    /** The colour of buttons and links, such as {@code #1a5fb4}; empty to inherit it. */
    public String getAccentColour() {
        return value(Setting.ACCENT_COLOUR);
    }

    /** Sets the colour of buttons and links, such as {@code #1a5fb4}; empty to inherit it. */
    public void setAccentColour(@Nullable String accentColour) {
        setValue(Setting.ACCENT_COLOUR, accentColour);
    }

    /** The logo: a PNG, JPEG or GIF as Base64 or a {@code data:} address; empty to inherit it. */
    public String getLogo() {
        return value(Setting.LOGO);
    }

    /** Sets the logo: a PNG, JPEG or GIF as Base64 or a {@code data:} address; empty to inherit it. */
    public void setLogo(@Nullable String logo) {
        setValue(Setting.LOGO, logo);
    }

    /** In how many languages a mail is written: the code of a {@code MailLanguages}; empty to inherit it. */
    public String getMailLanguages() {
        return value(Setting.MAIL_LANGUAGES);
    }

    /** Sets in how many languages a mail is written: the code of a {@code MailLanguages}; empty to inherit it. */
    public void setMailLanguages(@Nullable String mailLanguages) {
        setValue(Setting.MAIL_LANGUAGES, mailLanguages);
    }

    /** The other language of a mail in two languages, as a tag such as {@code en}; empty to inherit it. */
    public String getSecondLanguage() {
        return value(Setting.SECOND_LANGUAGE);
    }

    /** Sets the other language of a mail in two languages; empty to inherit it. */
    public void setSecondLanguage(@Nullable String secondLanguage) {
        setValue(Setting.SECOND_LANGUAGE, secondLanguage);
    }

    /** The logo for dark backgrounds, as {@link #getLogo}. */
    public String getDarkLogo() {
        return value(Setting.DARK_LOGO);
    }

    /** Sets the logo for dark backgrounds, as {@link #setLogo}. */
    public void setDarkLogo(@Nullable String darkLogo) {
        setValue(Setting.DARK_LOGO, darkLogo);
    }

    /** <em>Send Access Request Email Messages To</em>; empty to inherit it. */
    public String getAccessRequestsTo() {
        return value(Setting.ACCESS_REQUESTS_TO);
    }

    /** Sets: <em>Send Access Request Email Messages To</em>; empty to inherit it. */
    public void setAccessRequestsTo(@Nullable String accessRequestsTo) {
        setValue(Setting.ACCESS_REQUESTS_TO, accessRequestsTo);
    }

    /** <em>Send Email Messages From</em>; empty to inherit it. */
    public String getSendFrom() {
        return value(Setting.SEND_FROM);
    }

    /** Sets: <em>Send Email Messages From</em>; empty to inherit it. */
    public void setSendFrom(@Nullable String sendFrom) {
        setValue(Setting.SEND_FROM, sendFrom);
    }

    /** The name shown beside the sender’s address; empty to inherit it. */
    public String getSenderName() {
        return value(Setting.SENDER_NAME);
    }

    /** Sets: the name shown beside the sender’s address; empty to inherit it. */
    public void setSenderName(@Nullable String senderName) {
        setValue(Setting.SENDER_NAME, senderName);
    }

    /** Where answers go; empty to inherit it. */
    public String getReplyTo() {
        return value(Setting.REPLY_TO);
    }

    /** Sets: where answers go; empty to inherit it. */
    public void setReplyTo(@Nullable String replyTo) {
        setValue(Setting.REPLY_TO, replyTo);
    }

    /** Who is told of mails that failed or came back; empty to inherit it. */
    public String getFailuresTo() {
        return value(Setting.FAILURES_TO);
    }

    /** Sets: who is told of mails that failed or came back; empty to inherit it. */
    public void setFailuresTo(@Nullable String failuresTo) {
        setValue(Setting.FAILURES_TO, failuresTo);
    }

    /** The language of the texts outside the translations, as a tag such as {@code fr-CA}. */
    public String getLanguage() {
        return value(Setting.LANGUAGE);
    }

    /** Sets: the language of the texts outside the translations, as a tag such as {@code fr-CA}. */
    public void setLanguage(@Nullable String language) {
        setValue(Setting.LANGUAGE, language);
    }

    /** Whether every text must exist in French. */
    public boolean isFrenchRequired() {
        return isTicked(Setting.FRENCH_REQUIRED);
    }

    /** Ticks: every text must exist in French. */
    public void setFrenchRequired(boolean frenchRequired) {
        setValue(Setting.FRENCH_REQUIRED, String.valueOf(frenchRequired));
    }

    /** <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>. */
    public boolean isMailCustomersWhoDidNotAsk() {
        return isTicked(Setting.of(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK));
    }

    /** Ticks: <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>. */
    public void setMailCustomersWhoDidNotAsk(boolean mailCustomersWhoDidNotAsk) {
        setValue(Setting.of(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK), String.valueOf(mailCustomersWhoDidNotAsk));
    }

    /** <em>Notify New Primary Contact: Send Email</em>. */
    public boolean isNotifyNewPrimaryContact() {
        return isTicked(Setting.of(Switch.NOTIFY_NEW_PRIMARY_CONTACT));
    }

    /** Ticks: <em>Notify New Primary Contact: Send Email</em>. */
    public void setNotifyNewPrimaryContact(boolean notifyNewPrimaryContact) {
        setValue(Setting.of(Switch.NOTIFY_NEW_PRIMARY_CONTACT), String.valueOf(notifyNewPrimaryContact));
    }

    /** <em>Notify Old Primary Contact: Send Email</em>. */
    public boolean isNotifyOldPrimaryContact() {
        return isTicked(Setting.of(Switch.NOTIFY_OLD_PRIMARY_CONTACT));
    }

    /** Ticks: <em>Notify Old Primary Contact: Send Email</em>. */
    public void setNotifyOldPrimaryContact(boolean notifyOldPrimaryContact) {
        setValue(Setting.of(Switch.NOTIFY_OLD_PRIMARY_CONTACT), String.valueOf(notifyOldPrimaryContact));
    }

    /** The section <em>Customer Access Request</em>. */
    public SectionForm getCustomerAccessRequest() {
        return section(NotificationType.CUSTOMER_ACCESS_REQUEST);
    }

    /** Replaces the section <em>Customer Access Request</em>. */
    public void setCustomerAccessRequest(@Nullable SectionForm customerAccessRequest) {
        section(NotificationType.CUSTOMER_ACCESS_REQUEST, customerAccessRequest);
    }

    /** The section <em>Customer Validation Confirmation</em>. */
    public SectionForm getCustomerValidationConfirmation() {
        return section(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION);
    }

    /** Replaces the section <em>Customer Validation Confirmation</em>. */
    public void setCustomerValidationConfirmation(@Nullable SectionForm customerValidationConfirmation) {
        section(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION, customerValidationConfirmation);
    }

    /** The section <em>Notify New Primary Contact</em>. */
    public SectionForm getNewPrimaryContact() {
        return section(NotificationType.NEW_PRIMARY_CONTACT);
    }

    /** Replaces the section <em>Notify New Primary Contact</em>. */
    public void setNewPrimaryContact(@Nullable SectionForm newPrimaryContact) {
        section(NotificationType.NEW_PRIMARY_CONTACT, newPrimaryContact);
    }

    /** The section <em>Notify Old Primary Contact</em>. */
    public SectionForm getOldPrimaryContact() {
        return section(NotificationType.OLD_PRIMARY_CONTACT);
    }

    /** Replaces the section <em>Notify Old Primary Contact</em>. */
    public void setOldPrimaryContact(@Nullable SectionForm oldPrimaryContact) {
        section(NotificationType.OLD_PRIMARY_CONTACT, oldPrimaryContact);
    }

    /** The section <em>Forgot User Name</em>. */
    public SectionForm getForgotUserName() {
        return section(NotificationType.FORGOT_USER_NAME);
    }

    /** Replaces the section <em>Forgot User Name</em>. */
    public void setForgotUserName(@Nullable SectionForm forgotUserName) {
        section(NotificationType.FORGOT_USER_NAME, forgotUserName);
    }

    /** The section <em>Reset Password</em>. */
    public SectionForm getResetPassword() {
        return section(NotificationType.RESET_PASSWORD);
    }

    /** Replaces the section <em>Reset Password</em>. */
    public void setResetPassword(@Nullable SectionForm resetPassword) {
        section(NotificationType.RESET_PASSWORD, resetPassword);
    }

    /** The language in which the person at the screen reads messages, as a tag. */
    public String getMessageLanguage() {
        return messageLanguage;
    }

    /** Sets: the language in which the person at the screen reads messages, as a tag. */
    public void setMessageLanguage(@Nullable String messageLanguage) {
        this.messageLanguage = Objects.requireNonNullElse(messageLanguage, "");
    }

    /**
     * The version of the settings on which this edit is based; carry it in a hidden field.
     *
     * @return 0 if there were no settings
     */
    public long getVersion() {
        return version;
    }

    /**
     * Sets the version of the settings on which this edit is based.
     *
     * @param version 0 if there were no settings
     */
    public void setVersion(long version) {
        this.version = version;
    }
}
