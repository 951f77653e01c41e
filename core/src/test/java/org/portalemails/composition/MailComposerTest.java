package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.Contact;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.MailLayout;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.FieldValueException;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("A composed mail")
class MailComposerTest {
    private static final Instant NOW = SampleEvents.WHEN.plusMillis(250);

    private final BuiltInTexts builtIn = BuiltInTexts.load();
    private final MailComposer composer = new MailComposer(
            FieldCatalogue.builtIn(), builtIn, CompositionPolicy.DEFAULT, RequestLimits.none(), MailLayout.standard());

    private List<PlannedMail> compose(PortalEvent event, PortalEmailSettings settings) {
        return compose(composer, event, settings);
    }

    private List<PlannedMail> compose(MailComposer by, PortalEvent event, PortalEmailSettings settings) {
        return by.compose(
                event,
                SampleSettings.group(),
                EffectiveSettings.of(settings, InheritedSettings.NOTHING, builtIn),
                SampleSettings.profile(),
                NOW,
                MailId::random);
    }

    private ComposedMail only(PortalEvent event, PortalEmailSettings settings) {
        List<PlannedMail> plans = compose(event, settings);
        assertThat(plans).hasSize(1);
        return ((PlannedMail.Send) plans.get(0)).mail();
    }

    private static PortalEmailSettings with(NotificationType type, String subject, String content) {
        return SampleSettings.allOn()
                .withText(type, Locale.CANADA_FRENCH, new MailText(subject, content, ContentFormat.PLAIN));
    }

    @Test
    void carriesSenderReplyToRecipientAndFixedIdentity() {
        ComposedMail mail = only(SampleEvents.passwordResetRequested("e-1"), SampleSettings.allOn());
        assertThat(mail.from().displayName()).isEqualTo("Distribution Boréale");
        assertThat(mail.from().address().value()).isEqualTo("portail@boreal.example");
        assertThat(mail.replyTo()).isNotNull();
        assertThat(mail.to().displayName()).isEqualTo("Marie Tremblay");
        assertThat(mail.to().address().value()).isEqualTo("marie.tremblay@erables.example");
        assertThat(mail.messageId()).isEqualTo(mail.id().value() + "@mail.boreal.example");
        assertThat(mail.date()).isEqualTo(SampleEvents.WHEN);
        assertThat(mail.language()).isEqualTo(Locale.CANADA_FRENCH);
    }

    @Test
    void isWrittenInTheReadersLanguage() {
        ComposedMail toJohn = ((PlannedMail.Send)
                        compose(SampleEvents.primaryContactChanged("e"), SampleSettings.allOn())
                                .get(1))
                .mail();
        assertThat(toJohn.language()).isEqualTo(Locale.ENGLISH);
        assertThat(toJohn.text().masked()).contains("primary contact");
    }

    /** Marie reads fr-CA and has only the names for fr; John reads English. */
    @Test
    void namesSenderAndPortalInTheReadersLanguage() {
        PortalProfile profile = PortalProfile.builder()
                .senderCompanyName("Boréal")
                .senderCompanyName(Locale.ENGLISH, "Boreal")
                .senderCompanyName(Locale.FRENCH, "Distribution Boréal")
                .portalName("Portail")
                .portalName(Locale.ENGLISH, "Billing Portal")
                .portalUrl("https://portal.boreal.example/")
                .portalUrl(Locale.ENGLISH, "https://portal.boreal.example/en")
                .supportContactName(Locale.ENGLISH, "Accounts Receivable")
                .build();
        PortalEmailSettings settings =
                SampleSettings.allOn().toBuilder().senderName(null).build();
        List<ComposedMail> mails = composer
                .compose(
                        SampleEvents.primaryContactChanged("e"),
                        SampleSettings.group(),
                        EffectiveSettings.of(settings, InheritedSettings.NOTHING, BuiltInTexts.load()),
                        profile,
                        NOW,
                        MailId::random)
                .stream()
                .map(plan -> ((PlannedMail.Send) plan).mail())
                .toList();
        assertThat(mails.get(0).from().displayName()).isEqualTo("Distribution Boréal");
        assertThat(mails.get(0).text().masked())
                .containsPattern("«\\hPortail\\h»")
                .contains("https://portal.boreal.example/\n")
                .doesNotContain("Billing Portal", "Accounts Receivable");
        assertThat(mails.get(1).from().displayName()).isEqualTo("Boreal");
        assertThat(mails.get(1).text().masked())
                .contains("“Billing Portal”", "Boreal\nAccounts Receivable")
                .doesNotContain("Boréal", "Portail");
    }

