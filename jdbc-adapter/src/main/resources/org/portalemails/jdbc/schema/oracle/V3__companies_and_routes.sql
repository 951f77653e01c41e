-- Portal Emails, version 3 of the tables, for Oracle Database 19c or newer, written from the manual.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- Whose mail it is, and by which route it leaves. Everything that was there is of the one company and takes the one route.
ALTER TABLE ${outbox} ADD company_id VARCHAR2(100 CHAR) DEFAULT 'default' NOT NULL;
ALTER TABLE ${outbox} ADD route VARCHAR2(64 CHAR) DEFAULT 'default' NOT NULL;
-- The server that may have taken it already: nobody else is asked until that is known.
ALTER TABLE ${outbox} ADD transport VARCHAR2(64 CHAR);

-- The claim asks for the mails of a route.
DROP INDEX ${qualifier}${ix}outbox_claim_ix;
CREATE INDEX ${ix}outbox_claim_ix ON ${outbox} (lane, route, due_at, id);

-- Which of the servers of its route carried it.
ALTER TABLE ${attempt} ADD transport VARCHAR2(64 CHAR);

-- For whose mails an address counts as dead: one company, or all (*).
ALTER TABLE ${suppression} ADD company_id VARCHAR2(100 CHAR) DEFAULT '*' NOT NULL;
ALTER TABLE ${suppression} DROP CONSTRAINT ${ix}suppression_pk;
ALTER TABLE ${suppression} ADD CONSTRAINT ${ix}suppression_pk PRIMARY KEY (mailbox_key, company_id);

-- Last: a script that broke off leaves no version.
INSERT INTO ${schema} (version, installed_at) VALUES (3, SYS_EXTRACT_UTC(SYSTIMESTAMP));
