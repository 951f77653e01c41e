-- Portal Emails, version 1 of the tables, for Oracle Database 19c or newer, written from the manual.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- What is promised inside the transaction of the host, and what became of it.
CREATE TABLE ${outbox} (
    id            VARCHAR2(64 CHAR) NOT NULL,
    event_id      VARCHAR2(100 CHAR) NOT NULL,
    mail_type     VARCHAR2(64 CHAR) NOT NULL,
    group_id      VARCHAR2(100 CHAR) NOT NULL,
    recipient     VARCHAR2(254 CHAR),
    state         VARCHAR2(16 CHAR) NOT NULL,
    reason        VARCHAR2(64 CHAR),
    -- Which line it stands in. 0 to send, with a secret. 1 to send. 2 to send alone, its dispatchers died. 3 waits for a hold.
    -- 4 dead, and its secret ends when due. Null when nothing happens by itself.
    lane          NUMBER(5),
    -- When its turn comes. While it is being sent, when the lease ends.
    due_at        TIMESTAMP(6),
    expires_at    TIMESTAMP(6),
    supersede_key VARCHAR2(191 CHAR),
    created_at    TIMESTAMP(6) NOT NULL,
    queued_at     TIMESTAMP(6) NOT NULL,
    finished_at   TIMESTAMP(6),
    -- Grows with every change of state: guards claims and settlements.
    fence         NUMBER(19) NOT NULL,
    attempts      NUMBER(10) NOT NULL,
    losses        NUMBER(10) NOT NULL,
    duplicates    NUMBER(10) NOT NULL,
    claimed_by    VARCHAR2(100 CHAR),
    payload       BLOB,
    CONSTRAINT ${ix}outbox_pk PRIMARY KEY (id),
    CONSTRAINT ${ix}outbox_uq UNIQUE (event_id, mail_type)
);

-- The claim: exactly the columns and the order of its query.
CREATE INDEX ${ix}outbox_claim_ix ON ${outbox} (lane, due_at, id);
CREATE INDEX ${ix}outbox_recipient_ix ON ${outbox} (recipient);
CREATE INDEX ${ix}outbox_replace_ix ON ${outbox} (supersede_key);
-- Operators and retention: by time, by state.
CREATE INDEX ${ix}outbox_time_ix ON ${outbox} (created_at);
CREATE INDEX ${ix}outbox_state_ix ON ${outbox} (state, created_at);

-- Every attempt to deliver. No foreign key: its check would lock the row of the mail once more for every attempt.
CREATE TABLE ${attempt} (
    mail_id       VARCHAR2(64 CHAR) NOT NULL,
    -- The claim under which it was made.
    fence         NUMBER(19) NOT NULL,
    attempt_no    NUMBER(10) NOT NULL,
    node          VARCHAR2(100 CHAR) NOT NULL,
    ended_at      TIMESTAMP(6) NOT NULL,
    duration_ms   NUMBER(19) NOT NULL,
    outcome       VARCHAR2(32 CHAR) NOT NULL,
    phase         VARCHAR2(32 CHAR),
    reply_code    NUMBER(10) NOT NULL,
    enhanced_code VARCHAR2(16 CHAR),
    reply_text    VARCHAR2(300 CHAR),
    late          NUMBER(5) NOT NULL,
    CONSTRAINT ${ix}attempt_pk PRIMARY KEY (mail_id, fence)
);

-- Every version of the settings. The newest is in force.
CREATE TABLE ${settings} (
    owner_key     VARCHAR2(191 CHAR) NOT NULL,
    version       NUMBER(19) NOT NULL,
    document      CLOB NOT NULL,
    -- SHA-256 of the document, in hexadecimal. Tells a node what it has read before. A row is never changed.
    document_hash VARCHAR2(64 CHAR) NOT NULL,
    saved_at      TIMESTAMP(6) NOT NULL,
    saved_by      VARCHAR2(100 CHAR) NOT NULL,
    CONSTRAINT ${ix}settings_pk PRIMARY KEY (owner_key, version)
);

-- What is on hold: everything (*) or a group.
CREATE TABLE ${hold} (
    scope_key     VARCHAR2(191 CHAR) NOT NULL,
    cause         VARCHAR2(16 CHAR) NOT NULL,
    reason        VARCHAR2(300 CHAR) NOT NULL,
    since         TIMESTAMP(6) NOT NULL,
    probe_at      TIMESTAMP(6),
    CONSTRAINT ${ix}hold_pk PRIMARY KEY (scope_key)
);

-- Addresses that were refused for good.
CREATE TABLE ${suppression} (
    mailbox_key   VARCHAR2(254 CHAR) NOT NULL,
    reason        VARCHAR2(64 CHAR) NOT NULL,
    since         TIMESTAMP(6) NOT NULL,
    CONSTRAINT ${ix}suppression_pk PRIMARY KEY (mailbox_key)
);

-- How often was asked for recovery, for an address, a group, the whole system. Keys are hashes: no addresses here.
CREATE TABLE ${limit} (
    limit_key     VARCHAR2(64 CHAR) NOT NULL,
    window_end    TIMESTAMP(6) NOT NULL,
    used          NUMBER(19) NOT NULL,
    CONSTRAINT ${ix}limit_pk PRIMARY KEY (limit_key)
);

-- Who asked for a forgotten user name or password. The address is erased when the request ends.
CREATE TABLE ${recovery} (
    id            VARCHAR2(64 CHAR) NOT NULL,
    kind          VARCHAR2(32 CHAR) NOT NULL,
    address       VARCHAR2(254 CHAR),
    -- Of the page.
    language      VARCHAR2(35 CHAR),
    created_at    TIMESTAMP(6) NOT NULL,
    -- When it is taken next. While it is being answered, when the lease ends. Null when it ended.
    due_at        TIMESTAMP(6),
    finished_at   TIMESTAMP(6),
    outcome       VARCHAR2(32 CHAR),
    -- Grows with every claim.
    fence         NUMBER(19) NOT NULL,
    CONSTRAINT ${ix}recovery_pk PRIMARY KEY (id)
);
CREATE INDEX ${ix}recovery_due_ix ON ${recovery} (due_at, id);
CREATE INDEX ${ix}recovery_time_ix ON ${recovery} (created_at);

-- Last: a script that broke off leaves no version.
CREATE TABLE ${schema} (
    version       NUMBER(10) NOT NULL,
    installed_at  TIMESTAMP(6) NOT NULL,
    CONSTRAINT ${ix}schema_pk PRIMARY KEY (version)
);
INSERT INTO ${schema} (version, installed_at) VALUES (1, SYS_EXTRACT_UTC(SYSTIMESTAMP));
