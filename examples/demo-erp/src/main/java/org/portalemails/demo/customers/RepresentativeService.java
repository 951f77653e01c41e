package org.portalemails.demo.customers;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Notifier;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.InvitationResent;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.host.PortalProfile;
import org.portalemails.links.Invitations;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * What staff and customers do with representatives. Each method is one transaction: the ERP's own change and the
 * announcement to Portal Emails become true together, or not at all.
 */
@Service
@Transactional
public class RepresentativeService {
    private static final Duration REGISTRATION = Duration.ofDays(7);
    private static final Duration RESET = Duration.ofMinutes(30);

    private final Representatives representatives;
    private final Notifier notifier;
    private final Invitations invitations;
    private final PortalProfile profile;
    private final Clock clock;

    RepresentativeService(
            Representatives representatives,
            Notifier notifier,
            Invitations invitations,
            PortalProfile profile,
            Clock clock) {
        this.representatives = representatives;
        this.notifier = notifier;
        this.invitations = invitations;
        this.profile = profile;
        this.clock = clock;
    }

    /** What a person tells about themselves, or staff about a person. */
    public record Person(String firstName, String lastName, String email, Locale language) {}

    /** Adds a company; for the demo's data and for requests from companies that are not known yet. */
    public String addCompany(CustomerGroupId group, String name) {
        Company company = new Company(UUID.randomUUID().toString(), group, name.strip());
        representatives.add(company);
        return company.id();
    }

    /** Records somebody who has access already; nothing is announced. */
    public void recordValidated(
            String companyId, String firstName, String lastName, String email, Locale language, boolean primary) {
        Person person = new Person(firstName, lastName, email, language);
        Representative added = newRepresentative(company(companyId), person, Standing.VALIDATED);
        representatives.add(List.of(added.with(Standing.VALIDATED, primary, userName(person))));
    }

    /** A person of a company asks for access on the portal. */
    public List<Announcement> requestAccess(Person person, String companyName, CustomerGroupId group, String phone) {
        Company company =
                representatives.companyNamed(companyName).orElseGet(() -> company(addCompany(group, companyName)));
        Representative asking = newRepresentative(company, person, Standing.REQUESTED);
        representatives.add(List.of(asking));
        return List.of(notifier.announce(new AccessRequested(
                header("access-requested", asking),
                asking.id().substring(0, 8).toUpperCase(Locale.ROOT),
                asking.contact(),
                phone.isBlank() ? null : phone,
                null,
                null,
                "https://erp.erable.example/representatives/" + asking.id(),
                registration(asking))));
    }

    /** Staff add a person who did not ask. */
    public List<Announcement> add(String companyId, Person person, String staffName) {
        Representative added = newRepresentative(company(companyId), person, Standing.ADDED);
        representatives.add(List.of(added));
        return List.of(notifier.announce(added(added, staffName)));
    }

    /** Staff give access. The first one of a company becomes its primary contact. */
    public List<Announcement> validate(String id) {
        Representative before = representative(id);
        if (before.standing() == Standing.VALIDATED) {
            return List.of();
        }
        boolean first = representatives.primaryContact(before.company()).isEmpty();
        String userName = Optional.ofNullable(before.userName()).orElseGet(() -> userName(person(before)));
        Representative validated = before.with(Standing.VALIDATED, first, userName);
        representatives.update(validated);
        List<Announcement> answers = new ArrayList<>();
        answers.add(notifier.announce(new RepresentativeValidated(
                header("validated", validated),
                validated.contact(),
                before.standing() == Standing.REJECTED
                        ? RepresentativeValidated.Kind.AFTER_REJECTION
                        : RepresentativeValidated.Kind.FIRST,
                first ? ContactRole.PRIMARY : ContactRole.SECONDARY,
                List.of(validated.company().name()))));
        if (first) {
            answers.add(notifier.announce(new PrimaryContactChanged(
                    header("primary-contact", validated), null, validated.contact(), true, null, "Érable Industries")));
        }
        return answers;
    }

    /** Staff refuse access. Portal Emails has no mail for that. */
    public void reject(String id) {
        Representative before = representative(id);
        representatives.update(before.with(Standing.REJECTED, false, before.userName()));
    }