    @Test
    void holdsNoSecretButAHoleForIt() {
        ComposedMail mail = only(SampleEvents.passwordResetRequested("e"), SampleSettings.allOn());
        assertThat(mail.toString() + mail.subject() + mail.text().masked() + mail.html())
                .doesNotContain(SampleEvents.SECRET_MARK);
        assertThat(mail.text().secretFields()).containsExactly("resetLink");
        assertThat(mail.links().keySet()).isEqualTo(Set.of("resetLink"));
        assertThat(mail.expiresAt()).isEqualTo(SampleEvents.WHEN.plus(Duration.ofMinutes(30)));
    }

    @Test
    void showsItsSecretOnlyWhenItLeavesEscapedForItsKind() {
        ComposedMail mail = only(SampleEvents.passwordResetRequested("e"), SampleSettings.allOn());
        String url = "https://portal.boreal.example/reset?token=T&step=1";
        OutgoingMail out = mail.reveal(java.util.Map.of("resetLink", url));
        assertThat(out.text()).contains(url);
        assertThat(out.html()).contains("href=\"https://portal.boreal.example/reset?token=T&amp;step=1\"");
    }

    @Test
    void expiresOnlyIfItsTextShowsTheLink() {
        PortalEmailSettings settings =
                with(NotificationType.CUSTOMER_ACCESS_REQUEST, "Demande {{requestId}}", "Votre demande est reçue.");
        ComposedMail mail = ((PlannedMail.Send)
                        compose(SampleEvents.accessRequested("e"), settings).get(1))
                .mail();
        assertThat(mail.links()).isEmpty();
        assertThat(mail.expiresAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{resetLink}}", "<b>Marie</b>", "Tremblay\r\nBcc: all@example.org", "{{#userNames}}"})
    void carriesANameAsTextWhateverItLooksLike(String name) {
        Contact odd = Contact.of(name, "", "odd@erables.example", Locale.CANADA_FRENCH)
                .withUserName("odd");
        PortalEmailSettings settings = with(
                NotificationType.RESET_PASSWORD,
                "Pour {{recipientFirstName}}",
                "Bonjour {{recipientFirstName}}, {{resetLink}}");
        ComposedMail mail =
                only(new PasswordResetRequested(SampleEvents.header("e"), odd, SampleEvents.link("reset")), settings);
        String oneLine = name.replace("\r", " ").replace("\n", " ");
        assertThat(mail.subject()).isEqualTo("Pour " + oneLine);
        assertThat(mail.text().secretFields()).containsExactly("resetLink");
        assertThat(mail.text().pieces()).hasSize(2);
    }

    @Test
    void isRefusedWhenTheEventLacksALinkThatItsTextShows() {
        AccessRequested without =
                new AccessRequested(SampleEvents.header("e"), "R-1", SampleEvents.MARIE, null, null, null, null, null);
        PortalEmailSettings settings =
                with(NotificationType.CUSTOMER_ACCESS_REQUEST, "Accès", "Terminez ici : {{registrationLink}}");
        assertThatThrownBy(() -> compose(without, settings))
                .isInstanceOf(FieldValueException.class)
                .hasMessageContaining("registrationLink")
                .hasMessageContaining("customer-access-request");
    }

    @Test
    void isComposedWithoutTheLinkWhenItsTextPutsItInASection() {
        RepresentativeAdded without =
                new RepresentativeAdded(SampleEvents.header("e"), "R-1", SampleEvents.MARIE, "Luc", null);
        PortalEmailSettings settings = with(
                NotificationType.CUSTOMER_ACCESS_REQUEST,
                "Accès",
                "Bonjour.{{#registrationLink}} Ici : {{registrationLink}}{{/registrationLink}}");
        assertThat(only(without, settings).text().masked()).isEqualTo("Bonjour.");
    }

    @Test
    void fallsBackToTheBuiltInTextWhenItsOwnRendersToNothing() {
        PortalEmailSettings settings = with(
                NotificationType.CUSTOMER_VALIDATION_CONFIRMATION,
                "{{#userName}}Compte {{userName}}{{/userName}}",
                "{{#userName}}Bienvenue{{/userName}}");
        Contact nameless = Contact.of("Marie", "Tremblay", "m@erables.example", Locale.CANADA_FRENCH);
        ComposedMail mail = only(
                new RepresentativeValidated(
                        SampleEvents.header("e"),
                        nameless,
                        RepresentativeValidated.Kind.FIRST,
                        org.portalemails.event.ContactRole.PRIMARY,
                        List.of()),
                settings);
        assertThat(mail.subject()).isNotBlank();
        assertThat(mail.html()).isNotNull();
    }

    @Test
    void showsAFieldThatTheHostRegistered() {
        FieldCatalogue catalogue = FieldCatalogue.builtIn()
                .with(
                        MergeField.of("accountManager", "Account manager", "Gestionnaire", "Luc Gagnon"),
                        NotificationType.NEW_PRIMARY_CONTACT);
        MailComposer withField = new MailComposer(
                catalogue, builtIn, CompositionPolicy.DEFAULT, RequestLimits.none(), MailLayout.standard());
        PortalEmailSettings settings = with(
                NotificationType.NEW_PRIMARY_CONTACT, "Contact principal", "Votre gestionnaire : {{accountManager}}");
        org.portalemails.event.PrimaryContactChanged event = new org.portalemails.event.PrimaryContactChanged(
                SampleEvents.header("e").withHostValue("accountManager", "Luc Gagnon"),
                null,
                SampleEvents.MARIE,
                false,
                null,
                "Luc Gagnon");
        ComposedMail mail =
                ((PlannedMail.Send) compose(withField, event, settings).get(0)).mail();
        assertThat(mail.text().masked()).isEqualTo("Votre gestionnaire : Luc Gagnon");
    }

    @Test
    void saysInItsBuiltInTextHowLongTheResetLinkLivesAndWhomToCall() {
        ComposedMail mail = only(SampleEvents.passwordResetRequested("e"), SampleSettings.allOn());
        assertThat(mail.text().masked()).contains("30").contains("+1 418 555-0100");
    }

    @Test
    void isAWholeHtmlDocumentThatNamesItsLanguage() {
        ComposedMail mail = only(SampleEvents.passwordResetRequested("e"), SampleSettings.allOn());
        assertThat(mail.html().masked())
                .startsWith("<!DOCTYPE html>\n<html lang=\"fr-CA\" dir=\"ltr\">")
                .endsWith("</html>\n");
    }

    @Test
    void leavesAContentAloneThatIsAWholeDocumentAlready() {
        PortalEmailSettings settings = SampleSettings.allOn()
                .withText(
                        NotificationType.FORGOT_USER_NAME,
                        Locale.CANADA_FRENCH,
                        new MailText(
                                "Nom",
                                "<html lang=\"fr\"><body><p>{{userName}}</p></body></html>",
                                ContentFormat.HTML));
        ComposedMail mail = only(SampleEvents.userNameForgotten("e"), settings);
        assertThat(mail.html().masked()).isEqualTo("<html lang=\"fr\"><body><p>mtremblay</p></body></html>");
    }

    @Test
    void listsAllUserNames() {
        ComposedMail mail = only(SampleEvents.userNameForgotten("e"), SampleSettings.allOn());
        assertThat(mail.text().masked()).contains("mtremblay").contains("marie.t");
    }

    @Test
    void aNewerResetOfTheSameAccountSupersedesTheOlderWithoutTellingTheUserName() {
        PlannedMail.Send one =
                (PlannedMail.Send) compose(SampleEvents.passwordResetRequested("e-1"), SampleSettings.allOn())
                        .get(0);
        PlannedMail.Send two =
                (PlannedMail.Send) compose(SampleEvents.passwordResetRequested("e-2"), SampleSettings.allOn())
                        .get(0);
        assertThat(one.supersedes()).isNotNull().isEqualTo(two.supersedes()).doesNotContain("mtremblay");
    }
}
