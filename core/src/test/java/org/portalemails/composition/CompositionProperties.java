package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.host.CustomerGroup;
import org.portalemails.language.VisibleText;
import org.portalemails.layout.MailLayout;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.notification.Switch;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

/** Laws of composition, for any event and any settings. */
class CompositionProperties {
    private static final BuiltInTexts BUILT_IN = BuiltInTexts.load();
    private static final MailComposer COMPOSER = new MailComposer(
            FieldCatalogue.builtIn(), BUILT_IN, CompositionPolicy.DEFAULT, RequestLimits.none(), MailLayout.standard());

    private static List<PlannedMail> compose(PortalEvent event, PortalEmailSettings settings, boolean usesPortal) {
        return COMPOSER.compose(
                event,
                new CustomerGroup(SampleEvents.GROUP, "Grossistes", usesPortal),
                EffectiveSettings.of(settings, InheritedSettings.NOTHING, BUILT_IN),
                SampleSettings.profile(),
                SampleEvents.WHEN,
                MailId::random);
    }

    private static List<ComposedMail> mails(List<PlannedMail> plans) {
        return plans.stream()
                .filter(PlannedMail.Send.class::isInstance)
                .map(plan -> ((PlannedMail.Send) plan).mail())
                .toList();
    }

    @Property
    @Label("an event is answered for exactly the mails that it may cause, in the order of the screen")
    void answersForEachMail(@ForAll("events") PortalEvent event, @ForAll("settings") PortalEmailSettings settings) {
        assertThat(compose(event, settings, true).stream().map(PlannedMail::type))
                .isEqualTo(NotificationType.causedBy(event))
                .isSorted();
    }

    @Property
    @Label("no customer gets two mails for one event")
    void neverTwoMailsToOnePerson(
            @ForAll("events") PortalEvent event, @ForAll("settings") PortalEmailSettings settings) {
        List<String> customers = mails(compose(event, settings, true)).stream()
                .filter(mail -> mail.type().audience() == NotificationType.Audience.CUSTOMER)
                .map(mail -> mail.to().address().mailboxKey())
                .toList();
        assertThat(customers).doesNotHaveDuplicates();
    }

    @Property
    @Label("a group that does not use the portal sends nothing, and every skip has a reason")
    void neverAMailWithoutPortal(
            @ForAll("events") PortalEvent event, @ForAll("settings") PortalEmailSettings settings) {
        assertThat(compose(event, settings, false)).allSatisfy(plan -> assertThat(plan)
                .isInstanceOfSatisfying(PlannedMail.Skip.class, skip -> assertThat(skip.reason())
                        .isEqualTo(SkipReason.PORTAL_NOT_USED)));
    }

    @Property
    @Label("a subject is one line, not blank, at most 255 characters, without secret")
    void subjectsAreOneLine(@ForAll("events") PortalEvent event, @ForAll("settings") PortalEmailSettings settings) {
        for (ComposedMail mail : mails(compose(event, settings, true))) {
            assertThat(mail.subject()).isNotBlank().hasSizeLessThanOrEqualTo(255);
            assertThat(mail.subject().codePoints().filter(Character::isISOControl))
                    .isEmpty();
            assertThat(mail.subject()).doesNotContain(SampleEvents.SECRET_MARK);
        }
    }

    @Property
    @Label("a mail is never empty, and every hole in it has a link")
    void neverEmpty(@ForAll("events") PortalEvent event, @ForAll("settings") PortalEmailSettings settings) {
        for (ComposedMail mail : mails(compose(event, settings, true))) {
            assertThat(mail.text().masked()).isNotBlank();
            Set<String> holes = mail.text().secretFields();
            assertThat(mail.links().keySet()).containsAll(holes);
            assertThat(mail.expiresAt() == null).isEqualTo(mail.links().isEmpty());
        }
    }

    @Property
    @Label("the same input gives the same mails, apart from their ids")
    void isAFunction(@ForAll("events") PortalEvent event, @ForAll("settings") PortalEmailSettings settings) {
        assertThat(essence(compose(event, settings, true))).isEqualTo(essence(compose(event, settings, true)));
    }

