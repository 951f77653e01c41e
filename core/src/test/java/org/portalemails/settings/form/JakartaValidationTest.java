package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.validator.HibernateValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsViolation;

/** Runs twice in a build: with Hibernate Validator 9, and with 8 on the class path in its place. */
@DisplayName("A host's own Validator")
class JakartaValidationTest {
    private static ValidatorFactory factory;
    private static Validator validator;

    @BeforeAll
    static void validator() {
        factory = Validation.buildDefaultValidatorFactory();
        validator = factory.getValidator();
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    private static Map<String, String> messages(Set<ConstraintViolation<SettingsForm>> violations) {
        return violations.stream()
                .collect(Collectors.toMap(
                        v -> v.getPropertyPath().toString(),
                        ConstraintViolation::getMessage,
                        (a, b) -> a + "\n" + b,
                        TreeMap::new));
    }

    private static SettingsForm broken() {
        SettingsForm form = new SettingsForm();
        form.setReplyTo("nobody");
        form.setSenderName("a\nb");
        form.getResetPassword().setSubject("{{nothingLikeIt}} ${7*7} #{1+1} \\{x\\} {{resetLink}}");
        form.getResetPassword().setContent("{{#userName}}");
        TextForm french = form.getForgotUserName().translation("fr-CA");
        french.setSubject("Votre nom");
        french.setContent("{{resetLink}}");
        form.getForgotUserName().translation("x}y").setSubject("y");
        return form;
    }

    @Test
    @EnabledIfSystemProperty(
            named = "portalemails.hibernate-validator",
            matches = ".+",
            disabledReason = "says with which version a build wants to run")
    @DisplayName("is the version that this run is about")
    void version() {
        assertThat(HibernateValidator.class.getPackage().getImplementationVersion())
                .startsWith(System.getProperty("portalemails.hibernate-validator") + ".");
    }

    @Test
    @DisplayName("finds nothing wrong with a sound form")
    void sound() {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@boreale.example");
        assertThat(validator.validate(form)).isEmpty();
        assertThat(validator.validate(form, SettingsForm.Warnings.class)).isEmpty();
    }

    @Test
    @DisplayName("finds the same errors as the rules, at the same paths and in the same words")
    void sameAsRules() {
        for (String language : new String[] {"en", "fr", "fr-CA", "de", ""}) {
            SettingsForm form = broken().checkedBy(SettingsRules.standard(), InheritedSettings.NOTHING);
            form.setMessageLanguage(language);
            Locale reader = Locale.forLanguageTag(language);
            Map<String, String> expected = SettingsRules.standard().check(form, InheritedSettings.NOTHING).stream()
                    .filter(SettingsViolation::isError)
                    .collect(Collectors.toMap(
                            SettingsViolation::path, v -> v.message(reader), (a, b) -> a + "\n" + b, TreeMap::new));
            assertThat(expected).hasSizeGreaterThan(6);
            Map<String, String> found = messages(validator.validate(form));
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            found.forEach((path, message) -> assertThat(message.lines())
                    .containsExactlyInAnyOrderElementsOf(
                            expected.get(path).lines().toList()));
        }
    }

    @Test
    @DisplayName("does not take what an administrator typed for a message parameter or an expression")
    void noInterpolation() {
        Map<String, String> found =
                messages(validator.validate(broken().checkedBy(SettingsRules.standard(), InheritedSettings.NOTHING)));
        assertThat(found.get("resetPassword.subject"))
                .contains("{{nothingLikeIt}}")
                .doesNotContain("49", "\\");
        SettingsForm form = new SettingsForm().checkedBy(SettingsRules.standard(), InheritedSettings.NOTHING);
        form.setSendFrom("portal@boreale.example");
        form.getResetPassword().setContent("{{resetLink}}");
        for (String typed : new String[] {"${7*7}", "{warnings}", "{message}", "\\{warnings\\}"}) {
            form.getResetPassword().setSubject("x {{ " + typed + " }}");
            Map<String, String> hostile = messages(validator.validate(form));
            assertThat(hostile).containsOnlyKeys("resetPassword.subject");
            assertThat(hostile.get("resetPassword.subject"))
                    .isEqualTo(SettingsRules.standard()
                            .check(form, InheritedSettings.NOTHING)
                            .get(0)
                            .message(Locale.ENGLISH));
        }
        assertThat(found).containsKeys("resetPassword.content", "forgotUserName.translations[fr-CA].content");
    }

    @Test
    @DisplayName("reports warnings in a group of their own, and lets the form pass")
    void warnings() {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@boreale.example");
        form.getCustomerValidationConfirmation().setSubject("Welcome");
        form.getCustomerValidationConfirmation().setContent("Hello");
        assertThat(validator.validate(form)).isEmpty();
        assertThat(messages(validator.validate(form, SettingsForm.Warnings.class)))
                .containsOnlyKeys("customerValidationConfirmation.content");
    }

    @Test
    @DisplayName("goes by the rules and the installation default that the form carries")
    void rulesOfTheHost() {
        SettingsForm form = new SettingsForm();
        form.checkedBy(SettingsRules.standard(), InheritedSettings.NOTHING);
        assertThat(messages(validator.validate(form))).containsOnlyKeys("sendFrom");
        PortalEmailSettings installation = PortalEmailSettings.builder()
                .sendFrom(EmailAddress.of("portal@boreale.example"))
                .build();
        form.checkedBy(SettingsRules.standard(), InheritedSettings.byGroup(null, installation));
        assertThat(validator.validate(form)).isEmpty();
        form.setSendFrom("x@elsewhere.example");
        form.checkedBy(
                new SettingsRules(FieldCatalogue.builtIn(), BuiltInTexts.load(), SenderDomains.only("boreale.example")),
                InheritedSettings.byGroup(null, installation));
        assertThat(messages(validator.validate(form))).containsOnlyKeys("sendFrom");
        assertThat(validator.validate(
                        new SettingsForm().checkedBy(SettingsRules.standard(), InheritedSettings.BY_INSTALLATION)))
                .isEmpty();
    }

    @Test
    @DisplayName("asks of a form of which nothing else is known nothing that depends on the host")
    void alone() {
        SettingsForm form = new SettingsForm();
        form.getOldPrimaryContact().setSubject("{{fieldOfTheHost}}");
        form.getOldPrimaryContact().setContent("Bonjour {{fieldOfTheHost}}");
        assertThat(validator.validate(form)).isEmpty();
        form.setReplyTo("x");
        form.getOldPrimaryContact().setContent("");
        assertThat(messages(validator.validate(form))).containsOnlyKeys("replyTo", "oldPrimaryContact.content");
    }

    @Test
    @DisplayName("takes a hostile language of messages")
    void hostileMessageLanguage() {
        SettingsForm form = new SettingsForm().checkedBy(SettingsRules.standard(), InheritedSettings.NOTHING);
        form.setMessageLanguage("{validatedValue} ${7*7}");
        assertThat(messages(validator.validate(form)).get("sendFrom")).startsWith("A sender address is required");
    }
}
