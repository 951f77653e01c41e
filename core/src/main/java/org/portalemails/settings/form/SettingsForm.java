package org.portalemails.settings.form;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.StoredSettings;

/**
 * What a person types on the <em>Portal Emails</em> screen: a plain bean for a host's form binding. Nothing in it is
 * trusted; {@link SettingsRules#parse} makes {@link PortalEmailSettings} of it or says everything that is wrong.
 *
 * <p>A {@code jakarta.validation.Validator} of the host's finds the same errors at the same property paths, see {@link
 * ValidPortalEmailSettings}; hosts with rules of their own call {@link #checkedBy} before.
 *
 * <p>Mutable; for one thread. Setters take {@code null} as empty.
 */
@ValidPortalEmailSettings
@ValidPortalEmailSettings(warnings = true, groups = SettingsForm.Warnings.class)
public class SettingsForm {
    /** Validation group: validate with it to see the warnings, which do not keep a form from being saved. */
    public interface Warnings {}

    private String accessRequestsTo = "";
    private String sendFrom = "";
    private String senderName = "";
    private String replyTo = "";
    private String language = "en";
    private boolean frenchRequired;
    private boolean mailCustomersWhoDidNotAsk;
    private boolean notifyNewPrimaryContact;
    private boolean notifyOldPrimaryContact;
    private SectionForm customerAccessRequest = new SectionForm();
    private SectionForm customerValidationConfirmation = new SectionForm();
    private SectionForm newPrimaryContact = new SectionForm();
    private SectionForm oldPrimaryContact = new SectionForm();
    private SectionForm forgotUserName = new SectionForm();
    private SectionForm resetPassword = new SectionForm();
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
        form.setAccessRequestsTo(
                settings.accessRequestsTo().map(EmailAddress::value).orElse(""));
        form.setSendFrom(settings.sendFrom().map(EmailAddress::value).orElse(""));
        form.setSenderName(settings.senderName().orElse(""));
        form.setReplyTo(settings.replyTo().map(EmailAddress::value).orElse(""));
        form.setLanguage(settings.language().toLanguageTag());
        form.setFrenchRequired(settings.frenchRequired());
        form.setMailCustomersWhoDidNotAsk(settings.mailCustomersWhoDidNotAsk());
        form.setNotifyNewPrimaryContact(settings.notifyNewPrimaryContact());
        form.setNotifyOldPrimaryContact(settings.notifyOldPrimaryContact());
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
     * Lets a {@code Validator} check this form as a customer group's, by these rules and not by {@link
     * SettingsRules#standard()}.
     *
     * @param rules the host's rules
     * @param companyWide the company-wide default, or {@code null} if there is none
     * @return this
     */
    public SettingsForm checkedBy(SettingsRules rules, @Nullable PortalEmailSettings companyWide) {
        Objects.requireNonNull(rules, "rules");
        this.check = form -> rules.check(form, companyWide);
        return this;
    }

    /**
     * Lets a {@code Validator} check this form as the company-wide default, by these rules.
     *
     * @param rules the host's rules
     * @return this
     */
    public SettingsForm checkedAsCompanyWideBy(SettingsRules rules) {
        Objects.requireNonNull(rules, "rules");
        this.check = rules::checkCompanyWide;
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
        return switch (type) {
            case INTERNAL_ACCESS_REQUEST ->
                throw new IllegalArgumentException(type.code() + ": this mail has no section on the screen");
            case CUSTOMER_ACCESS_REQUEST -> customerAccessRequest;
            case CUSTOMER_VALIDATION_CONFIRMATION -> customerValidationConfirmation;
            case NEW_PRIMARY_CONTACT -> newPrimaryContact;
            case OLD_PRIMARY_CONTACT -> oldPrimaryContact;
            case FORGOT_USER_NAME -> forgotUserName;
            case RESET_PASSWORD -> resetPassword;
        };
    }

