package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.CompanyId;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.RepresentativeValidated;
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
import org.portalemails.notification.SkipReason;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("Composing")
class ComposingTest {
    private static final MailComposer COMPOSER = new MailComposer(
            FieldCatalogue.builtIn(),
            BuiltInTexts.load(),
            CompositionPolicy.DEFAULT,
            RequestLimits.none(),
            MailLayout.standard());

    private static List<PlannedMail.Send> mails(PortalEvent event, PortalEmailSettings settings) {
        return mails(COMPOSER, event, settings);
    }

    private static List<PlannedMail.Send> mails(
            MailComposer composer, PortalEvent event, PortalEmailSettings settings) {
        return composer
                .compose(
                        event,
                        SampleSettings.group(),
                        EffectiveSettings.of(settings, InheritedSettings.NOTHING, BuiltInTexts.load()),
                        SampleSettings.profile(),
                        SampleEvents.WHEN,
                        MailId::random)
                .stream()
                .filter(PlannedMail.Send.class::isInstance)
                .map(PlannedMail.Send.class::cast)
                .toList();
    }

    @Test
    @DisplayName("knows the mails that each event may cause")
    void mailsOfEvents() {
        Map<PortalEvent, List<NotificationType>> expected = Map.of(
                SampleEvents.accessRequested("e"),
                List.of(NotificationType.INTERNAL_ACCESS_REQUEST, NotificationType.CUSTOMER_ACCESS_REQUEST),
                SampleEvents.representativeAdded("e"),
                List.of(NotificationType.CUSTOMER_ACCESS_REQUEST),
                SampleEvents.representativeValidated("e", RepresentativeValidated.Kind.FIRST),
                List.of(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION),
                SampleEvents.primaryContactChanged("e"),
                List.of(NotificationType.NEW_PRIMARY_CONTACT, NotificationType.OLD_PRIMARY_CONTACT),
                SampleEvents.userNameForgotten("e"),
                List.of(NotificationType.FORGOT_USER_NAME),
                SampleEvents.passwordResetRequested("e"),
                List.of(NotificationType.RESET_PASSWORD));
        expected.forEach(
                (event, types) -> assertThat(NotificationType.causedBy(event)).isEqualTo(types));
    }

    @Test
    @DisplayName("lets only a reset supersede: the last one of the same account in the same group")
    void supersedes() {
        String mary = mails(SampleEvents.passwordResetRequested("e"), SampleSettings.allOn())
                .get(0)
                .supersedes();
        assertThat(mary).startsWith("reset-password:").hasSize("reset-password:".length() + 32);
        PortalEvent john =
                new PasswordResetRequested(SampleEvents.header("e"), SampleEvents.JOHN, SampleEvents.link("reset"));
        assertThat(mails(john, SampleSettings.allOn()).get(0).supersedes())
                .startsWith("reset-password:")
                .isNotEqualTo(mary);
        assertThat(mails(SampleEvents.userNameForgotten("e"), SampleSettings.allOn()))
                .extracting(PlannedMail.Send::supersedes)
                .containsOnlyNulls();
    }

    @Test
    @DisplayName("says which value a text misses, and nothing personal")
    void missingValue() {
        PortalEmailSettings settings = SampleSettings.allOn()
                .withText(
                        NotificationType.CUSTOMER_ACCESS_REQUEST,
                        Locale.CANADA_FRENCH,
                        new MailText("Accès", "{{registrationLink}}", ContentFormat.PLAIN));
        PortalEvent without =
                new AccessRequested(SampleEvents.header("e"), "R-1", SampleEvents.MARIE, null, null, null, null, null);
        FieldValueException missing = catchThrowableOfType(FieldValueException.class, () -> mails(without, settings));
        assertThat(missing.type()).isEqualTo(NotificationType.CUSTOMER_ACCESS_REQUEST);
        assertThat(missing.field()).isEqualTo("registrationLink");
    }

