package org.portalemails.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailContent;
import org.portalemails.email.MailId;

/**
 * Port: the side of the outbox that people operate. Implemented by {@code inmemory} and by the JDBC adapter.
 *
 * <p>Families: {@code find…}, {@code attempts}, {@code counts} and {@code holds} look and change nothing; the others change
 * entries and answer how many they changed. Each method is one transaction of its own, or several small ones where that is
 * said. May be called from many threads, beside running dispatchers. An entry that a dispatcher holds at the moment is never
 * changed under its hands.
 */
public interface OutboxAdministration {
    /**
     * Looks for entries, once, and for a bounded time: at what is found by an index (of a person, a group or a state, by time), and of what
     * that leaves at the first few thousand.
     *
     * @param query what to look for
     * @return newest first, and of one moment by id, the greatest first; at most {@link OutboxQuery#limit()}
     */
    OutboxPage page(OutboxQuery query);

    /**
     * Looks for entries until it has as many as were asked for, or there are no more.
     *
     * @param query what to look for
     * @return newest first, and of one moment by id, the greatest first; at most {@link OutboxQuery#limit()}
     */
    default List<OutboxEntry> find(OutboxQuery query) {
        OutboxPage page = page(query);
        if (page.next() == null || page.entries().size() >= query.limit()) {
            return page.entries();
        }
        List<OutboxEntry> found = new ArrayList<>(page.entries());
        while (page.next() != null && found.size() < query.limit()) {
            page = page(query.behind(page.next()).atMost(query.limit() - found.size()));
            found.addAll(page.entries());
        }
        return List.copyOf(found);
    }

    /**
     * What a mail says: of one that may still be sent what it will say; of one that was sent, if the dispatcher {@linkplain
     * org.portalemails.delivery.DispatchPolicy#keepingSentFor keeps} that for a time, what it said. Personal data. Secrets are masked.
     *
     * @param id the mail
     * @return empty if that cannot be shown, or not any more: it was never made, was taken back, nothing is kept, its time is over, or the
     *     person was erased
     * @throws UnreadablePayloadException if it is kept and cannot be read, with the reason
     */
    Optional<MailContent> content(MailId id);

    /**
     * Looks for one entry.
     *
     * @param id the mail
     * @return empty if there is none, or if it was purged
     */
    Optional<OutboxEntry> find(MailId id);

    /**
     * The history of one mail.
     *
     * @param id the mail
     * @return oldest first; possibly empty
     */
    List<AttemptRecord> attempts(MailId id);

    /**
     * How many entries stand where.
     *
     * @return a snapshot
     */
    OutboxCounts counts();

    /**
     * Queues a dead mail again, with all its attempts before it.
     *
     * @param id the mail
     * @return {@code false} if it is not dead, or if its body is gone
     */
    default boolean requeue(MailId id) {
        return requeue(id, null);
    }

    /**
     * As {@link #requeue(MailId)}, by somebody: who it was stands in the history of the mail, as an attempt with the outcome {@link
     * AttemptFacts#REQUEUED}.
     *
     * @param id the mail
     * @param author who does it, as the host calls them, or {@code null}: then nothing is put on record; at most 100 characters
     * @return {@code false} if it is not dead, or if its body is gone
     * @throws IllegalArgumentException if the author is blank or longer
     */
    boolean requeue(MailId id, @Nullable String author);

    /**
     * Queues every dead mail that a query finds.
     *
     * @param query what to look for; its states and its limit are ignored
     * @return how many
     */
    int requeueAll(OutboxQuery query);

    /**
     * Takes a mail back that waits or is dead.
     *
     * @param id the mail
     * @param reason a stable code: lower-case ASCII letters and hyphens, at most 64 characters
     * @return {@code false} if it is gone already or a dispatcher holds it at this moment
     * @throws IllegalArgumentException if the reason is no such code ({@link EntryReason#requireCode})
     */
    default boolean cancel(MailId id, String reason) {
        return cancel(id, reason, null);
    }

    /**
     * As {@link #cancel(MailId, String)}, by somebody: who it was stands in the history of the mail, as an attempt with the outcome {@link
     * AttemptFacts#CANCELLED}.
     *
     * @param id the mail
     * @param reason a stable code
     * @param author who does it, as the host calls them, or {@code null}: then nothing is put on record; at most 100 characters
     * @return {@code false} if it is gone already or a dispatcher holds it at this moment
     * @throws IllegalArgumentException if the reason is no such code, or the author is blank or longer
     */
    boolean cancel(MailId id, String reason, @Nullable String author);