    /**
     * The name of the property that holds the section of one mail: the beginning of its paths.
     *
     * @param type a mail
     * @return such as {@code resetPassword}
     */
    public static String property(NotificationType type) {
        return switch (type) {
            case INTERNAL_ACCESS_REQUEST -> "internalAccessRequest";
            case CUSTOMER_ACCESS_REQUEST -> "customerAccessRequest";
            case CUSTOMER_VALIDATION_CONFIRMATION -> "customerValidationConfirmation";
            case NEW_PRIMARY_CONTACT -> "newPrimaryContact";
            case OLD_PRIMARY_CONTACT -> "oldPrimaryContact";
            case FORGOT_USER_NAME -> "forgotUserName";
            case RESET_PASSWORD -> "resetPassword";
        };
    }

    /**
     * <em>Send Access Request Email Messages To</em>; empty to inherit it.
     *
     * @return as typed; never {@code null}
     */
    public String getAccessRequestsTo() {
        return accessRequestsTo;
    }

    /**
     * Sets: <em>Send Access Request Email Messages To</em>; empty to inherit it.
     *
     * @param accessRequestsTo as typed
     */
    public void setAccessRequestsTo(@Nullable String accessRequestsTo) {
        this.accessRequestsTo = Objects.requireNonNullElse(accessRequestsTo, "");
    }

    /**
     * <em>Send Email Messages From</em>; empty to inherit it.
     *
     * @return as typed; never {@code null}
     */
    public String getSendFrom() {
        return sendFrom;
    }

    /**
     * Sets: <em>Send Email Messages From</em>; empty to inherit it.
     *
     * @param sendFrom as typed
     */
    public void setSendFrom(@Nullable String sendFrom) {
        this.sendFrom = Objects.requireNonNullElse(sendFrom, "");
    }

    /**
     * The name shown beside the sender’s address; empty to inherit it.
     *
     * @return as typed; never {@code null}
     */
    public String getSenderName() {
        return senderName;
    }

    /**
     * Sets: the name shown beside the sender’s address; empty to inherit it.
     *
     * @param senderName as typed
     */
    public void setSenderName(@Nullable String senderName) {
        this.senderName = Objects.requireNonNullElse(senderName, "");
    }

    /**
     * Where answers go; empty to inherit it.
     *
     * @return as typed; never {@code null}
     */
    public String getReplyTo() {
        return replyTo;
    }

    /**
     * Sets: where answers go; empty to inherit it.
     *
     * @param replyTo as typed
     */
    public void setReplyTo(@Nullable String replyTo) {
        this.replyTo = Objects.requireNonNullElse(replyTo, "");
    }

    /**
     * The language of the texts outside the translations, as a tag such as {@code fr-CA}.
     *
     * @return as typed; never {@code null}
     */
    public String getLanguage() {
        return language;
    }

    /**
     * Sets: the language of the texts outside the translations, as a tag such as {@code fr-CA}.
     *
     * @param language as typed
     */
    public void setLanguage(@Nullable String language) {
        this.language = Objects.requireNonNullElse(language, "");
    }

    /**
     * Whether every text must exist in French.
     *
     * @return whether the box is ticked
     */
    public boolean isFrenchRequired() {
        return frenchRequired;
    }

    /**
     * Ticks: every text must exist in French.
     *
     * @param frenchRequired whether the box is ticked
     */
    public void setFrenchRequired(boolean frenchRequired) {
        this.frenchRequired = frenchRequired;
    }

    /**
     * <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>.
     *
     * @return whether the box is ticked
     */
    public boolean isMailCustomersWhoDidNotAsk() {
        return mailCustomersWhoDidNotAsk;
    }

    /**
     * Ticks: <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>.
     *
     * @param mailCustomersWhoDidNotAsk whether the box is ticked
     */
    public void setMailCustomersWhoDidNotAsk(boolean mailCustomersWhoDidNotAsk) {
        this.mailCustomersWhoDidNotAsk = mailCustomersWhoDidNotAsk;
    }

    /**
     * <em>Notify New Primary Contact: Send Email</em>.
     *
     * @return whether the box is ticked
     */
    public boolean isNotifyNewPrimaryContact() {
        return notifyNewPrimaryContact;
    }

    /**
     * Ticks: <em>Notify New Primary Contact: Send Email</em>.
     *
     * @param notifyNewPrimaryContact whether the box is ticked
     */
    public void setNotifyNewPrimaryContact(boolean notifyNewPrimaryContact) {
        this.notifyNewPrimaryContact = notifyNewPrimaryContact;
    }

