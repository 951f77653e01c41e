-- Portal Emails, version 2 of the tables, for MariaDB 10.6 or newer.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- Which limits have to count it before it is sent. Null when there are none, or they did.
ALTER TABLE ${outbox} ADD COLUMN quotas VARCHAR(400);

-- The table of limits counts requests for access too from here on.

-- Last: a script that broke off leaves no version.
INSERT INTO ${schema} (version, installed_at) VALUES (2, UTC_TIMESTAMP(6));
