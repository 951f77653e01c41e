package org.portalemails.inmemory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.links.LinkAdministration;
import org.portalemails.links.LinkAnswer;
import org.portalemails.links.LinkFate;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkRecord;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkToken;
import org.portalemails.links.OneTimeLinks;

/** Keeps links in memory, as hashes. Safe for many threads; knows no transactions: every call takes effect at once. */
public final class InMemoryLinks implements OneTimeLinks, LinkAdministration {
    private final Clock clock;

    /** In the order in which they were issued. */
    private final List<Row> rows = new ArrayList<>();

    /** What a row is in a database. */
    private static final class Row {
        final String tokenHash;
        final LinkPurpose purpose;
        final String reference;
        final Instant issuedAt;
        final Instant expiresAt;

        @Nullable
        Instant openedAt;

        @Nullable
        Instant usedAt;

        @Nullable
        String usedBy;

        boolean revoked;

        Row(String tokenHash, LinkPurpose purpose, String reference, Instant issuedAt, Instant expiresAt) {
            this.tokenHash = tokenHash;
            this.purpose = purpose;
            this.reference = reference;
            this.issuedAt = issuedAt;
            this.expiresAt = expiresAt;
        }

        boolean isOf(LinkPurpose whose, String about) {
            return purpose.equals(whose) && reference.equals(about);
        }

        LinkFate fate(Instant now) {
            if (usedAt != null) {
                return LinkFate.USED;
            }
            if (revoked) {
                return LinkFate.REVOKED;
            }
            if (!expiresAt.isAfter(now)) {
                return LinkFate.EXPIRED;
            }
            return openedAt == null ? LinkFate.SENT : LinkFate.OPENED;
        }
    }

    /**
     * No links.
     *
     * @param clock the clock of this storage
     */
    public InMemoryLinks(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public synchronized LinkToken issue(LinkPurpose purpose, String reference, Instant expiresAt) {
        LinkToken token = LinkToken.random();
        rows.add(new Row(token.hash(), purpose, OneTimeLinks.requireReference(reference), clock.instant(), expiresAt));
        return token;
    }

    @Override
    public synchronized LinkAnswer inspect(LinkPurpose purpose, LinkToken token) {
        Row row = find(purpose, token);
        Instant now = clock.instant();
        LinkAnswer answer = answer(row, now);
        if (row != null && answer.isValid() && row.openedAt == null) {
            row.openedAt = now;
        }
        return answer;
    }

    @Override
    public synchronized LinkAnswer redeem(LinkPurpose purpose, LinkToken token, String browser) {
        Row row = find(purpose, token);
        Instant now = clock.instant();
        LinkAnswer answer = answer(row, now);
        if (row == null) {
            return answer;
        }
        String asking = LinkToken.browserHash(browser);
        if (answer.isValid()) {
            row.usedAt = now;
            row.usedBy = asking;
            return answer;
        }
        Instant usedAt = row.usedAt;
        boolean again = usedAt != null
                && asking != null
                && asking.equals(row.usedBy)
                && usedAt.plus(REPEAT_WINDOW).isAfter(now);
        return again ? new LinkAnswer(LinkState.VALID, row.reference, true) : answer;
    }

    @Override
    public synchronized int revoke(LinkPurpose purpose, String reference) {
        int revoked = 0;
        for (Row row : rows) {
            if (row.isOf(purpose, reference) && row.usedAt == null && !row.revoked) {
                row.revoked = true;
                revoked++;
            }
        }
        return revoked;
    }

    @Override
    public synchronized Map<String, LinkRecord> newest(LinkPurpose purpose, Collection<String> references) {
        Instant now = clock.instant();
        Map<String, LinkRecord> found = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.purpose.equals(purpose) && references.contains(row.reference)) {
                LinkRecord older = found.get(row.reference);
                found.put(
                        row.reference,
                        new LinkRecord(
                                row.reference,
                                row.fate(now),
                                older == null ? 1 : older.issues() + 1,
                                row.issuedAt,
                                row.expiresAt,
                                row.openedAt,
                                row.usedAt));
            }
        }
        return found;
    }

    @Override
    public synchronized int purge(Duration expiredLongerAgoThan) {
        Instant before = clock.instant().minus(expiredLongerAgoThan);
        int all = rows.size();
        // The oldest first: what supersedes one that stays, stays too.
        for (Row row : List.copyOf(rows)) {
            boolean oldest = rows.stream()
                            .filter(one -> one.isOf(row.purpose, row.reference))
                            .findFirst()
                            .orElse(row)
                    == row;
            if (oldest && row.expiresAt.isBefore(before)) {
                rows.remove(row);
            }
        }
        return all - rows.size();
    }

    private @Nullable Row find(LinkPurpose purpose, LinkToken token) {
        String hash = token.hash();
        for (Row row : rows) {
            if (row.tokenHash.equals(hash) && row.purpose.equals(purpose)) {
                return row;
            }
        }
        return null;
    }

    private LinkAnswer answer(@Nullable Row row, Instant now) {
        if (row == null || row.usedAt == null && row.revoked) {
            return LinkAnswer.unknown();
        }
        return new LinkAnswer(state(row, now), row.reference, false);
    }

    private LinkState state(Row row, Instant now) {
        if (row.usedAt != null) {
            return LinkState.USED;
        }
        Row newest = row;
        for (Row other : rows) {
            newest = other.isOf(row.purpose, row.reference) ? other : newest;
        }
        if (newest != row) {
            return LinkState.SUPERSEDED;
        }
        return row.expiresAt.isAfter(now) ? LinkState.VALID : LinkState.EXPIRED;
    }
}
