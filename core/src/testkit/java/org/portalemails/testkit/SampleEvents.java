package org.portalemails.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.InvitationResent;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.recovery.PortalAccount;

/** Events as a host might announce them, complete in every field. The same call gives equal events. */
public final class SampleEvents {
    /** The group of all sample events. */
    public static final CustomerGroupId GROUP = new CustomerGroupId("WHOLESALE-QC");
    /** When sample events happen, unless told otherwise. */
    public static final Instant WHEN = SettableClock.START;
    /** Stands in every secret link of the samples, so that a test can look for it where it must not be. */
    public static final String SECRET_MARK = "SECRET-7f3a9c";

    /** A representative who reads Canadian French. */
    public static final Contact MARIE = Contact.of(
                    "Marie", "Tremblay", "marie.tremblay@erables.example", Locale.CANADA_FRENCH)
            .withUserName("mtremblay");
    /** A representative who reads English. */
    public static final Contact JOHN = Contact.of("John", "Smith", "john.smith@erables.example", Locale.ENGLISH)
            .withUserName("jsmith");

    private SampleEvents() {}

    /**
     * Marie's account, as it is found through her address.
     *
     * @return the account
     */
    public static PortalAccount account() {
        return PortalAccount.of(GROUP, "Érablière du Nord inc.", MARIE, "account-marie");
    }

    /**
     * The header of an event.
     *
     * @param eventId its id
     * @return a header
     */
    public static EventHeader header(String eventId) {
        return EventHeader.of(new EventId(eventId), GROUP, WHEN, "Érablière du Nord inc.")
                .withCompanyCustomers(List.of("Érablière du Nord inc.", "Sirops du Nord ltée"));
    }

    /**
     * A link with {@link #SECRET_MARK} in it, good for 30 minutes from {@link #WHEN}.
     *
     * @param path the last part of its address
     * @return a link
     */
    public static ActionLink link(String path) {
        return ActionLink.given(
                "https://portal.boreal.example/" + path + "?token=" + SECRET_MARK + "&step=1",
                WHEN.plus(Duration.ofMinutes(30)));
    }

    /**
     * Marie asks for access herself.
     *
     * @param eventId the event's id
     * @return the event
     */
    public static AccessRequested accessRequested(String eventId) {
        return new AccessRequested(
                header(eventId),
                "R-2026-0042",
                MARIE,
                "+1 418 555-0142",
                "•••• •••• 4321",
                "120, rue Saint-Jean\nQuébec (Québec) G1R 1N8",
                "https://erp.boreal.example/receivables/requests/R-2026-0042",
                link("register"));
    }

    /**
     * Staff add Marie.
     *
     * @param eventId the event's id
     * @return the event
     */
    public static RepresentativeAdded representativeAdded(String eventId) {
        return new RepresentativeAdded(header(eventId), "R-2026-0043", MARIE, "Luc Gagnon", link("register"));
    }

    /**
     * Staff send Marie her invitation again.
     *
     * @param eventId the event's id
     * @return the event
     */
    public static InvitationResent invitationResent(String eventId) {
        return new InvitationResent(header(eventId), "R-2026-0043", MARIE, link("register"));
    }

    /**
     * Staff validate Marie.
     *
     * @param eventId the event's id
     * @param kind how it came about
     * @return the event
     */
    public static RepresentativeValidated representativeValidated(String eventId, RepresentativeValidated.Kind kind) {
        return new RepresentativeValidated(
                header(eventId), MARIE, kind, ContactRole.PRIMARY, List.of("Érablière du Nord inc."));
    }

    /**
     * Marie takes over from John as primary contact.
     *
     * @param eventId the event's id
     * @return the event
     */
    public static PrimaryContactChanged primaryContactChanged(String eventId) {
        return new PrimaryContactChanged(header(eventId), JOHN, MARIE, false, ContactRole.SECONDARY, "Luc Gagnon");
    }

    /**
     * Marie forgot her user names.
     *
     * @param eventId the event's id
     * @return the event
     */
    public static UserNameForgotten userNameForgotten(String eventId) {
        return new UserNameForgotten(header(eventId), MARIE, List.of("mtremblay", "marie.t"));
    }

    /**
     * Marie wants a new password.
     *
     * @param eventId the event's id
     * @return the event
     */
    public static PasswordResetRequested passwordResetRequested(String eventId) {
        return new PasswordResetRequested(header(eventId), MARIE, link("reset"));
    }

    /**
     * Marie has a new password.
     *
     * @param eventId the event's id
     * @return the event
     */
    public static PasswordChanged passwordChanged(String eventId) {
        return new PasswordChanged(header(eventId), MARIE);
    }

    /**
     * Staff changed Marie's address.
     *
     * @param eventId the event's id
     * @return the event
     */
    public static AddressChanged addressChanged(String eventId) {
        return new AddressChanged(header(eventId), MARIE, EmailAddress.of("marie@sirops.example"), "Luc Gagnon");
    }
}
