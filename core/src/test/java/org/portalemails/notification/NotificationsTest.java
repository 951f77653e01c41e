package org.portalemails.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.language.Messages;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("Nothing of a notification can be forgotten:")
class NotificationsTest {
    /** One of each kind, with every value that it can have. */
    private static final List<PortalEvent> EVENTS = List.of(
            SampleEvents.accessRequested("e"),
            SampleEvents.representativeAdded("e"),
            SampleEvents.invitationResent("e"),
            SampleEvents.representativeValidated("e", RepresentativeValidated.Kind.FIRST),
            SampleEvents.primaryContactChanged("e"),
            SampleEvents.userNameForgotten("e"),
            byStaff(SampleEvents.passwordResetRequested("e")),
            new PasswordChanged(SampleEvents.header("e"), SampleEvents.MARIE, "Luc Gagnon"),
            SampleEvents.addressChanged("e"));

    private static PasswordResetRequested byStaff(PasswordResetRequested event) {
        return new PasswordResetRequested(event.header(), event.contact(), event.reset(), "Service aux comptes");
    }

    @Test
    @DisplayName("every event has a sample, and causes a mail")
    void events() {
        assertThat(EVENTS.stream().<Class<?>>map(Object::getClass).toList())
                .hasSameElementsAs(List.of(PortalEvent.class.getPermittedSubclasses()));
        assertThat(EVENTS).allSatisfy(event -> assertThat(NotificationType.causedBy(event))
                .isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("every mail is caused by an event, and refuses the others")
    void causes(NotificationType type) {
        assertThat(EVENTS).anySatisfy(event -> assertThat(NotificationType.causedBy(event))
                .contains(type));
        for (PortalEvent event : EVENTS) {
            if (!NotificationType.causedBy(event).contains(type)) {
                assertThatIllegalArgumentException().isThrownBy(() -> type.stranger(event));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("every field of a mail has a value from some event")
    void values(NotificationType type) {
        Set<String> missing = new TreeSet<>();
        for (MergeField field : FieldCatalogue.builtIn().fields(type)) {
            Template shows = Template.parse("{{" + field.name() + "}}", TextKind.PLAIN);
            boolean never = EVENTS.stream()
                    .filter(event -> NotificationType.causedBy(event).contains(type))
                    .map(event -> MailValues.of(
                            new Occasion(
                                    event,
                                    Recipient.of(SampleEvents.MARIE, EmailAddress.of("to@erables.example")),
                                    SampleSettings.group(),
                                    SampleSettings.profile(),
                                    SampleEvents.WHEN),
                            type,
                            Locale.ENGLISH,
                            FieldCatalogue.builtIn()))
                    .noneMatch(
                            values -> shows.fieldsWithoutValue(values.merge()).isEmpty());
            if (never) {
                missing.add(field.name());
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("every mail has a name and a text in English and French")
    void texts(NotificationType type) {
        Set<Locale> languages =
                new LinkedHashSet<>(BuiltInTexts.load().texts(type).keySet());
        assertThat(languages).contains(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH);
        assertThat(Messages.in(Locale.FRENCH).has("mail." + type.code())).isTrue();
        type.governedBy().ifPresent(one -> assertThat(Messages.in(Locale.FRENCH).has("property." + one.code()))
                .isTrue());
    }

    @Test
    @DisplayName("a mail that is described again is described the same")
    void again() {
        List<Notification<?>> again = List.of(
                new InternalAccessRequest(),
                new CustomerAccessRequest(),
                new CustomerValidationConfirmation(),
                new NewPrimaryContact(),
                new OldPrimaryContact(),
                new ForgotUserName(),
                new ResetPassword(),
                new PasswordChangedNotice(),
                new AddressChangedNotice(AddressChangedNotice.To.NEW),
                new AddressChangedNotice(AddressChangedNotice.To.OLD));
        assertThat(again).hasSameSizeAs(NotificationType.values());
        for (NotificationType type : NotificationType.values()) {
            Notification<?> mail = again.get(type.ordinal());
            assertThat(mail).hasSameClassAs(type.notification());
            assertThat(mail.fields().stream().<MergeField>map(Field::merge).toList())
                    .isEqualTo(FieldCatalogue.builtIn().fields(type));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a mail has its own switch, or none")
    void switches(NotificationType type) {
        Switch expected =
                switch (type) {
                    case CUSTOMER_ACCESS_REQUEST -> Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK;
                    case NEW_PRIMARY_CONTACT -> Switch.NOTIFY_NEW_PRIMARY_CONTACT;
                    case OLD_PRIMARY_CONTACT -> Switch.NOTIFY_OLD_PRIMARY_CONTACT;
                    default -> null;
                };
        assertThat(type.governedBy()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    @DisplayName("six mails are on the screen, and no notice is")
    void onScreen() {
        assertThat(NotificationType.onScreen())
                .containsExactly(
                        NotificationType.CUSTOMER_ACCESS_REQUEST,
                        NotificationType.CUSTOMER_VALIDATION_CONFIRMATION,
                        NotificationType.NEW_PRIMARY_CONTACT,
                        NotificationType.OLD_PRIMARY_CONTACT,
                        NotificationType.FORGOT_USER_NAME,
                        NotificationType.RESET_PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSWORD_CHANGED", "NEW_ADDRESS", "OLD_ADDRESS"})
    @DisplayName("a notice holds no link by which anybody acts, and says in every language whom to call")
    void notices(NotificationType type) {
        assertThat(FieldCatalogue.builtIn().fields(type)).noneMatch(field -> field.is(MergeField.Flag.SECRET));
        assertThat(BuiltInTexts.load().texts(type).values()).allSatisfy(text -> assertThat(text.content())
                .contains("{{supportContactPhone}}", "{{supportContactEmail}}")
                .doesNotContain("portalUrl"));
    }

    @Test
    @DisplayName("whoever asks for access is a stranger to both mails; nobody else is one")
    void strangers() {
        for (PortalEvent event : EVENTS) {
            assertThat(NotificationType.causedBy(event))
                    .as("%s", event.getClass())
                    .allSatisfy(type -> {
                        if (event instanceof AccessRequested asked) {
                            assertThat(type.stranger(event)).contains(asked.requester());
                        } else {
                            assertThat(type.stranger(event)).isEmpty();
                        }
                    });
        }
    }

    @Test
    @DisplayName("an occasion shows its event's id only in a log")
    void occasionInLogs() {
        PortalEvent event = EVENTS.get(0);
        assertThat(new Occasion(
                        event,
                        Recipient.of(SampleEvents.MARIE, EmailAddress.of("to@erables.example")),
                        SampleSettings.group(),
                        SampleSettings.profile(),
                        SampleEvents.WHEN))
                .hasToString("Occasion[e]");
    }
}