    /**
     * Puts on record that a mail came back after a server had accepted it: an attempt with the outcome {@link
     * AttemptFacts#BOUNCED}. The entry stays as it is. At most one for each mail and stay in its state: the same notification again
     * changes nothing. Unless overridden nothing is recorded.
     *
     * @param id the mail
     * @param enhancedCode the enhanced status code of RFC 3463, or {@code null}; at most 16 characters
     * @return {@code false} if the mail is unknown, a dispatcher holds it at this moment, or that is on record already
     */
    default boolean recordBounce(MailId id, @Nullable String enhancedCode) {
        return false;
    }

    /**
     * Forgets a person: his waiting and dead mails are cancelled; address and bodies disappear from all his entries, and
     * what servers said from their attempts. Requests for recovery that he made and that wait for their answer are deleted, where
     * the adapter keeps them; they get none. Entries that a dispatcher holds at this moment are not touched: call again until the
     * answer is {@link Erasure#complete()}.
     *
     * @param recipient whose
     * @return what was done
     */
    Erasure eraseRecipient(EmailAddress recipient);

    /**
     * Everything that the outbox keeps about a person, for a request under privacy law; see {@link #exportRequests} too.
     *
     * @param recipient whose
     * @return entries with their attempts, oldest first
     */
    List<RecipientRecord> exportRecipient(EmailAddress recipient);

    /**
     * Requests for recovery that a person made and that wait for their answer, usually for seconds: until then they hold the
     * address. Unless overridden there are none.
     *
     * @param person whose address was typed, in whatever case
     * @return oldest first
     */
    default List<WaitingRequest> exportRequests(EmailAddress person) {
        return List.of();
    }

    /**
     * Deletes history: entries in an end state, and their attempts, and counters of limits whose window is over. What may still be sent, or
     * needs a person, stays, however old. Works in small transactions.
     *
     * @param finishedLongerAgoThan how long history is kept, by the clock of the storage
     * @return how many entries are gone
     */
    int purge(Duration finishedLongerAgoThan);

    /**
     * As {@link #purge(Duration)}, one small step of it: for whoever makes pauses between them.
     *
     * @param finishedLongerAgoThan how long history is kept, by the clock of the storage
     * @param most how many entries, 1 to 1,000
     * @return how many are gone; zero: there are no more
     * @throws IllegalArgumentException if the number is out of range
     */
    int purge(Duration finishedLongerAgoThan, int most);

    /**
     * Pauses a group, or everything, until it is released. Mails go on being announced; none leaves, and none spends an
     * attempt, becomes too old or is dropped, except those whose secret ends meanwhile. A mail that is being sent is not called back.
     *
     * @param scope how far
     * @param reason in the operator's words, without personal data; at most 300 characters
     * @throws IllegalArgumentException if the reason is blank or longer ({@link Hold})
     */
    default void hold(HoldScope scope, String reason) {
        hold(scope, reason, null);
    }

    /**
     * As {@link #hold(HoldScope, String)}, by somebody.
     *
     * @param scope how far
     * @param reason in the operator's words, without personal data; at most 300 characters
     * @param author who does it, as the host calls them, or {@code null}; at most 100 characters
     * @throws IllegalArgumentException if the reason is blank or longer, or the author is ({@link Hold})
     */
    void hold(HoldScope scope, String reason, @Nullable String author);

    /**
     * Releases a hold, whatever its cause, and queues the mails that wait. Their age counts from this moment: the time on hold makes
     * none too old.
     *
     * @param scope which
     * @return {@code false} if there was none
     */
    boolean release(HoldScope scope);

    /**
     * What is on hold now.
     *
     * @return possibly empty
     */
    List<Hold> holds();

    /**
     * What an erasure did.
     *
     * @param erased how many entries were changed, and requests for recovery deleted
     * @param inFlight how many a dispatcher holds at this moment; they still stand
     */
    record Erasure(int erased, int inFlight) {
        /**
         * Whether nothing of the person is left.
         *
         * @return {@code false}: call again in a little while
         */
        public boolean complete() {
            return inFlight == 0;
        }
    }

    /**
     * A request for recovery that waits.
     *
     * @param id its id
     * @param kindCode what was asked for, as stored
     * @param requestedAt when
     */
    record WaitingRequest(String id, String kindCode, Instant requestedAt) {
        /** Refuses {@code null}. */
        public WaitingRequest {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(kindCode, "kindCode");
            Objects.requireNonNull(requestedAt, "requestedAt");
        }
    }

    /**
     * One entry and its history.
     *
     * @param entry the entry
     * @param attempts its attempts, oldest first
     * @param person by what its recipient is found by name, or {@code null}
     * @param content what it says or said, as far as that is kept and can be read, or {@code null}
     */
    record RecipientRecord(
            OutboxEntry entry, List<AttemptRecord> attempts, @Nullable String person, @Nullable MailContent content) {
        /** Copies the list. */
        public RecipientRecord {
            attempts = List.copyOf(attempts);
        }
    }
}
