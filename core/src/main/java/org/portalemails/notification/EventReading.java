package org.portalemails.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.VisibleText;
import org.portalemails.template.MergeValues;
import org.portalemails.template.html.HttpsAddress;

/**
 * Reads an event for one mail, value by value, in the words of the reader's language. What a stranger may have typed (an access request,
 * or the representative whom somebody adds) is carried {@link Unlinked}: this server mails it to whomever the stranger names.
 */
public final class EventReading {
    private final NotificationType type;
    private final FieldCatalogue catalogue;
    private final MergeValues.Builder values = MergeValues.builder();
    private final Map<String, ActionLink> links = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final LocalizedValues words;
    private final boolean strange;

    private EventReading(NotificationType type, FieldCatalogue catalogue, LocalizedValues words, boolean strange) {
        this.strange = strange;
        this.type = type;
        this.catalogue = catalogue;
        this.words = words;
    }

    public static EventValues read(
            PortalEvent event,
            NotificationType type,
            Recipient recipient,
            CustomerGroup group,
            PortalProfile profile,
            Instant announcedAt,
            Locale language,
            FieldCatalogue catalogue) {
        EventReading reading =
                new EventReading(type, catalogue, LocalizedValues.of(language, profile.zone()), isByStranger(event));
        reading.common(event.header(), recipient, group, profile, announcedAt, language);
        reading.byEvent(event);
        event.header().hostValues().forEach(reading::text);
        return new EventValues(
                type, catalogue, reading.values.build(), Map.copyOf(reading.links), Map.copyOf(reading.addresses));
    }

    private void common(
            EventHeader header,
            Recipient recipient,
            CustomerGroup group,
            PortalProfile profile,
            Instant announcedAt,
            Locale language) {
        text("recipientFirstName", recipient.firstName());
        text("recipientLastName", recipient.lastName());
        text("recipientFullName", recipient.fullName());
        text("recipientEmail", recipient.email().value());
        typed("companyName", header.companyName());
        list(
                "companyCustomerNames",
                header.companyCustomerNames().stream().map(this::carried).toList());
        text("customerGroupName", group.name());
        text("senderCompanyName", profile.senderCompanyName(language));
        text("portalName", profile.portalName(language));
        text("portalUrl", profile.portalUrl(language));
        text("supportContactName", profile.supportContactName(language));
        EmailAddress support = profile.supportContactEmail();
        text("supportContactEmail", support == null ? null : support.value());
        text("supportContactPhone", profile.supportContactPhone());
        text("sentDate", words.date(announcedAt));
    }

    private void byEvent(PortalEvent event) {
        Instant occurredAt = event.header().occurredAt();
        if (event instanceof AccessRequested requested) {
            text("requestId", requested.requestId());
            moment("requestedAt", occurredAt);
            Contact requester = requested.requester();
            typed("requesterFullName", requester.fullName());
            EmailAddress email = requester.email();
            text("requesterEmail", email == null ? null : email.value());
            typed("requesterPhone", requested.requesterPhone());
            typed("taxIdMasked", requested.taxIdMasked());
            typed("mailingAddress", requested.mailingAddress());
            text("reviewUrl", requested.reviewUrl());
            typed("userName", requester.userName());
            registration(requested.registration());
        } else if (event instanceof RepresentativeAdded added) {
            text("requestId", added.requestId());
            moment("requestedAt", occurredAt);
            typed("initiatorName", added.initiatorName());
            typed("userName", added.representative().userName());
            registration(added.registration());
        } else if (event instanceof RepresentativeValidated validated) {
            moment("validatedAt", occurredAt);
            text("contactRole", role(validated.role()));
            text("userName", validated.representative().userName());
            list("linkedCompanyCustomers", validated.linkedCompanyCustomers());
        } else if (event instanceof PrimaryContactChanged changed) {
            moment("effectiveAt", occurredAt);
            text("previousPrimaryContactName", name(changed.previous()));
            text("newPrimaryContactName", name(changed.next()));
            ContactRole remaining = changed.remainingRole();
            text("remainingRole", remaining == null ? null : role(remaining));
            text("changedByName", changed.changedByName());
        } else if (event instanceof UserNameForgotten forgotten) {
            moment("requestedAt", occurredAt);
            text("userName", forgotten.userNames().get(0));
            list("userNames", forgotten.userNames());
        } else {
            reset((PasswordResetRequested) event, occurredAt);
        }
    }

    private void reset(PasswordResetRequested event, Instant occurredAt) {
        moment("requestedAt", occurredAt);
        text("userName", Objects.requireNonNull(event.contact().userName()));
        text("requestedByName", event.requestedByName());
        link("resetLink", event.reset());
        moment("resetLinkExpiresAt", event.reset().expiresAt());
        long minutes = Duration.between(occurredAt, event.reset().expiresAt()).toMinutes();
        text("resetLinkValidMinutes", Long.toString(Math.max(1, minutes)));
    }

    private void registration(@Nullable ActionLink link) {
        if (link != null) {
            link("registrationLink", link);
            moment("registrationLinkExpiresAt", link.expiresAt());
        }
    }

    private static @Nullable String name(@Nullable Contact contact) {
        return contact == null ? null : contact.fullName();
    }

    private String role(ContactRole role) {
        return words.contactRole(role);
    }

    private void moment(String field, Instant moment) {
        text(field, words.moment(moment));
    }

    /** Only fields of this mail's catalogue get a value: no text can show what its mail does not have. */
    private void text(String field, @Nullable String value) {
        MergeField known = catalogue.field(type, field).orElse(null);
        if (known == null) {
            return;
        }
        if (known.is(MergeField.Flag.LINK) && value != null && VisibleText.isIn(value)) {
            address(known, HttpsAddress.parse(value).orElseThrow(() -> new UnusableValueException(type, field)));
        } else {
            values.text(field, value);
        }
    }

    /** One that a reader needs is a hole until the mail is complete: then nothing grows together with it. */
    private void address(MergeField field, String address) {
        if (field.isNeededLink()) {
            addresses.put(field.name(), address);
            values.hole(field.name());
        } else {
            values.text(field.name(), address);
        }
    }

    /** A value that a person typed. */
    private void typed(String field, @Nullable String value) {
        text(field, value == null ? null : carried(value));
    }

    private String carried(String value) {
        if (!strange) {
            return value;
        }
        String unlinked = Unlinked.of(value);
        // What grew beyond the longest value is cut: nobody writes so many addresses into a name.
        return unlinked.length() <= MergeValues.MAX_VALUE_LENGTH
                ? unlinked
                : unlinked.substring(0, unlinked.offsetByCodePoints(0, MergeValues.MAX_VALUE_LENGTH / 2));
    }

    /** Whether anybody can cause it, or name whom it goes to. */
    public static boolean isByStranger(PortalEvent event) {
        return event instanceof AccessRequested || event instanceof RepresentativeAdded;
    }

    private void list(String field, List<String> items) {
        if (catalogue.field(type, field).isPresent()) {
            values.list(field, items, words.list(items));
        }
    }

    private void link(String field, ActionLink link) {
        MergeField known = catalogue.field(type, field).orElse(null);
        if (known != null) {
            values.hole(field);
            links.put(field, link);
        }
    }

    /** Nothing personal. */
    @Override
    public String toString() {
        return "EventReading[" + type.code() + "]";
    }
}
