package org.portalemails.email;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.event.EventId;
import org.portalemails.limit.Quota;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;

/**
 * What is written down at an announcement: a mail that will be sent, or a mail that will not, with the reason, so that
 * staff can see it.
 */
public sealed interface PlannedMail {
    /** The route of a host that has only one, and of everything that was stored before there were routes. */
    String DEFAULT_ROUTE = "default";

    /**
     * The entry's id, which is the mail's.
     *
     * @return the id
     */
    MailId id();

    /**
     * The event.
     *
     * @return its id
     */
    EventId eventId();

    /**
     * Which of the mails.
     *
     * @return its type
     */
    NotificationType type();

    /**
     * Whose settings applied.
     *
     * @return the group
     */
    CustomerGroupId group();

    /**
     * The company of that group.
     *
     * @return in whose name it is sent
     */
    CompanyId company();

    /**
     * By which route it leaves.
     *
     * @return the name of the {@linkplain org.portalemails.transport.MailRoute route}; {@link #DEFAULT_ROUTE} for what is not sent
     */
    String route();

    /**
     * A mail to send.
     *
     * @param mail the mail
     * @param supersedes a key: older queued mails with the same key are cancelled by this one; or {@code null}
     * @param quotas under which limits it is counted before it is sent, in the order in which to count; at most three, usually none
     * @param company in whose name it is sent
     * @param route the name of the {@linkplain org.portalemails.transport.MailRoute route} by which it leaves
     * @param origin from what it was made, or {@code null} if that is not known
     * @param kind why it is sent
     * @param resendOf the mail that it repeats, or {@code null}
     */
    record Send(
            ComposedMail mail,
            @Nullable String supersedes,
            List<Quota> quotas,
            CompanyId company,
            String route,
            @Nullable MailOrigin origin,
            Kind kind,
            @Nullable MailId resendOf)
            implements PlannedMail {
        /** Why a mail is sent. */
        public enum Kind {
            /** To tell its recipient something. */
            REAL,
            /** To show an administrator what a text looks like; not counted. */
            TEST
        }

        /** Refuses {@code null} and a key longer than 191 characters, and copies the list. */
        public Send {
            Objects.requireNonNull(mail, "mail");
            Objects.requireNonNull(company, "company");
            Objects.requireNonNull(route, "route");
            Objects.requireNonNull(kind, "kind");
            if (supersedes != null && supersedes.length() > 191) {
                throw new IllegalArgumentException("supersedes: at most 191 characters");
            }
            quotas = List.copyOf(quotas);
        }

        /**
         * A mail of the one company, by the one route, that no limit governs.
         *
         * @param mail the mail
         * @param supersedes a key, or {@code null}
         */
        public Send(ComposedMail mail, @Nullable String supersedes) {
            this(mail, supersedes, List.of());
        }

        /**
         * A mail of the one company, by the one route.
         *
         * @param mail the mail
         * @param supersedes a key, or {@code null}
         * @param quotas under which limits it is counted
         */
        public Send(ComposedMail mail, @Nullable String supersedes, List<Quota> quotas) {
            this(mail, supersedes, quotas, CompanyId.DEFAULT, DEFAULT_ROUTE);
        }

        /**
         * A mail that is sent to tell its recipient something.
         *
         * @param mail the mail
         * @param supersedes a key, or {@code null}
         * @param quotas under which limits it is counted
         * @param company in whose name it is sent
         * @param route by which it leaves
         */
        public Send(
                ComposedMail mail, @Nullable String supersedes, List<Quota> quotas, CompanyId company, String route) {
            this(mail, supersedes, quotas, company, route, null, Kind.REAL, null);
        }

        /**
         * The same mail, by another route.
         *
         * @param name the route's name
         * @return another plan
         */
        public Send by(String name) {
            return new Send(mail, supersedes, quotas, company, name, origin, kind, resendOf);
        }

        /**
         * The same mail as a part of a trace.
         *
         * @param announcers what of the announcer's trace goes with it
         * @return another plan
         */
        public Send tracedBy(Map<String, String> announcers) {
            return new Send(mail.tracedBy(announcers), supersedes, quotas, company, route, origin, kind, resendOf);
        }

        /**
         * The same mail as what repeats another one.
         *
         * @param earlier the mail that a person asked to send again
         * @return another plan
         */
        public Send repeating(MailId earlier) {
            return new Send(mail, supersedes, quotas, company, route, origin, kind, earlier);
        }

        /**
         * By what its recipient is found who is known by name.
         *
         * @return a form of {@link PersonName}, or {@code null}
         */
        public @Nullable String person() {
            return PersonName.key(mail.to().displayName());
        }

        /**
         * The same mail, not sent.
         *
         * @param reason why not
         * @return an entry with the same id
         */
        public Skip skipped(SkipReason reason) {
            return new Skip(
                    mail.id(),
                    mail.eventId(),
                    mail.type(),
                    mail.group(),
                    mail.to().address().mailboxKey(),
                    person(),
                    reason,
                    company);
        }

        @Override
        public MailId id() {
            return mail.id();
        }

        @Override
        public EventId eventId() {
            return mail.eventId();
        }

        @Override
        public NotificationType type() {
            return mail.type();
        }

        @Override
        public CustomerGroupId group() {
            return mail.group();
        }
    }

    /**
     * A mail that is not sent.
     *
     * @param id the entry's id
     * @param eventId the event
     * @param type which of the mails
     * @param group whose settings applied
     * @param recipient the mailbox key of who would have received it, or {@code null} if there is no address
     * @param person by what that person is found by name, a form of {@link PersonName}, or {@code null}
     * @param reason why not
     * @param company in whose name it would have been sent
     */
    record Skip(
            MailId id,
            EventId eventId,
            NotificationType type,
            CustomerGroupId group,
            @Nullable String recipient,
            @Nullable String person,
            SkipReason reason,
            CompanyId company)
            implements PlannedMail {
        /** An entry of the one company. */
        public Skip(
                MailId id,
                EventId eventId,
                NotificationType type,
                CustomerGroupId group,
                @Nullable String recipient,
                SkipReason reason) {
            this(id, eventId, type, group, recipient, null, reason, CompanyId.DEFAULT);
        }

        /** Refuses {@code null}. */
        public Skip {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(eventId, "eventId");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(company, "company");
        }

        @Override
        public String route() {
            return DEFAULT_ROUTE;
        }

        /** Without the recipient. */
        @Override
        public String toString() {
            return "Skip[" + id + ", " + type.code() + ", " + reason.code() + "]";
        }
    }
}
