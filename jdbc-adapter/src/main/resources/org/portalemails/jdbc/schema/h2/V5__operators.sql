-- Portal Emails, version 5 of the tables, for H2 2.1 or newer.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- By what its recipient is found by name: without accents and case, the family name first.
ALTER TABLE ${outbox} ADD COLUMN person VARCHAR(100);
-- From which text, brand and layout it was made.
ALTER TABLE ${outbox} ADD COLUMN origin VARCHAR(200);
-- 1: it only shows an administrator what a text looks like.
ALTER TABLE ${outbox} ADD COLUMN is_test SMALLINT DEFAULT 0 NOT NULL;
-- The mail that it repeats.
ALTER TABLE ${outbox} ADD COLUMN resend_of VARCHAR(64);

-- A further line: 5 was sent, and its words go when due.

-- What operators look for, newest first: a person, a group, a state, everything.
DROP INDEX ${qualifier}${ix}outbox_recipient_ix;
CREATE INDEX ${ix}outbox_recipient_ix ON ${outbox} (recipient, created_at, id);
CREATE INDEX ${ix}outbox_person_ix ON ${outbox} (person, created_at);
CREATE INDEX ${ix}outbox_group_ix ON ${outbox} (group_id, created_at, id);
DROP INDEX ${qualifier}${ix}outbox_state_ix;
CREATE INDEX ${ix}outbox_state_ix ON ${outbox} (state, created_at, id, is_test);
DROP INDEX ${qualifier}${ix}outbox_time_ix;
CREATE INDEX ${ix}outbox_time_ix ON ${outbox} (created_at, id);
-- Whose mails wait, and which secrets end: asked by dispatchers, whatever else waits.
CREATE INDEX ${ix}outbox_whose_ix ON ${outbox} (lane, group_id, company_id, route, due_at);
CREATE INDEX ${ix}outbox_expiry_ix ON ${outbox} (lane, expires_at);

-- Who put it on hold.
ALTER TABLE ${hold} ADD COLUMN author VARCHAR(100);

-- Last: a script that broke off leaves no version.
INSERT INTO ${schema} (version, installed_at) VALUES (5, DATEADD('SECOND', -EXTRACT(TIMEZONE_HOUR FROM CURRENT_TIMESTAMP) * 3600, LOCALTIMESTAMP));
