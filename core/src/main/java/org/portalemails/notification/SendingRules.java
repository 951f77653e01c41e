package org.portalemails.notification;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.Contact;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.host.CustomerGroup;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Sourced;

/**
 * Which event makes which mail, to whom, under which switch: the rules of the screen, one method for each event.
 *
 * <p>Pure. Of several reasons for a skip the first of this list is named: the portal is not in use, there is nobody to
 * tell, the policy, nothing new, the switch, no address, no sender.
 */
public final class SendingRules {
    /** What the rules say for one mail: a recipient, or a reason for none. */
    public record Verdict(
            NotificationType type,
            @Nullable Recipient recipient,
            @Nullable EmailAddress address,
            @Nullable SkipReason skip) {
        static Verdict send(NotificationType type, Recipient recipient) {
            return new Verdict(type, recipient, recipient.email(), null);
        }

        static Verdict skip(NotificationType type, @Nullable EmailAddress address, SkipReason reason) {
            return new Verdict(type, null, address, reason);
        }
    }

    private final CompositionPolicy policy;

    public SendingRules(CompositionPolicy policy) {
        this.policy = policy;
    }

    /** One verdict for each mail that the event may cause, in the order of the screen. */
    public List<Verdict> verdicts(PortalEvent event, CustomerGroup group, EffectiveSettings settings) {
        List<Verdict> verdicts = byEvent(event, settings);
        return verdicts.stream()
                .map(verdict -> {
                    if (!group.usesPortal()) {
                        return Verdict.skip(verdict.type(), verdict.address(), SkipReason.PORTAL_NOT_USED);
                    }
                    if (verdict.skip() == null && settings.sendFrom().isEmpty()) {
                        return Verdict.skip(verdict.type(), verdict.address(), SkipReason.NO_SENDER);
                    }
                    return verdict;
                })
                .toList();
    }

    /** The mails that an event may cause, in the order of the screen. */
    public static List<NotificationType> mailsOf(PortalEvent event) {
        if (event instanceof AccessRequested) {
            return List.of(NotificationType.INTERNAL_ACCESS_REQUEST, NotificationType.CUSTOMER_ACCESS_REQUEST);
        }
        if (event instanceof RepresentativeAdded) {
            return List.of(NotificationType.CUSTOMER_ACCESS_REQUEST);
        }
        if (event instanceof RepresentativeValidated) {
            return List.of(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION);
        }
        if (event instanceof PrimaryContactChanged) {
            return List.of(NotificationType.NEW_PRIMARY_CONTACT, NotificationType.OLD_PRIMARY_CONTACT);
        }
        return List.of(
                event instanceof UserNameForgotten
                        ? NotificationType.FORGOT_USER_NAME
                        : NotificationType.RESET_PASSWORD);
    }

    private List<Verdict> byEvent(PortalEvent event, EffectiveSettings settings) {
        if (event instanceof AccessRequested requested) {
            return List.of(internalAccessRequest(settings), ownAccessRequest(requested));
        }
        if (event instanceof RepresentativeAdded added) {
            return List.of(accessRequestByOthers(added, settings));
        }
        if (event instanceof RepresentativeValidated validated) {
            return List.of(validation(validated));
        }
        if (event instanceof PrimaryContactChanged changed) {
            return primaryContacts(changed, settings);
        }
        if (event instanceof UserNameForgotten forgotten) {
            return List.of(toContact(NotificationType.FORGOT_USER_NAME, forgotten.contact()));
        }
        return List.of(toContact(NotificationType.RESET_PASSWORD, ((PasswordResetRequested) event).contact()));
    }

    /** To "Send Access Request … To", in the language of the settings; no switch. */
    private static Verdict internalAccessRequest(EffectiveSettings settings) {
        Optional<EmailAddress> staff = settings.accessRequestsTo().map(Sourced::value);
        Locale language = settings.language();
        return staff.map(address -> Verdict.send(
                        NotificationType.INTERNAL_ACCESS_REQUEST, new Recipient("", "", address, language)))
                .orElseGet(() -> Verdict.skip(NotificationType.INTERNAL_ACCESS_REQUEST, null, SkipReason.NO_ADDRESS));
    }

