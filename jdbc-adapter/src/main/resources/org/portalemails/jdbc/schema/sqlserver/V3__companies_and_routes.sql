-- Portal Emails, version 3 of the tables, for SQL Server 2019 or newer, written from the manual.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- Whose mail it is, and by which route it leaves. Everything that was there is of the one company and takes the one route.
ALTER TABLE ${outbox} ADD company_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 DEFAULT 'default' NOT NULL;
ALTER TABLE ${outbox} ADD route NVARCHAR(64) COLLATE Latin1_General_100_BIN2 DEFAULT 'default' NOT NULL;
-- The server that may have taken it already: nobody else is asked until that is known.
ALTER TABLE ${outbox} ADD transport NVARCHAR(64) COLLATE Latin1_General_100_BIN2;

-- The claim asks for the mails of a route.
DROP INDEX ${ix}outbox_claim_ix ON ${outbox};
CREATE INDEX ${ix}outbox_claim_ix ON ${outbox} (lane, route, due_at, id) WHERE lane IS NOT NULL;

-- Which of the servers of its route carried it.
ALTER TABLE ${attempt} ADD transport NVARCHAR(64) COLLATE Latin1_General_100_BIN2;

-- For whose mails an address counts as dead: one company, or all (*).
ALTER TABLE ${suppression} ADD company_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 DEFAULT '*' NOT NULL;
ALTER TABLE ${suppression} DROP CONSTRAINT ${ix}suppression_pk;
ALTER TABLE ${suppression} ADD CONSTRAINT ${ix}suppression_pk PRIMARY KEY (mailbox_key, company_id);

-- Last: a script that broke off leaves no version.
INSERT INTO ${schema} (version, installed_at) VALUES (3, SYSUTCDATETIME());
