package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsViolation;

@DisplayName("What an administrator types is refused")
class SettingsRulesTest {
    private static final SettingsRules RULES = SettingsRules.standard();
    private SettingsForm form;

    @BeforeEach
    void usableForm() {
        form = new SettingsForm();
        form.setSendFrom("portal@boreale.example");
    }

    private List<String> codes() {
        return RULES.check(form, InheritedSettings.NOTHING).stream()
                .map(SettingsViolation::toString)
                .toList();
    }

    private void reset(String subject, String content) {
        form.getResetPassword().setSubject(subject);
        form.getResetPassword().setContent(content);
    }

    @Test
    @DisplayName("not at all if there is just a sender: everything else is inherited")
    void onlySender() {
        assertThat(codes()).isEmpty();
        assertThat(RULES.parse(form, InheritedSettings.NOTHING))
                .isEqualTo(PortalEmailSettings.builder()
                        .sendFrom(EmailAddress.of("portal@boreale.example"))
                        .build());
    }

    @Nested
    @DisplayName("for its addresses:")
    class Addresses {
        @Test
        @DisplayName("no sender at any level")
        void noSender() {
            form.setSendFrom(" ");
            assertThat(codes()).containsExactly("sendFrom settings.sender-missing");
            PortalEmailSettings installation = PortalEmailSettings.builder()
                    .sendFrom(EmailAddress.of("all@boreale.example"))
                    .build();
            assertThat(RULES.check(form, InheritedSettings.byGroup(null, installation)))
                    .isEmpty();
            assertThat(RULES.check(form, InheritedSettings.byGroup(null, PortalEmailSettings.blank())))
                    .hasSize(1);
        }

        @Test
        @DisplayName("but the installation default may leave the sender to each group")
        void installationWithoutSender() {
            assertThat(RULES.check(new SettingsForm(), InheritedSettings.BY_INSTALLATION))
                    .isEmpty();
        }

        @Test
        @DisplayName("a sender outside the domains of the host, subdomains included")
        void senderDomain() {
            SettingsRules strict = new SettingsRules(
                    FieldCatalogue.builtIn(),
                    BuiltInTexts.load(),
                    SenderDomains.only("boreale.example", "bücher.example"));
            assertThat(strict.check(form, InheritedSettings.NOTHING)).isEmpty();
            form.setSendFrom("x@BÜCHER.example");
            assertThat(strict.check(form, InheritedSettings.NOTHING)).isEmpty();
            for (String other : List.of("x@boreale.example.evil.example", "x@sub.boreale.example", "x@evil.example")) {
                form.setSendFrom(other);
                assertThat(strict.check(form, InheritedSettings.NOTHING))
                        .extracting(SettingsViolation::code)
                        .containsExactly("settings.sender-domain-not-allowed");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "nobody",
                    "a@b",
                    "a@b.example, c@d.example",
                    "A <a@b.example>",
                    "a@b.example\r\nBcc: c@d.example",
                    "a b@c.example",
                    "šlice\u0000@b.example"
                })
        @DisplayName("anything that is not one address, without repeating it")
        void notAnAddress(String typed) {
            form.setAccessRequestsTo(typed);
            form.setReplyTo(typed);
            assertThat(codes()).hasSize(2).first().asString().startsWith("accessRequestsTo address.");
            assertThat(codes()).last().asString().startsWith("replyTo address.");
            assertThat(RULES.check(form, InheritedSettings.NOTHING).get(0).message(Locale.ENGLISH))
                    .doesNotContain(typed);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "claire@ | address.no-domain",
                    "Claire <claire@erable.example> | address.name-or-list",
                    "\"Gagnon, Claire\" <claire@erable.example> | address.name-or-list",
                    "claire@erable.example; luc@erable.example | address.name-or-list",
                    "\"claire\"@erable.example | address.quoted"
                })
        @DisplayName("an address that a person pasted with more around it, by what is too much:")
        void pasted(String typed, String code) {
            form.setReplyTo(typed);
            assertThat(codes()).containsExactly("replyTo " + code);
        }

