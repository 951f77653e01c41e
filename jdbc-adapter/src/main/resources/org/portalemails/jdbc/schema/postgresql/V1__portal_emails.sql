-- Portal Emails, version 1 of the tables, for PostgreSQL 12 or newer.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- What is promised inside the transaction of the host, and what became of it.
CREATE TABLE ${outbox} (
    id            VARCHAR(64) NOT NULL,
    event_id      VARCHAR(100) NOT NULL,
    mail_type     VARCHAR(64) NOT NULL,
    group_id      VARCHAR(100) NOT NULL,
    recipient     VARCHAR(254),
    state         VARCHAR(16) NOT NULL,
    reason        VARCHAR(64),
    -- Which line it stands in. 0 to send, with a secret. 1 to send. 2 to send alone, its dispatchers died. 3 waits for a hold.
    -- 4 dead, and its secret ends when due. Null when nothing happens by itself.
    lane          SMALLINT,
    -- When its turn comes. While it is being sent, when the lease ends.
    due_at        TIMESTAMP(6),
    expires_at    TIMESTAMP(6),
    supersede_key VARCHAR(191),
    created_at    TIMESTAMP(6) NOT NULL,
    queued_at     TIMESTAMP(6) NOT NULL,
    finished_at   TIMESTAMP(6),
    -- Grows with every change of state: guards claims and settlements.
    fence         BIGINT NOT NULL,
    attempts      INTEGER NOT NULL,
    losses        INTEGER NOT NULL,
    duplicates    INTEGER NOT NULL,
    claimed_by    VARCHAR(100),
    payload       BYTEA,
    CONSTRAINT ${ix}outbox_pk PRIMARY KEY (id),
    CONSTRAINT ${ix}outbox_uq UNIQUE (event_id, mail_type)
);

-- The claim: exactly the columns and the order of its query.
CREATE INDEX ${ix}outbox_claim_ix ON ${outbox} (lane, due_at, id) WHERE lane IS NOT NULL;
CREATE INDEX ${ix}outbox_recipient_ix ON ${outbox} (recipient) WHERE recipient IS NOT NULL;
CREATE INDEX ${ix}outbox_replace_ix ON ${outbox} (supersede_key) WHERE supersede_key IS NOT NULL;
-- Operators and retention: by time, by state.
CREATE INDEX ${ix}outbox_time_ix ON ${outbox} (created_at);
CREATE INDEX ${ix}outbox_state_ix ON ${outbox} (state, created_at)
    WHERE state IN ('dead', 'waiting', 'skipped', 'expired', 'cancelled');

-- Every attempt to deliver. No foreign key: its check would lock the row of the mail once more for every attempt.
CREATE TABLE ${attempt} (
    mail_id       VARCHAR(64) NOT NULL,
    -- The claim under which it was made.
    fence         BIGINT NOT NULL,
    attempt_no    INTEGER NOT NULL,
    node          VARCHAR(100) NOT NULL,
    ended_at      TIMESTAMP(6) NOT NULL,
    duration_ms   BIGINT NOT NULL,
    outcome       VARCHAR(32) NOT NULL,
    phase         VARCHAR(32),
    reply_code    INTEGER NOT NULL,
    enhanced_code VARCHAR(16),
    reply_text    VARCHAR(300),
    late          SMALLINT NOT NULL,
    CONSTRAINT ${ix}attempt_pk PRIMARY KEY (mail_id, fence)
);

-- Every version of the settings. The newest is in force.
CREATE TABLE ${settings} (
    owner_key     VARCHAR(191) NOT NULL,
    version       BIGINT NOT NULL,
    document      TEXT NOT NULL,
    -- SHA-256 of the document, in hexadecimal. Tells a node what it has read before. A row is never changed.
    document_hash VARCHAR(64) NOT NULL,
    saved_at      TIMESTAMP(6) NOT NULL,
    saved_by      VARCHAR(100) NOT NULL,
    CONSTRAINT ${ix}settings_pk PRIMARY KEY (owner_key, version)
);

-- What is on hold: everything (*) or a group.
CREATE TABLE ${hold} (
    scope_key     VARCHAR(191) NOT NULL,
    cause         VARCHAR(16) NOT NULL,
    reason        VARCHAR(300) NOT NULL,
    since         TIMESTAMP(6) NOT NULL,
    probe_at      TIMESTAMP(6),
    CONSTRAINT ${ix}hold_pk PRIMARY KEY (scope_key)
);

-- Addresses that were refused for good.
CREATE TABLE ${suppression} (
    mailbox_key   VARCHAR(254) NOT NULL,
    reason        VARCHAR(64) NOT NULL,
    since         TIMESTAMP(6) NOT NULL,
    CONSTRAINT ${ix}suppression_pk PRIMARY KEY (mailbox_key)
);

-- How often was asked for recovery, for an address, a group, the whole system. Keys are hashes: no addresses here.
CREATE TABLE ${limit} (
    limit_key     VARCHAR(64) NOT NULL,
    window_end    TIMESTAMP(6) NOT NULL,
    used          BIGINT NOT NULL,
    CONSTRAINT ${ix}limit_pk PRIMARY KEY (limit_key)
);

-- Who asked for a forgotten user name or password. The address is erased when the request ends.
CREATE TABLE ${recovery} (
    id            VARCHAR(64) NOT NULL,
    kind          VARCHAR(32) NOT NULL,
    address       VARCHAR(254),
    -- Of the page.
    language      VARCHAR(35),
    created_at    TIMESTAMP(6) NOT NULL,
    -- When it is taken next. While it is being answered, when the lease ends. Null when it ended.
    due_at        TIMESTAMP(6),
    finished_at   TIMESTAMP(6),
    outcome       VARCHAR(32),
    -- Grows with every claim.
    fence         BIGINT NOT NULL,
    CONSTRAINT ${ix}recovery_pk PRIMARY KEY (id)
);
CREATE INDEX ${ix}recovery_due_ix ON ${recovery} (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX ${ix}recovery_time_ix ON ${recovery} (created_at);

-- Last: a script that broke off leaves no version.
CREATE TABLE ${schema} (
    version       INTEGER NOT NULL,
    installed_at  TIMESTAMP(6) NOT NULL,
    CONSTRAINT ${ix}schema_pk PRIMARY KEY (version)
);
INSERT INTO ${schema} (version, installed_at) VALUES (1, (CURRENT_TIMESTAMP AT TIME ZONE 'UTC'));