    /**
     * <em>Notify Old Primary Contact: Send Email</em>.
     *
     * @return whether the box is ticked
     */
    public boolean isNotifyOldPrimaryContact() {
        return notifyOldPrimaryContact;
    }

    /**
     * Ticks: <em>Notify Old Primary Contact: Send Email</em>.
     *
     * @param notifyOldPrimaryContact whether the box is ticked
     */
    public void setNotifyOldPrimaryContact(boolean notifyOldPrimaryContact) {
        this.notifyOldPrimaryContact = notifyOldPrimaryContact;
    }

    /**
     * The section <em>Customer Access Request</em>.
     *
     * @return never {@code null}
     */
    public SectionForm getCustomerAccessRequest() {
        return customerAccessRequest;
    }

    /**
     * Replaces the section <em>Customer Access Request</em>.
     *
     * @param customerAccessRequest the section
     */
    public void setCustomerAccessRequest(@Nullable SectionForm customerAccessRequest) {
        this.customerAccessRequest = Objects.requireNonNullElseGet(customerAccessRequest, SectionForm::new);
    }

    /**
     * The section <em>Customer Validation Confirmation</em>.
     *
     * @return never {@code null}
     */
    public SectionForm getCustomerValidationConfirmation() {
        return customerValidationConfirmation;
    }

    /**
     * Replaces the section <em>Customer Validation Confirmation</em>.
     *
     * @param customerValidationConfirmation the section
     */
    public void setCustomerValidationConfirmation(@Nullable SectionForm customerValidationConfirmation) {
        this.customerValidationConfirmation =
                Objects.requireNonNullElseGet(customerValidationConfirmation, SectionForm::new);
    }

    /**
     * The section <em>Notify New Primary Contact</em>.
     *
     * @return never {@code null}
     */
    public SectionForm getNewPrimaryContact() {
        return newPrimaryContact;
    }

    /**
     * Replaces the section <em>Notify New Primary Contact</em>.
     *
     * @param newPrimaryContact the section
     */
    public void setNewPrimaryContact(@Nullable SectionForm newPrimaryContact) {
        this.newPrimaryContact = Objects.requireNonNullElseGet(newPrimaryContact, SectionForm::new);
    }

    /**
     * The section <em>Notify Old Primary Contact</em>.
     *
     * @return never {@code null}
     */
    public SectionForm getOldPrimaryContact() {
        return oldPrimaryContact;
    }

    /**
     * Replaces the section <em>Notify Old Primary Contact</em>.
     *
     * @param oldPrimaryContact the section
     */
    public void setOldPrimaryContact(@Nullable SectionForm oldPrimaryContact) {
        this.oldPrimaryContact = Objects.requireNonNullElseGet(oldPrimaryContact, SectionForm::new);
    }

    /**
     * The section <em>Forgot User Name</em>.
     *
     * @return never {@code null}
     */
    public SectionForm getForgotUserName() {
        return forgotUserName;
    }

    /**
     * Replaces the section <em>Forgot User Name</em>.
     *
     * @param forgotUserName the section
     */
    public void setForgotUserName(@Nullable SectionForm forgotUserName) {
        this.forgotUserName = Objects.requireNonNullElseGet(forgotUserName, SectionForm::new);
    }

    /**
     * The section <em>Reset Password</em>.
     *
     * @return never {@code null}
     */
    public SectionForm getResetPassword() {
        return resetPassword;
    }

    /**
     * Replaces the section <em>Reset Password</em>.
     *
     * @param resetPassword the section
     */
    public void setResetPassword(@Nullable SectionForm resetPassword) {
        this.resetPassword = Objects.requireNonNullElseGet(resetPassword, SectionForm::new);
    }

    /**
     * The language in which the person at the screen reads messages, as a tag.
     *
     * @return as typed; never {@code null}
     */
    public String getMessageLanguage() {
        return messageLanguage;
    }

    /**
     * Sets: the language in which the person at the screen reads messages, as a tag.
     *
     * @param messageLanguage as typed
     */
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