    /** Staff make a person the primary contact of their company. */
    public List<Announcement> makePrimary(String id, String staffName) {
        Representative next = representative(id);
        if (next.primaryContact() || next.standing() != Standing.VALIDATED) {
            return List.of();
        }
        Optional<Representative> previous = representatives.primaryContact(next.company());
        previous.ifPresent(old -> representatives.update(old.with(old.standing(), false, old.userName())));
        Representative changed = next.with(next.standing(), true, next.userName());
        representatives.update(changed);
        return List.of(notifier.announce(new PrimaryContactChanged(
                header("primary-contact", changed),
                previous.map(Representative::contact).orElse(null),
                changed.contact(),
                false,
                previous.isPresent() ? ContactRole.SECONDARY : null,
                staffName)));
    }

    /** Staff ask for a new password for somebody; the mail names their department. */
    public List<Announcement> resetPassword(String id) {
        Representative known = representative(id);
        if (!known.hasAccess()) {
            return List.of();
        }
        EventId request = new EventId("password-reset:" + UUID.randomUUID());
        return List.of(notifier.announce(new PasswordResetRequested(
                header(request, known, clock.instant()),
                known.contact(),
                ActionLink.mintedAtSend(known.id(), clock.instant().plus(RESET)),
                profile.supportContactName(known.contact().language()))));
    }

    /** Staff correct an address. Who has an account is told, at the new and at the old one. */
    public List<Announcement> changeAddress(String id, EmailAddress address, String staffName) {
        Representative before = representative(id);
        if (before.email().equals(address.value())) {
            return List.of();
        }
        Representative changed = before.withEmail(address.value());
        representatives.update(changed);
        return changed.hasAccess()
                ? List.of(notifier.announce(new AddressChanged(
                        header("address-changed", changed),
                        changed.contact(),
                        EmailAddress.of(before.email()),
                        staffName)))
                : List.of();
    }

    /** Somebody has chosen another password; the owner of the account is told, in case it was somebody else. */
    public Announcement passwordChanged(String id) {
        Representative owner = representative(id);
        EventId change = new EventId("password-changed:" + UUID.randomUUID());
        return notifier.announce(new PasswordChanged(header(change, owner, clock.instant()), owner.contact()));
    }

    /** Staff send the registration link again; the older one stops working when the new mail leaves. Nothing for who is registered. */
    public List<Announcement> invite(String id) {
        Representative invited = representative(id);
        return invitations
                .resend(new InvitationResent(
                        header("invited", invited),
                        invited.id().substring(0, 8).toUpperCase(Locale.ROOT),
                        invited.contact(),
                        registration(invited)))
                .stream()
                .toList();
    }

    RepresentativeAdded added(Representative added, String staffName) {
        return new RepresentativeAdded(
                header("added", added),
                added.id().substring(0, 8).toUpperCase(Locale.ROOT),
                added.contact(),
                staffName,
                registration(added));
    }

    Representative newRepresentative(Company company, Person person, Standing standing) {
        return new Representative(
                UUID.randomUUID().toString(),
                company,
                person.firstName().strip(),
                person.lastName().strip(),
                EmailAddress.of(person.email().strip()).value(),
                person.language(),
                null,
                standing,
                false,
                0,
                clock.instant());
    }

    private Company company(String id) {
        return representatives.company(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Representative representative(String id) {
        return representatives.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ActionLink registration(Representative person) {
        return ActionLink.mintedAtSend(person.id(), clock.instant().plus(REGISTRATION));
    }

    /** The id names the change, so that a repeated request announces nothing twice. */
    private EventHeader header(String what, Representative who) {
        return header(new EventId(what + ":" + who.id() + ":" + who.changes()), who, clock.instant());
    }

    private static EventHeader header(EventId id, Representative who, Instant at) {
        Company company = who.company();
        return EventHeader.of(id, company.group(), at, company.name()).withCompanyCustomers(List.of(company.name()));
    }

    private static Person person(Representative who) {
        return new Person(who.firstName(), who.lastName(), who.email(), who.language());
    }

    private static String userName(Person person) {
        String plain = Normalizer.normalize(person.firstName() + "." + person.lastName(), Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z0-9.]", "")
                .toLowerCase(Locale.ROOT);
        return plain.substring(0, Math.min(40, plain.length())) + "."
                + Integer.toHexString(person.email().toLowerCase(Locale.ROOT).hashCode() & 0xfff);
    }
}
