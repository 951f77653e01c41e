package org.portalemails.demo.customers;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.PastEvents;
import org.portalemails.event.ActionLink;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.InvitationResent;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.host.PortalProfile;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.OutboxEntry;
import org.springframework.stereotype.Component;

/** What this ERP tells Portal Emails once more when staff send a mail again: with the address and the name that the person has today. */
@Component
class ToldAgain implements PastEvents {
    private static final Duration REGISTRATION = Duration.ofDays(7);
    private static final Duration RESET = Duration.ofMinutes(30);

    private final Representatives representatives;
    private final PortalProfile profile;
    private final Clock clock;

    ToldAgain(Representatives representatives, PortalProfile profile, Clock clock) {
        this.representatives = representatives;
        this.profile = profile;
        this.clock = clock;
    }

    @Override
    public Optional<PortalEvent> again(OutboxEntry mail, EventId id) {
        return whose(mail).flatMap(who -> event(NotificationType.ofCode(mail.typeCode()), header(who, id), who));
    }

    /** Our events name the person, but for those that somebody caused who was not signed in. */
    private Optional<Representative> whose(OutboxEntry mail) {
        String[] parts = mail.eventId().value().split(":");
        Optional<Representative> named = parts.length > 1 ? representatives.find(parts[1]) : Optional.empty();
        String address = mail.recipient();
        return named.or(() -> address == null
                ? Optional.empty()
                : representatives.behind(EmailAddress.of(address)).stream()
                        .filter(one -> one.company().group().equals(mail.group()))
                        .findFirst());
    }

    private EventHeader header(Representative who, EventId id) {
        Company company = who.company();
        return EventHeader.of(id, company.group(), clock.instant(), company.name())
                .withCompanyCustomers(List.of(company.name()));
    }

    private Optional<PortalEvent> event(NotificationType type, EventHeader header, Representative who) {
        return switch (type) {
            case CUSTOMER_ACCESS_REQUEST ->
                who.hasAccess()
                        ? Optional.empty()
                        : Optional.of(new InvitationResent(
                                header,
                                who.id().substring(0, 8).toUpperCase(Locale.ROOT),
                                who.contact(),
                                ActionLink.mintedAtSend(
                                        who.id(), clock.instant().plus(REGISTRATION))));
            case CUSTOMER_VALIDATION_CONFIRMATION ->
                when(
                        who.hasAccess(),
                        () -> new RepresentativeValidated(
                                header,
                                who.contact(),
                                RepresentativeValidated.Kind.FIRST,
                                who.primaryContact() ? ContactRole.PRIMARY : ContactRole.SECONDARY,
                                List.of(who.company().name())));
            case NEW_PRIMARY_CONTACT ->
                when(
                        who.primaryContact(),
                        () -> new PrimaryContactChanged(
                                header, null, who.contact(), false, null, profile.senderCompanyName(who.language())));
            case FORGOT_USER_NAME ->
                when(who.hasAccess(), () -> new UserNameForgotten(header, who.contact(), List.of(userName(who))));
            case RESET_PASSWORD ->
                when(
                        who.hasAccess(),
                        () -> new PasswordResetRequested(
                                header,
                                who.contact(),
                                ActionLink.mintedAtSend(
                                        who.id(), clock.instant().plus(RESET)),
                                profile.supportContactName(who.language())));
            // What was true then, and the notices of a change, are not told twice.
            default -> Optional.empty();
        };
    }

    private static String userName(Representative who) {
        return String.valueOf(who.userName());
    }

    private static Optional<PortalEvent> when(boolean still, Supplier<PortalEvent> event) {
        return still ? Optional.of(event.get()) : Optional.empty();
    }
}
