-- Portal Emails, version 4 of the tables, for MySQL 8.0.19 or newer.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- Links that work once. Their tokens are not here, only hashes of them. A row with a newer one of the same purpose and reference is superseded.
CREATE TABLE ${link} (
    token_hash    VARCHAR(64) NOT NULL,
    purpose       VARCHAR(32) NOT NULL,
    -- Whose link it is, as the host names them.
    reference     VARCHAR(200) NOT NULL,
    -- Counts the links of a reference.
    issue_no      INTEGER NOT NULL,
    issued_at     DATETIME(6) NOT NULL,
    expires_at    DATETIME(6) NOT NULL,
    -- When a person pressed the button of its page.
    opened_at     DATETIME(6),
    used_at       DATETIME(6),
    -- A hash of the value that the browser had which used it.
    used_by       VARCHAR(64),
    revoked_at    DATETIME(6),
    CONSTRAINT ${ix}link_pk PRIMARY KEY (token_hash)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX ${ix}link_reference_ix ON ${link} (purpose, reference, issued_at);
CREATE INDEX ${ix}link_time_ix ON ${link} (expires_at);

-- Last: a script that broke off leaves no version.
INSERT INTO ${schema} (version, installed_at) VALUES (4, UTC_TIMESTAMP(6));