    private static List<String> essence(List<PlannedMail> plans) {
        return plans.stream()
                .map(plan -> plan instanceof PlannedMail.Send send
                        ? send.mail().to().address().value()
                                + send.mail().subject()
                                + send.mail().text().masked()
                        : ((PlannedMail.Skip) plan).reason().code())
                .collect(Collectors.toList());
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.of("Marie", "{{resetLink}}", "<script>", "a\r\nBcc: b@c.example", "", "\u202e\u0000"));
    }

    @Provide
    Arbitrary<Contact> contacts() {
        Arbitrary<EmailAddress> address = Arbitraries.of(
                        "marie@erables.example", "MARIE@erables.example", "john@erables.example", "paul@sirops.example")
                .map(EmailAddress::of)
                .injectNull(0.1);
        Arbitrary<String> user = Arbitraries.of("marie", "john", "paul").injectNull(0.3);
        Arbitrary<Locale> language =
                Arbitraries.of(Locale.CANADA_FRENCH, Locale.FRENCH, Locale.ENGLISH, Locale.GERMAN, Locale.JAPAN);
        return Combinators.combine(names(), names(), address, language, user)
                .as((first, last, email, lang, name) -> new Contact(first, last, email, lang, name));
    }

    @Provide
    Arbitrary<PortalEvent> events() {
        Arbitrary<String> company = names().map(name -> VisibleText.isIn(name) ? name : "Érablière");
        Arbitrary<EventHeader> header =
                company.map(name -> EventHeader.of(new EventId("e"), SampleEvents.GROUP, SampleEvents.WHEN, name));
        Arbitrary<ActionLink> link = Arbitraries.of(
                SampleEvents.link("x"), ActionLink.mintedAtSend("R-1", SampleEvents.WHEN.plus(Duration.ofMinutes(5))));
        Arbitrary<PortalEvent> requested = Combinators.combine(header, contacts(), link)
                .as((h, c, l) -> new AccessRequested(h, "R-1", c, null, null, null, "https://erp.example/r/1", l));
        Arbitrary<PortalEvent> added = Combinators.combine(header, contacts(), link)
                .as((h, c, l) -> new RepresentativeAdded(h, "R-1", c, "Luc", l));
        Arbitrary<PortalEvent> validated = Combinators.combine(
                        header, contacts(), Arbitraries.of(RepresentativeValidated.Kind.class))
                .as((h, c, k) -> new RepresentativeValidated(h, c, k, ContactRole.SECONDARY, List.of()));
        Arbitrary<PortalEvent> changed = Combinators.combine(
                        header, contacts().injectNull(0.2), contacts(), Arbitraries.of(true, false))
                .as((h, old, next, first) ->
                        new PrimaryContactChanged(h, old, next, first && old == null, ContactRole.SECONDARY, "Luc"));
        Arbitrary<PortalEvent> forgotten =
                Combinators.combine(header, contacts()).as((h, c) -> new UserNameForgotten(h, c, List.of("a", "b")));
        Arbitrary<PortalEvent> reset = Combinators.combine(header, contacts(), link)
                .as((h, c, l) -> new PasswordResetRequested(h, c.withUserName("marie"), l));
        Arbitrary<PortalEvent> password =
                Combinators.combine(header, contacts()).as(PasswordChanged::new);
        Arbitrary<PortalEvent> moved = Combinators.combine(header, contacts())
                .as((h, c) -> new AddressChanged(h, c, EmailAddress.of("old@erables.example"), null));
        return Arbitraries.oneOf(requested, added, validated, changed, forgotten, reset, password, moved);
    }

    @Provide
    Arbitrary<PortalEmailSettings> settings() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<MailText> reset = Arbitraries.of(
                        new MailText("Pour {{recipientFullName}}", "{{resetLink}}", ContentFormat.PLAIN),
                        new MailText(
                                "{{#recipientFirstName}}x{{/recipientFirstName}}",
                                "<p title=\"{{companyName}}\"><a href=\"{{resetLink}}\">{{companyName}}</a></p>",
                                ContentFormat.HTML))
                .injectNull(0.3);
        return Combinators.combine(flag, flag, flag, flag, reset).as((asked, fresh, old, internal, text) -> {
            PortalEmailSettings.Builder builder = SampleSettings.allOn().toBuilder()
                    .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, asked)
                    .turn(Switch.NOTIFY_NEW_PRIMARY_CONTACT, fresh)
                    .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, old);
            if (!internal) {
                builder.accessRequestsTo(null);
            }
            return builder.text(NotificationType.RESET_PASSWORD, Locale.FRENCH, text)
                    .build();
        });
    }
}
