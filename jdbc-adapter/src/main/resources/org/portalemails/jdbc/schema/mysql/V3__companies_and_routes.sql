-- Portal Emails, version 3 of the tables, for MySQL 8.0.19 or newer.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- Whose mail it is, and by which route it leaves. Everything that was there is of the one company and takes the one route.
ALTER TABLE ${outbox} ADD COLUMN company_id VARCHAR(100) DEFAULT 'default' NOT NULL;
ALTER TABLE ${outbox} ADD COLUMN route VARCHAR(64) DEFAULT 'default' NOT NULL;
-- The server that may have taken it already: nobody else is asked until that is known.
ALTER TABLE ${outbox} ADD COLUMN transport VARCHAR(64);

-- The claim asks for the mails of a route.
ALTER TABLE ${outbox} DROP INDEX ${ix}outbox_claim_ix;
CREATE INDEX ${ix}outbox_claim_ix ON ${outbox} (lane, route, due_at, id);

-- Which of the servers of its route carried it.
ALTER TABLE ${attempt} ADD COLUMN transport VARCHAR(64);

-- For whose mails an address counts as dead: one company, or all (*).
ALTER TABLE ${suppression} ADD COLUMN company_id VARCHAR(100) DEFAULT '*' NOT NULL;
ALTER TABLE ${suppression} DROP PRIMARY KEY;
ALTER TABLE ${suppression} ADD PRIMARY KEY (mailbox_key, company_id);

-- Last: a script that broke off leaves no version.
INSERT INTO ${schema} (version, installed_at) VALUES (3, UTC_TIMESTAMP(6));