        @Test
        @DisplayName("a sender name with a line break, or too long")
        void senderName() {
            form.setSenderName("Portal\r\nBcc: x@evil.example");
            assertThat(codes()).containsExactly("senderName settings.sender-name-refused");
            form.setSenderName("\ud800");
            assertThat(codes()).containsExactly("senderName settings.sender-name-refused");
            form.setSenderName("x".repeat(100));
            assertThat(codes()).isEmpty();
            form.setSenderName("x".repeat(101));
            assertThat(codes()).containsExactly("senderName settings.sender-name-refused");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "service@paypal.example",
                    "\"Paypal\" <service>",
                    "Paypal <x>",
                    "\u201cPaypal\u201d",
                    "service\uff20paypal.example",
                    "<b>"
                })
        @DisplayName("a sender name that passes for an address")
        void senderNameLikeAnAddress(String name) {
            form.setSenderName(name);
            assertThat(codes()).containsExactly("senderName settings.sender-name-like-an-address");
            form.setSenderName("Compagnie d'Érable – «\u00a0Portail\u00a0» (Québec) & fils, inc.");
            assertThat(codes()).isEmpty();
        }
    }

    @Nested
    @DisplayName("for a text:")
    class Texts {
        @Test
        @DisplayName("half of it")
        void half() {
            reset("A subject", " \r\n ");
            assertThat(codes()).containsExactly("resetPassword.content settings.content-missing");
            reset("", "{{resetLink}}");
            assertThat(codes()).containsExactly("resetPassword.subject settings.subject-missing");
        }

        @Test
        @DisplayName("a reset without its link")
        void resetWithoutLink() {
            reset("New password", "Click.");
            assertThat(codes()).containsExactly("resetPassword.content text.field-missing");
        }

        @Test
        @DisplayName("a missing field, which is named as the list of fields names it, in the reader's language")
        void missingFieldHasALabel() {
            reset("New password", "Click.");
            SettingsViolation found =
                    RULES.check(form, InheritedSettings.NOTHING).get(0);
            MergeField field = FieldCatalogue.builtIn()
                    .field(NotificationType.RESET_PASSWORD, "resetLink")
                    .orElseThrow();
            assertThat(found.message(Locale.ENGLISH))
                    .isEqualTo("The content must always include {{resetLink}} (“" + field.label(Locale.ENGLISH)
                            + "”): without it, the email is of no use.");
            assertThat(found.message(Locale.CANADA_FRENCH))
                    .isEqualTo("Le contenu doit toujours comporter {{resetLink}} («\u00a0"
                            + field.label(Locale.CANADA_FRENCH)
                            + "\u00a0»)\u00a0: sans ce champ, le courriel ne sert à rien.");
            assertThat(found.message(Locale.FRENCH))
                    .isEqualTo("Le contenu doit toujours comporter {{resetLink}} («\u00a0" + field.label(Locale.FRENCH)
                            + "\u00a0»)\u00a0: sans ce champ, le message ne sert à rien.");
            assertThat(found.message(Locale.GERMAN)).isEqualTo(found.message(Locale.ENGLISH));
            assertThat(found.message(Locale.ROOT)).isEqualTo(found.message(Locale.ENGLISH));
        }

        @Test
        @DisplayName(
                "a missing field of the host's, named in the languages that the host gave it, and by its name where there are none")
        void missingFieldOfTheHost() {
            FieldCatalogue catalogue = FieldCatalogue.builtIn()
                    .with(
                            new MergeField(
                                    "ticket",
                                    Map.of(
                                            Locale.ENGLISH,
                                            "Ticket",
                                            Locale.FRENCH,
                                            "Billet",
                                            Locale.CANADA_FRENCH,
                                            "Dossier"),
                                    "T-1",
                                    Set.of(MergeField.Flag.REQUIRED_IN_CONTENT)),
                            NotificationType.OLD_PRIMARY_CONTACT);
            SettingsViolation found = new TextRules(catalogue)
                    .check(NotificationType.OLD_PRIMARY_CONTACT, "x", "y", ContentFormat.PLAIN, "s", "c", true)
                    .get(0);
            assertThat(found.message(Locale.ENGLISH)).contains("{{ticket}} (“Ticket”)");
            assertThat(found.message(Locale.FRANCE)).contains("{{ticket}} («\u00a0Billet\u00a0»)");
            assertThat(found.message(Locale.CANADA_FRENCH)).contains("{{ticket}} («\u00a0Dossier\u00a0»)");
            assertThat(new SettingsViolation("c", found.code(), found.severity(), null, Map.of("field", "ticket"))
                            .message(Locale.ENGLISH))
                    .contains("{{ticket}} (“ticket”)");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Hi {{^resetLink}}{{resetLink}}{{/resetLink}}",
                    "Hi {{#recipientFirstName}}{{resetLink}}{{/recipientFirstName}}",
                    "Hi {{^recipientFirstName}}{{resetLink}}{{/recipientFirstName}}",
                    "Hi {{#companyCustomerNames}}{{^userName}}{{resetLink}}{{/userName}}{{/companyCustomerNames}}",
                    "Hi {{! resetLink }}",
                    "Hi {{#resetLink}}{{/resetLink}}"
                })
        @DisplayName("a required field that not every reader would see")
        void hiddenRequiredField(String content) {
            reset("New password", content);
            assertThat(codes()).containsExactly("resetPassword.content text.field-missing");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{{resetLink}}",
                    "{{#resetLink}}{{resetLink}}{{/resetLink}}",
                    "{{#resetLink}}{{.}}{{/resetLink}}",
                    "<a href=\"{{resetLink}}\">Go</a>",
                    "{{#recipientFirstName}}{{resetLink}}{{/recipientFirstName}}"
                            + "{{^recipientFirstName}}{{resetLink}}{{/recipientFirstName}}"
                })
        @DisplayName("but not one that stands there for everybody")
        void requiredFieldThere(String content) {
            reset("New password", content);
            assertThat(codes()).isEmpty();
        }

        @Test
        @DisplayName("a forgotten-user-name mail with neither the user name nor the user names")
        void oneOfTwo() {
            SectionForm section = form.getForgotUserName();
            section.setSubject("Your name");
            section.setContent("It is …");
            assertThat(codes()).containsExactly("forgotUserName.content text.one-field-missing");
            assertThat(RULES.check(form, InheritedSettings.NOTHING).get(0).message(Locale.ENGLISH))
                    .contains("{{userName}}, {{userNames}}");
            section.setContent("It is {{userName}}");
            assertThat(codes()).isEmpty();
            section.setContent("They are {{#userNames}}{{.}} {{/userNames}}");
            assertThat(codes()).isEmpty();
            section.setContent("They are {{userNames}}");
            assertThat(codes()).isEmpty();
        }

        @Test
        @DisplayName("an access request without its link, while the switch is on")
        void registrationLink() {
            SectionForm section = form.getCustomerAccessRequest();
            section.setSubject("Access");
            section.setContent("Welcome {{companyName}}");
            assertThat(codes()).isEmpty();
            form.setMailCustomersWhoDidNotAsk(true);
            assertThat(codes()).containsExactly("customerAccessRequest.content text.field-missing");
        }

        @Test
        @DisplayName("a switch turned on over a shared text that lacks the link")
        void sharedTextLacksLink() {
            PortalEmailSettings installation = PortalEmailSettings.builder()
                    .sendFrom(EmailAddress.of("all@boreale.example"))
                    .text(
                            NotificationType.CUSTOMER_ACCESS_REQUEST,
                            Locale.FRENCH,
                            new MailText("Accès", "Bonjour", ContentFormat.PLAIN))
                    .build();
            assertThat(RULES.check(form, InheritedSettings.byGroup(null, installation)))
                    .isEmpty();
            form.setMailCustomersWhoDidNotAsk(true);
            assertThat(RULES.check(form, InheritedSettings.byGroup(null, installation)))
                    .extracting(SettingsViolation::toString)
                    .containsExactly("mailCustomersWhoDidNotAsk settings.shared-text-lacks-field");
            SectionForm own = form.getCustomerAccessRequest();
            own.translation("fr").setSubject("Accès");
            own.translation("fr").setContent("{{registrationLink}}");
            assertThat(RULES.check(form, InheritedSettings.byGroup(null, installation)))
                    .isEmpty();
            own.getTranslations().clear();
            PortalEmailSettings withLink = installation.withText(
                    NotificationType.CUSTOMER_ACCESS_REQUEST,
                    Locale.FRENCH,
                    new MailText("Accès", "Bonjour {{recipientFirstName}} {{registrationLink}}", ContentFormat.PLAIN));
            assertThat(RULES.check(form, InheritedSettings.byGroup(null, withLink)))
                    .as("what else may be said of the shared text is none of the group's business")
                    .isEmpty();
        }

        @Test
        @DisplayName("a secret in a subject, in whatever way")
        void secretInSubject() {
            for (String subject :
                    List.of("{{resetLink}}", "Go {{#resetLink}}on{{/resetLink}}", "{{^resetLink}}x{{/resetLink}}y")) {
                reset(subject, "{{resetLink}}");
                assertThat(codes())
                        .first()
                        .asString()
                        .startsWith("resetPassword.subject:1:")
                        .endsWith(" text.secret-in-subject");
            }
        }

        @Test
        @DisplayName("a field that does not exist, with what may have been meant")
        void unknownField() {
            reset("Hello {{custmerName}}", "\n {{resetLnk}} {{resetLink}} {{zzz}}");
            List<SettingsViolation> found = RULES.check(form, InheritedSettings.NOTHING);
            assertThat(found)
                    .extracting(SettingsViolation::toString)
                    .containsExactly(
                            "resetPassword.subject:1:7 text.unknown-field-did-you-mean",
                            "resetPassword.content:2:2 text.unknown-field-did-you-mean",
                            "resetPassword.content:2:29 text.unknown-field");
            assertThat(found.get(0).message(Locale.ENGLISH))
                    .startsWith("Line 1, column 7: There is no field {{custmerName}}. Did you mean ")
                    .contains("{{customerGroupName}}");
            assertThat(found.get(1).arguments())
                    .hasEntrySatisfying("suggestions", suggestions -> assertThat(suggestions)
                            .startsWith("{{resetLink}}"));
        }

        @Test
        @DisplayName("a field of another mail, which is named in the reader's language")
        void fieldOfAnotherMail() {
            reset("Reset", "{{resetLink}} {{registrationLink}}");
            SettingsViolation found =
                    RULES.check(form, InheritedSettings.NOTHING).get(0);
            assertThat(found).hasToString("resetPassword.content:1:15 text.field-of-another-mail");
            assertThat(found.message(Locale.ENGLISH)).endsWith("only in: Customer Access Request.");
            assertThat(found.message(Locale.CANADA_FRENCH)).endsWith("seulement dans\u00a0: Demande d’accès client.");
        }

        @Test
        @DisplayName("a link that is no link, and a link torn apart")
        void links() {
            reset(
                    "Reset",
                    "<a href=\"{{companyName}}\">x</a> <a href=\"https://x.example/?u={{portalUrl}}\">y</a>"
                            + " <b title=\"{{resetLink}}\">z</b>");
            assertThat(codes())
                    .contains(
                            "resetPassword.content:1:10 text.not-a-link",
                            "resetPassword.content:1:63 text.link-only-whole");
            assertThat(codes()).anyMatch(v -> v.endsWith("text.link-only-whole") && !v.contains("1:63"));
        }

        @Test
        @DisplayName("a subject or a content that can be empty when it is sent")
        void mayBeBlank() {
            reset("{{recipientFirstName}}", "{{resetLink}}");
            assertThat(codes()).containsExactly("resetPassword.subject text.subject-may-be-blank");
            form.getOldPrimaryContact().setSubject("{{companyName}}");
            form.getOldPrimaryContact().setContent("{{#remainingRole}}You stay {{remainingRole}}{{/remainingRole}}");
            reset("x", "{{resetLink}}");
            assertThat(codes()).containsExactly("oldPrimaryContact.content text.content-may-be-blank");
        }

        @Test
        @DisplayName("what is too long, and nothing that just fits")
        void tooLong() {
            reset("x".repeat(256), "{{resetLink}}" + "x".repeat(64 * 1024));
            assertThat(codes())
                    .containsExactly("resetPassword.subject text.too-long", "resetPassword.content text.too-long");
            reset("x".repeat(255), "{{resetLink}}" + "x".repeat(64 * 1024 - 13));
            assertThat(codes()).isEmpty();
        }

        @Test
        @DisplayName("control characters, at their place")
        void controlCharacters() {
            reset("a\u0000b", "{{resetLink}}\nab\u0007");
            assertThat(codes())
                    .containsExactly(
                            "resetPassword.subject:1:2 template.control-character",
                            "resetPassword.content:2:3 template.control-character");
            reset("a\nBcc: x", "{{resetLink}}");
            assertThat(codes()).containsExactly("resetPassword.subject:1:2 template.line-break-in-subject");
        }

        @Test
        @DisplayName("a section that is not closed, in whichever language")
        void template() {
            TextForm french = form.getResetPassword().translation("fr-CA");
            french.setSubject("Bonjour {{#userName}}");
            french.setContent("{{resetLink}}");
            assertThat(codes())
                    .containsExactly("resetPassword.translations[fr-CA].subject:1:9 template.section-not-closed");
        }

        @Test
        @DisplayName("but with a warning only, if a field that may be absent leaves a gap")
        void gap() {
            reset("Hello", "Dear {{recipientFirstName}}, {{resetLink}}");
            assertThat(codes()).containsExactly("resetPassword.content:1:6 text.may-be-absent");
            assertThat(RULES.check(form, InheritedSettings.NOTHING)).noneMatch(SettingsViolation::isError);
            reset("Hello", "Dear{{#recipientFirstName}} {{recipientFirstName}}{{/recipientFirstName}}, {{resetLink}}");
            assertThat(codes()).isEmpty();
        }

        @Test
        @DisplayName("but with a warning only, if a validation mail does not say where the portal is")
        void warning() {
            form.getCustomerValidationConfirmation().setSubject("Welcome");
            form.getCustomerValidationConfirmation().setContent("You may sign in.");
            List<SettingsViolation> found = RULES.check(form, InheritedSettings.NOTHING);
            assertThat(found).singleElement().satisfies(v -> {
                assertThat(v).hasToString("customerValidationConfirmation.content text.field-expected");
                assertThat(v.isError()).isFalse();
            });
            assertThat(RULES.parse(form, InheritedSettings.NOTHING).texts()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("for its languages:")
    class Languages {
        @Test
        @DisplayName("what is no language tag")
        void unknown() {
            form.setLanguage("English");
            form.getResetPassword().translation("fr-").setSubject("x");
            form.getResetPassword().translation("fr-x-CA").setSubject("x");
            assertThat(codes())
                    .containsExactly(
                            "language settings.language-unknown",
                            "resetPassword.translations[fr-] settings.language-unknown",
                            "resetPassword.translations[fr-x-CA] settings.language-unknown");
        }

        @Test
        @DisplayName("one language twice")
        void twice() {
            reset("Reset", "{{resetLink}}");
            form.getResetPassword().translation("EN").setSubject("Reset");
            form.getResetPassword().translation("EN").setContent("{{resetLink}}");
            assertThat(codes()).containsExactly("resetPassword.translations[EN] settings.language-twice");
        }

        @Test
        @DisplayName("not for a translation left empty, nor for a tag as Java prints it")
        void lenient() {
            form.setLanguage("fr_CA");
            form.getResetPassword().translation("de");
            assertThat(codes()).isEmpty();
            assertThat(RULES.parse(form, InheritedSettings.NOTHING).language()).isEqualTo(Locale.CANADA_FRENCH);
            form.setLanguage("fil");
            assertThat(codes()).containsExactly("language settings.language-without-texts");
        }

        @Test
        @DisplayName(
                "a text without French where French is required; either French is enough, and so is an inherited text")
        void frenchRequired() {
            form.setFrenchRequired(true);
            assertThat(codes()).isEmpty();
            reset("Reset", "{{resetLink}}");
            assertThat(codes()).containsExactly("resetPassword settings.french-missing");
            form.getResetPassword().translation("fr").setSubject("Mot de passe");
            form.getResetPassword().translation("fr").setContent("{{resetLink}}");
            assertThat(codes()).isEmpty();
            form.setLanguage("fr-CA");
            form.getResetPassword().getTranslations().clear();
            assertThat(codes()).isEmpty();
        }

        @Test
        @DisplayName("with a warning, a default language in which there is no text at all")
        void languageWithoutTexts() {
            form.setLanguage("de");
            assertThat(codes()).containsExactly("language settings.language-without-texts");
            PortalEmailSettings installation = PortalEmailSettings.builder()
                    .text(
                            NotificationType.RESET_PASSWORD,
                            Locale.GERMAN,
                            new MailText("Kennwort", "{{resetLink}}", ContentFormat.PLAIN))
                    .build();
            assertThat(RULES.check(form, InheritedSettings.byGroup(null, installation)))
                    .isEmpty();
            assertThat(RULES.check(form, InheritedSettings.byGroup(null, PortalEmailSettings.blank())))
                    .hasSize(1);
            reset("Kennwort", "{{resetLink}}");
            assertThat(codes()).isEmpty();
        }

        @Test
        @DisplayName("more translations than anybody needs")
        void tooMany() {
            for (int i = 0; i < 40; i++) {
                form.getResetPassword().translation("en-" + (100 + i));
            }
            assertThat(codes()).isEmpty();
            form.getResetPassword().translation("en-999");
            assertThat(codes()).containsExactly("resetPassword settings.too-many-languages");
        }

        @Test
        @DisplayName("an unknown format")
        void format() {
            reset("Reset", "{{resetLink}}");
            form.getResetPassword().setFormat("markdown");
            assertThat(codes()).containsExactly("resetPassword.format settings.format-unknown");
        }
    }

    @Test
    @DisplayName("all at once, in the order of the screen, and nothing is made of it")
    void allAtOnce() {
        form.setAccessRequestsTo("x");
        form.setSendFrom("");
        form.setLanguage("");
        form.getNewPrimaryContact().setSubject("half");
        reset("{{nothing}}", "no link");
        assertThatThrownBy(() -> RULES.parse(form, InheritedSettings.NOTHING))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.violations())
                        .extracting(SettingsViolation::path)
                        .containsExactly(
                                "accessRequestsTo",
                                "sendFrom",
                                "language",
                                "newPrimaryContact.content",
                                "resetPassword.subject",
                                "resetPassword.content"));
    }

    @Test
    @DisplayName("not for a field that the host registered")
    void hostField() {
        MergeField field = MergeField.of("accountManager", "Account manager", "Gestionnaire", "Zoé");
        SettingsRules rules = new SettingsRules(
                FieldCatalogue.builtIn().with(field, NotificationType.RESET_PASSWORD),
                BuiltInTexts.load(),
                SenderDomains.any());
        reset("Ask {{accountManager}}", "{{resetLink}}");
        assertThat(rules.check(form, InheritedSettings.NOTHING)).isEmpty();
        assertThat(RULES.check(form, InheritedSettings.NOTHING)).hasSize(1);
    }

    @Test
    @DisplayName("or taken as HTML or plain text by what it looks like")
    void detection() {
        reset("Reset", "1 < 2 and <grand total> {{resetLink}}");
        assertThat(RULES.parse(form, InheritedSettings.NOTHING).text(NotificationType.RESET_PASSWORD, Locale.ENGLISH))
                .map(MailText::format)
                .contains(ContentFormat.PLAIN);
        reset("Reset", "Hello<BR/>{{resetLink}}");
        assertThat(RULES.parse(form, InheritedSettings.NOTHING).text(NotificationType.RESET_PASSWORD, Locale.ENGLISH))
                .map(MailText::format)
                .contains(ContentFormat.HTML);
    }
}
