package org.portalemails.testkit;

import java.time.ZoneId;
import java.util.Locale;
import org.portalemails.address.EmailAddress;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.notification.Switch;
import org.portalemails.settings.PortalEmailSettings;

/** Settings and host configuration as they might be. */
public final class SampleSettings {
    private SampleSettings() {}

    /**
     * A group with both addresses, every switch on, and no text of its own.
     *
     * @return settings that can be sent with
     */
    public static PortalEmailSettings allOn() {
        return PortalEmailSettings.builder()
                .accessRequestsTo(EmailAddress.of("comptes.clients@boreal.example"))
                .sendFrom(EmailAddress.of("portail@boreal.example"))
                .senderName("Distribution Boréale")
                .replyTo(EmailAddress.of("soutien@boreal.example"))
                .language(Locale.CANADA_FRENCH)
                .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, true)
                .turn(Switch.NOTIFY_NEW_PRIMARY_CONTACT, true)
                .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, true)
                .build();
    }

    /**
     * The customer group of the sample events, which uses the portal.
     *
     * @return the group
     */
    public static CustomerGroup group() {
        return new CustomerGroup(SampleEvents.GROUP, "Grossistes du Québec", true);
    }

    /**
     * What a host might say of itself.
     *
     * @return a profile
     */
    public static PortalProfile profile() {
        return PortalProfile.builder()
                .senderCompanyName("Distribution Boréale")
                .portalName("Portail Boréal")
                .portalUrl("https://portal.boreal.example/")
                .supportContact("Service aux comptes", EmailAddress.of("soutien@boreal.example"), "+1 418 555-0100")
                .messageIdDomain("mail.boreal.example")
                .zone(ZoneId.of("America/Toronto"))
                .build();
    }
}
