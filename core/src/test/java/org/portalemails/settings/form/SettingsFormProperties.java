package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsArbitraries;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.file.SettingsDocument;

@Label("A form")
class SettingsFormProperties {
    private static final SettingsRules RULES = SettingsRules.standard();

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("filled with settings and read untouched gives the same settings")
    void roundTrip(@ForAll("soundSettings") PortalEmailSettings settings) {
        PortalEmailSettings read = RULES.parse(SettingsForm.of(settings), InheritedSettings.NOTHING, settings);
        assertThat(read).isEqualTo(settings);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("with anything typed into it is read or refused, and refused exactly when there is an error")
    void readOrRefused(@ForAll("typed") List<String> typed, @ForAll boolean french, @ForAll boolean ask) {
        SettingsForm form = new SettingsForm();
        form.setSendFrom(typed.get(0));
        form.setAccessRequestsTo(typed.get(1));
        form.setSenderName(typed.get(2));
        form.setLanguage(typed.get(3));
        form.setFrenchRequired(french);
        form.setMailCustomersWhoDidNotAsk(ask);
        form.getResetPassword().setSubject(typed.get(4));
        form.getResetPassword().setContent(typed.get(5));
        form.getForgotUserName().translation(typed.get(6)).setSubject(typed.get(7));
        form.getForgotUserName().translation(typed.get(6)).setContent(typed.get(8));
        List<SettingsViolation> violations = RULES.check(form, InheritedSettings.NOTHING);
        boolean refused = violations.stream().anyMatch(SettingsViolation::isError);
        try {
            PortalEmailSettings read = RULES.parse(form, InheritedSettings.NOTHING);
            assertThat(refused).isFalse();
            assertThat(SettingsDocument.read(SettingsDocument.write(read))).isEqualTo(read);
        } catch (InvalidSettingsException e) {
            assertThat(refused).isTrue();
            assertThat(e.violations()).isEqualTo(violations);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("is refused in words that exist in every language and repeat no address, no content and no subject")
    void messagesRepeatNothing(@ForAll("secrets") String secret) {
        Assume.that(!secret.isBlank());
        SettingsForm form = new SettingsForm();
        form.setSendFrom(secret + " is no address");
        form.setReplyTo(secret + "@");
        form.setSenderName(secret + "\n");
        form.getResetPassword().setSubject(secret + " {{#userName}}");
        form.getResetPassword().setContent(secret + " {{unknown}} <p");
        List<SettingsViolation> violations = RULES.check(form, InheritedSettings.NOTHING);
        assertThat(violations).hasSizeGreaterThan(4);
        for (SettingsViolation violation : violations) {
            for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH)) {
                assertThat(violation.message(language))
                        .isNotEqualTo(violation.code())
                        .doesNotContain(secret, "…", "[", "null");
            }
            assertThat(violation.toString()).doesNotContain(secret);
        }
        assertThat(new InvalidSettingsException(violations)).hasMessageNotContaining(secret);
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().withCharRange('0', '9').ofLength(12).map(digits -> "S3CR" + digits + "T");
    }

    @Provide
    Arbitrary<List<String>> typed() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(30),
                        Arbitraries.of(
                                "",
                                "a@b.example",
                                "fr-CA",
                                "en",
                                "{{resetLink}}",
                                "{{userName}}",
                                "{{#userName}}",
                                "<p>{{userNames}}</p>",
                                "\r\n",
                                "{{^a}}{{/a}}",
                                "{{{x}}}",
                                "<a href=\"{{portalUrl}}\">x</a>",
                                "<script>{{userName}}",
                                "\ud800",
                                "\u0000"))
                .list()
                .ofSize(9);
    }

    /** Settings that keep the rules: what a store may hold. */
    @Provide
    Arbitrary<PortalEmailSettings> soundSettings() {
        Arbitrary<String> words =
                Arbitraries.of("Bonjour ", "{{companyName}} ", "’œ\ud83d\ude80 ", "\\ \" ''' ", "\t\n", "100 % ");
        Arbitrary<String> contents = words.list().ofMaxSize(5).map(list -> String.join("", list));
        Arbitrary<Boolean> noted = Arbitraries.of(true, false);
        return Combinators.combine(SettingsArbitraries.settings(), contents, noted)
                .as((settings, content, note) -> {
                    PortalEmailSettings.Builder builder = settings.toBuilder()
                            .sendFrom(EmailAddress.of("portal@boreale.example"))
                            .frenchRequired(false);
                    settings.texts()
                            .forEach((type, byLanguage) -> byLanguage.forEach((language, ignored) -> {
                                String required = "{{" + requiredIn(type) + "}}";
                                MailText text = new MailText(
                                        "Sujet " + content.replaceAll("\\s+", " "),
                                        content + required,
                                        ignored.format());
                                builder.text(type, language, text);
                                if (note) {
                                    builder.basedOn(type, language, text.fingerprint());
                                }
                            }));
                    return builder.build();
                })
                .filter(settings -> RULES.check(SettingsForm.of(settings), InheritedSettings.NOTHING).stream()
                        .noneMatch(SettingsViolation::isError));
    }

    private static String requiredIn(NotificationType type) {
        return switch (type) {
            case RESET_PASSWORD -> "resetLink";
            case FORGOT_USER_NAME -> "userName";
            case CUSTOMER_ACCESS_REQUEST -> "registrationLink";
            default -> "portalUrl";
        };
    }
}
