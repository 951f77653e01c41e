-- Portal Emails, version 5 of the tables, for SQL Server 2019 or newer, written from the manual.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- By what its recipient is found by name: without accents and case, the family name first.
ALTER TABLE ${outbox} ADD person NVARCHAR(100) COLLATE Latin1_General_100_BIN2;
-- From which text, brand and layout it was made.
ALTER TABLE ${outbox} ADD origin NVARCHAR(200) COLLATE Latin1_General_100_BIN2;
-- 1: it only shows an administrator what a text looks like.
ALTER TABLE ${outbox} ADD is_test SMALLINT DEFAULT 0 NOT NULL;
-- The mail that it repeats.
ALTER TABLE ${outbox} ADD resend_of NVARCHAR(64) COLLATE Latin1_General_100_BIN2;

-- A further line: 5 was sent, and its words go when due.

-- What operators look for, newest first: a person, a group, a state, everything.
DROP INDEX ${ix}outbox_recipient_ix ON ${outbox};
CREATE INDEX ${ix}outbox_recipient_ix ON ${outbox} (recipient, created_at, id) WHERE recipient IS NOT NULL;
CREATE INDEX ${ix}outbox_person_ix ON ${outbox} (person, created_at) WHERE person IS NOT NULL;
CREATE INDEX ${ix}outbox_group_ix ON ${outbox} (group_id, created_at, id);
DROP INDEX ${ix}outbox_state_ix ON ${outbox};
CREATE INDEX ${ix}outbox_state_ix ON ${outbox} (state, created_at, id, is_test) WHERE state <> 'queued' AND state <> 'sending';
DROP INDEX ${ix}outbox_time_ix ON ${outbox};
CREATE INDEX ${ix}outbox_time_ix ON ${outbox} (created_at, id);
-- Whose mails wait, and which secrets end: asked by dispatchers, whatever else waits.
CREATE INDEX ${ix}outbox_whose_ix ON ${outbox} (lane, group_id, company_id, route, due_at) WHERE lane IS NOT NULL;
CREATE INDEX ${ix}outbox_expiry_ix ON ${outbox} (lane, expires_at) WHERE lane IS NOT NULL AND expires_at IS NOT NULL;

-- Who put it on hold.
ALTER TABLE ${hold} ADD author NVARCHAR(100) COLLATE Latin1_General_100_BIN2;

-- Last: a script that broke off leaves no version.
INSERT INTO ${schema} (version, installed_at) VALUES (5, SYSUTCDATETIME());