    /** They asked themselves: always, unless the host reads the switch the other way. */
    private Verdict ownAccessRequest(AccessRequested event) {
        NotificationType type = NotificationType.CUSTOMER_ACCESS_REQUEST;
        if (!policy.mailsWhoAskedThemselves()) {
            return Verdict.skip(type, event.requester().email(), SkipReason.POLICY);
        }
        return toContact(type, event.requester());
    }

    /** Others added them: only if the box is ticked. */
    private static Verdict accessRequestByOthers(RepresentativeAdded event, EffectiveSettings settings) {
        NotificationType type = NotificationType.CUSTOMER_ACCESS_REQUEST;
        if (!settings.mailCustomersWhoDidNotAsk().value()) {
            return Verdict.skip(type, event.representative().email(), SkipReason.SWITCHED_OFF);
        }
        return toContact(type, event.representative());
    }

    /** Always on, for a validation that tells them something new. */
    private static Verdict validation(RepresentativeValidated event) {
        NotificationType type = NotificationType.CUSTOMER_VALIDATION_CONFIRMATION;
        return switch (event.kind()) {
            case FIRST, AFTER_REJECTION -> toContact(type, event.representative());
            case CREATED_VALIDATED, FURTHER_LINK ->
                Verdict.skip(type, event.representative().email(), SkipReason.NOTHING_NEW);
        };
    }

    /** One change, up to two mails, two independent switches. */
    private List<Verdict> primaryContacts(PrimaryContactChanged event, EffectiveSettings settings) {
        Contact previous = event.previous();
        Contact next = event.next();
        boolean same = previous != null && next != null && samePersonOrMailbox(previous, next);
        SkipReason newReason = null;
        if (next == null) {
            newReason = SkipReason.NOBODY_TO_TELL;
        } else if (same) {
            newReason = SkipReason.SAME_MAILBOX;
        } else if (event.firstAssignment() && !policy.announcesFirstPrimaryContact()) {
            newReason = SkipReason.ANNOUNCED_BY_ANOTHER_MAIL;
        } else if (!settings.notifyNewPrimaryContact().value()) {
            newReason = SkipReason.SWITCHED_OFF;
        }
        SkipReason oldReason = null;
        if (previous == null) {
            oldReason = SkipReason.NOBODY_TO_TELL;
        } else if (same) {
            oldReason = SkipReason.SAME_MAILBOX;
        } else if (!settings.notifyOldPrimaryContact().value()) {
            oldReason = SkipReason.SWITCHED_OFF;
        }
        return List.of(
                verdict(NotificationType.NEW_PRIMARY_CONTACT, next, newReason),
                verdict(NotificationType.OLD_PRIMARY_CONTACT, previous, oldReason));
    }

    private static Verdict verdict(NotificationType type, @Nullable Contact contact, @Nullable SkipReason reason) {
        if (contact == null) {
            return Verdict.skip(type, null, SkipReason.NOBODY_TO_TELL);
        }
        return reason == null ? toContact(type, contact) : Verdict.skip(type, contact.email(), reason);
    }

    private static boolean samePersonOrMailbox(Contact one, Contact other) {
        if (one.equals(other) || one.userName() != null && one.userName().equals(other.userName())) {
            return true;
        }
        EmailAddress first = one.email();
        EmailAddress second = other.email();
        return first != null && second != null && first.mailboxKey().equals(second.mailboxKey());
    }

    private static Verdict toContact(NotificationType type, Contact contact) {
        EmailAddress email = contact.email();
        return email == null
                ? Verdict.skip(type, null, SkipReason.NO_ADDRESS)
                : Verdict.send(type, Recipient.of(contact, email));
    }
}