    @Test
    @DisplayName("shows nothing for a value or a list that may be absent")
    void mayBeAbsent() {
        PortalEmailSettings settings = SampleSettings.allOn()
                .withText(
                        NotificationType.CUSTOMER_VALIDATION_CONFIRMATION,
                        Locale.CANADA_FRENCH,
                        new MailText("s", "[{{userName}}{{linkedCompanyCustomers}}]", ContentFormat.PLAIN));
        RepresentativeValidated event = new RepresentativeValidated(
                SampleEvents.header("e"),
                org.portalemails.event.Contact.of("M", "T", "m@erables.example", Locale.CANADA_FRENCH),
                RepresentativeValidated.Kind.FIRST,
                org.portalemails.event.ContactRole.PRIMARY,
                List.of());
        assertThat(mails(event, settings).get(0).mail().text().masked()).isEqualTo("[]");
    }

    @Test
    @DisplayName("remembers a thousand texts as they were parsed, and then begins anew")
    void remembered() {
        PreparedTexts texts = new PreparedTexts(FieldCatalogue.builtIn());
        MailText first = text(0);
        PreparedTexts.Prepared prepared = texts.prepare(first);
        for (int i = 1; i < 1000; i++) {
            texts.prepare(text(i));
        }
        assertThat(texts.prepare(first)).isSameAs(prepared);
        texts.prepare(text(1000));
        assertThat(texts.prepare(first)).isNotSameAs(prepared);
    }

    private static MailText text(int number) {
        return new MailText("s" + number, "{{resetLink}}", ContentFormat.PLAIN);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("skips for a reason with a stable name")
    void skipReasons(SkipReason reason) {
        assertThat(reason.code()).matches("[a-z-]{1,32}");
        assertThat(SkipReason.ofCode(reason.code())).isEqualTo(reason);
        assertThatIllegalArgumentException().isThrownBy(() -> SkipReason.ofCode("because"));
    }

    @ParameterizedTest
    @CsvSource({"Reset {{accountManager}}, {{resetLink}}", "Reset, {{resetLink}} {{accountManager}}"})
    @DisplayName("refuses a text that shows what the host did not give, in the subject and in the content")
    void hostValueMissing(String subject, String content) {
        FieldCatalogue catalogue = FieldCatalogue.builtIn()
                .with(
                        MergeField.of("accountManager", "Account manager", "Gestionnaire", "Zoé"),
                        NotificationType.RESET_PASSWORD);
        MailComposer composer = new MailComposer(
                catalogue, BuiltInTexts.load(), CompositionPolicy.DEFAULT, RequestLimits.none(), MailLayout.standard());
        PortalEmailSettings settings = SampleSettings.allOn()
                .withText(
                        NotificationType.RESET_PASSWORD,
                        Locale.CANADA_FRENCH,
                        new MailText(subject, content, ContentFormat.PLAIN));
        FieldValueException missing = catchThrowableOfType(
                FieldValueException.class, () -> mails(composer, SampleEvents.passwordResetRequested("e"), settings));
        assertThat(missing.type()).isEqualTo(NotificationType.RESET_PASSWORD);
        assertThat(missing.field()).isEqualTo("accountManager");
    }

    @Test
    @DisplayName("counts both mails of an access request, each by itself, and no mail that the host caused")
    void quotas() {
        RequestLimits limits = RequestLimits.standard();
        MailComposer composer = new MailComposer(
                FieldCatalogue.builtIn(),
                BuiltInTexts.load(),
                CompositionPolicy.DEFAULT,
                limits,
                MailLayout.standard());
        assertThat(mails(composer, SampleEvents.accessRequested("e"), SampleSettings.allOn()))
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.quotas())
                        .hasSize(3)
                        .isEqualTo(limits.quotas(
                                SampleEvents.MARIE.email(),
                                SampleEvents.GROUP,
                                CompanyId.DEFAULT,
                                mail.mail().type().code())));
        assertThat(mails(composer, SampleEvents.representativeAdded("e"), SampleSettings.allOn()))
                .hasSize(1)
                .allSatisfy(mail -> assertThat(mail.quotas()).isEmpty());
    }
}
