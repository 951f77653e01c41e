package org.portalemails.docs;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.portalemails.address.EmailAddress;
import org.portalemails.composition.MailComposer;
import org.portalemails.composition.NoAccountMail;
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
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.MailLayout;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

/**
 * Every built-in mail as its recipient gets it, with names that begin with a vowel and a portal whose name is a title: what
 * elision and articles go wrong with.
 */
final class BuiltInMails {
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CANADA_FRENCH, Locale.FRENCH);

    private static final Instant WHEN = Instant.parse("2026-11-27T23:22:00Z");
    private static final EmailAddress ADDRESS = EmailAddress.of("amelie.ouellet@beaumont.example");
    private static final PortalProfile PROFILE = PortalProfile.builder()
            .senderCompanyName("Érable Industries inc.")
            .portalName("Billing and Receivables Portal")
            .portalName(Locale.FRENCH, "Portail Facturation et comptes clients")
            .portalUrl("https://portail.erable.example")
            .supportContact("Accounts Receivable", EmailAddress.of("comptes.clients@erable.example"), "1 800 555-0142")
            .supportContactName(Locale.FRENCH, "Service des comptes clients")
            .zone(ZoneId.of("America/Toronto"))
            .build();

    /**
     * A mail in one language.
     *
     * @param title its code, and the situation
     */
    record Sample(String title, ComposedMail mail) {}

    private BuiltInMails() {}

    /** The page, mail by mail. */
    static String page() {
        StringBuilder page = new StringBuilder();
        for (Locale language : LANGUAGES) {
            page.append("\n## ").append(language.toLanguageTag()).append('\n');
            for (Sample sample : in(language)) {
                page.append("\n### ")
                        .append(language.toLanguageTag())
                        .append(": ")
                        .append(sample.title());
                page.append("\n\n```text\n").append(sample.mail().subject()).append("\n\n");
                page.append(sample.mail().text().masked().strip()).append("\n```\n");
            }
        }
        return page.append('\n').toString();
    }

    /** Every mail, in each of the situations that change its words. */
    static List<Sample> in(Locale language) {
        Contact amelie = new Contact("Amélie", "Ouellet", ADDRESS, language, "aouellet");
        Contact olivier = Contact.of("Olivier", "Bélanger", "olivier.belanger@beaumont.example", language);
        ActionLink link = ActionLink.given("https://portail.erable.example/s/EXAMPLE", WHEN.plusSeconds(1800));
        EventHeader header = EventHeader.of(new EventId("e"), SampleEvents.GROUP, WHEN, "Aciérie Beaumont ltée");
        List<Sample> samples = new ArrayList<>();
        AccessRequested requested = new AccessRequested(
                header,
                "R-2026-0042",
                amelie,
                "418 555-0155",
                "•••• •••• 4321",
                "12, rue des Forges\nBeaumont (Québec) G0R 1C0",
                "https://pgi.erable.example/demandes/R-2026-0042",
                null);
        add(samples, language, NotificationType.INTERNAL_ACCESS_REQUEST, "", requested);
        add(samples, language, NotificationType.CUSTOMER_ACCESS_REQUEST, ", asked for", requested);
        add(
                samples,
                language,
                NotificationType.CUSTOMER_ACCESS_REQUEST,
                ", invited",
                new RepresentativeAdded(header, "R-2026-0043", amelie, "Claire Gagnon", link));
        add(
                samples,
                language,
                NotificationType.CUSTOMER_VALIDATION_CONFIRMATION,
                "",
                new RepresentativeValidated(
                        header,
                        amelie,
                        RepresentativeValidated.Kind.FIRST,
                        ContactRole.PRIMARY,
                        List.of("Aciérie Beaumont ltée", "Usinage Beaumont inc.")));
        PrimaryContactChanged changed =
                new PrimaryContactChanged(header, olivier, amelie, false, ContactRole.SECONDARY, "Claire Gagnon");
        add(samples, language, NotificationType.NEW_PRIMARY_CONTACT, "", changed);
        add(samples, language, NotificationType.OLD_PRIMARY_CONTACT, "", changed);
        add(
                samples,
                language,
                NotificationType.OLD_PRIMARY_CONTACT,
                ", no longer a contact",
                new PrimaryContactChanged(header, olivier, null, false, null, "Claire Gagnon"));
        add(
                samples,
                language,
                NotificationType.FORGOT_USER_NAME,
                "",
                new UserNameForgotten(header, amelie, List.of("aouellet", "aouellet2")));
        add(samples, language, NotificationType.RESET_PASSWORD, "", new PasswordResetRequested(header, amelie, link));
        add(
                samples,
                language,
                NotificationType.RESET_PASSWORD,
                ", requested by staff",
                new PasswordResetRequested(header, amelie, link, PROFILE.supportContactName(language)));
        add(samples, language, NotificationType.PASSWORD_CHANGED, "", new PasswordChanged(header, amelie));
        AddressChanged moved = new AddressChanged(
                header, amelie, EmailAddress.of("a.ouellet@beaumont.example"), PROFILE.supportContactName(language));
        add(samples, language, NotificationType.NEW_ADDRESS, "", moved);
        add(samples, language, NotificationType.OLD_ADDRESS, "", moved);
        samples.add(new Sample(
                "no account",
                NoAccountMail.compose(
                                ADDRESS,
                                NotificationType.RESET_PASSWORD,
                                language,
                                settings(language),
                                PROFILE,
                                WHEN,
                                new EventId("e"),
                                new MailId("m"),
                                MailLayout.standard())
                        .orElseThrow()));
        return samples;
    }

    private static EffectiveSettings settings(Locale language) {
        PortalEmailSettings installation =
                SampleSettings.allOn().toBuilder().language(language).build();
        return EffectiveSettings.of(null, InheritedSettings.byGroup(null, installation), BuiltInTexts.load());
    }

    private static void add(
            List<Sample> samples, Locale language, NotificationType type, String situation, PortalEvent event) {
        MailComposer composer = new MailComposer(
                FieldCatalogue.builtIn(),
                BuiltInTexts.load(),
                CompositionPolicy.DEFAULT,
                RequestLimits.none(),
                MailLayout.standard());
        for (PlannedMail plan : composer.compose(
                event, SampleSettings.group(), settings(language), PROFILE, WHEN, () -> new MailId("m"))) {
            if (plan instanceof PlannedMail.Send send && send.mail().type() == type) {
                samples.add(new Sample(type.code() + situation, send.mail()));
            }
        }
    }
}
