-- Portal Emails, version 2 of the tables, for SQL Server 2019 or newer, written from the manual.
-- Placeholders are names, see TableNames.placeholders(). Times are UTC without zone. Never change a script that was published.

-- Which limits have to count it before it is sent. Null when there are none, or they did.
ALTER TABLE ${outbox} ADD quotas NVARCHAR(400) COLLATE Latin1_General_100_BIN2;

-- The table of limits counts requests for access too from here on.

-- Last: a script that broke off leaves no version.
INSERT INTO ${schema} (version, installed_at) VALUES (2, SYSUTCDATETIME());
