-- +goose Up

-- Papers run out one by one: last_on is the first day on which one of them
-- does, and the last on which the account may go along.
ALTER TABLE clearance ADD COLUMN training_until TEXT CHECK (length(training_until) = 10);
ALTER TABLE clearance ADD COLUMN dbs_until TEXT CHECK (length(dbs_until) = 10);
ALTER TABLE clearance ADD COLUMN car_until TEXT CHECK (length(car_until) = 10); -- insured for lifts
ALTER TABLE clearance ADD COLUMN out_before BOOLEAN NOT NULL DEFAULT FALSE; -- a first outing in twos is behind them
ALTER TABLE clearance ADD COLUMN last_on TEXT NOT NULL DEFAULT '';
UPDATE clearance SET last_on = until_on;

-- When, where and how often a companion can go along, by their own word. What
-- they share of their life is theirs: it is read to match, and shown to nobody.
CREATE TABLE capacity (
    community_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    evenings TEXT NOT NULL, -- JSON
    away TEXT NOT NULL, -- JSON
    areas TEXT NOT NULL, -- JSON
    at_once INTEGER NOT NULL CHECK (at_once BETWEEN 1 AND 5),
    a_week INTEGER NOT NULL CHECK (a_week BETWEEN 1 AND 7),
    languages TEXT NOT NULL,
    gender TEXT NOT NULL,
    matched_as TEXT NOT NULL CHECK (matched_as IN ('', 'woman', 'man')),
    shared TEXT NOT NULL,
    rather_not TEXT NOT NULL,
    phone TEXT NOT NULL,
    emergency_name TEXT NOT NULL,
    emergency_phone TEXT NOT NULL,
    resting_since TEXT CHECK (length(resting_since) = 10),
    rest_until TEXT CHECK (length(rest_until) = 10),
    version INTEGER NOT NULL CHECK (version > 0),
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 24),
    PRIMARY KEY (community_id, account_id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE
);

-- Who a person would like to go along.
CREATE TABLE company_wish (
    community_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    gender TEXT NOT NULL CHECK (gender IN ('', 'woman', 'man')),
    language TEXT NOT NULL,
    shared TEXT NOT NULL,
    not_family BOOLEAN NOT NULL,
    twos BOOLEAN NOT NULL,
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 24),
    PRIMARY KEY (community_id, person_id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);

-- A plan for two companions, and what was agreed with them. company is how
-- many were agreed to go along: where fewer stand, somebody is missing.
ALTER TABLE link_plan ADD COLUMN second TEXT CHECK (length(second) = 26);
ALTER TABLE link_plan ADD COLUMN second_home_at TEXT CHECK (length(second_home_at) = 24);
ALTER TABLE link_plan ADD COLUMN company INTEGER NOT NULL DEFAULT 0 CHECK (company BETWEEN 0 AND 2);
ALTER TABLE link_plan ADD COLUMN agreed_far TEXT NOT NULL DEFAULT '' CHECK (agreed_far IN ('', 'come_in', 'to_the_door', 'meet_before'));
ALTER TABLE link_plan ADD COLUMN somebodys_home BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE link_plan ADD COLUMN boundaries BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE link_plan ADD COLUMN lost_on TEXT CHECK (length(lost_on) = 10);
ALTER TABLE link_plan ADD COLUMN untold BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE link_plan ADD COLUMN reminded_at TEXT CHECK (length(reminded_at) = 24);
UPDATE link_plan SET company = 1, agreed_far = how_far WHERE companion IS NOT NULL;
CREATE INDEX link_plan_second ON link_plan (community_id, second, starts_at);

-- One companion, one outing a day: the key is what makes it impossible to plan
-- somebody twice, whoever is quicker. Written with the plan, and freed with it.
CREATE TABLE outing_seat (
    community_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    on_date TEXT NOT NULL CHECK (length(on_date) = 10),
    plan_id TEXT NOT NULL,
    PRIMARY KEY (community_id, account_id, on_date),
    FOREIGN KEY (community_id, plan_id) REFERENCES link_plan (community_id, id) ON DELETE CASCADE
);
CREATE INDEX outing_seat_plan ON outing_seat (community_id, plan_id);
INSERT INTO outing_seat (community_id, account_id, on_date, plan_id)
    SELECT community_id, companion, on_date, min(id) FROM link_plan
    WHERE companion IS NOT NULL AND called_off_at IS NULL GROUP BY community_id, companion, on_date;

-- A companion and somebody they went along with have parted: what they are to
-- each other from then on is outside this record.
CREATE TABLE outing_parting (
    community_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    parted_at TEXT NOT NULL CHECK (length(parted_at) = 24),
    PRIMARY KEY (community_id, link_id, account_id),
    FOREIGN KEY (community_id, link_id) REFERENCES link (community_id, id) ON DELETE CASCADE
);

-- That a manager and a companion talked, and when they will again. What was
-- said stays between them.
CREATE TABLE supervision (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    account_id TEXT NOT NULL,
    held_on TEXT NOT NULL CHECK (length(held_on) = 10),
    next_on TEXT NOT NULL CHECK (length(next_on) = 10),
    held_by TEXT NOT NULL,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE
);
CREATE INDEX supervision_account ON supervision (community_id, account_id, held_on, id);

-- "I'd like to talk with somebody": that, and nothing of why.
CREATE TABLE talk (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    account_id TEXT NOT NULL,
    asked_at TEXT NOT NULL CHECK (length(asked_at) = 24),
    rung_at TEXT CHECK (length(rung_at) = 24),
    rung_by TEXT,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE,
    CHECK ((rung_at IS NULL) = (rung_by IS NULL))
);
CREATE UNIQUE INDEX talk_waiting ON talk (community_id, account_id) WHERE rung_at IS NULL;

-- How many minutes after the alarm the safeguarding lead is told too.
CREATE TABLE outing_setting (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    lead_after INTEGER NOT NULL CHECK (lead_after BETWEEN 15 AND 720),
    PRIMARY KEY (community_id)
);

-- +goose Down
DROP TABLE outing_setting;
DROP TABLE talk;
DROP TABLE supervision;
DROP TABLE outing_parting;
DROP TABLE outing_seat;
DROP INDEX link_plan_second;
ALTER TABLE link_plan DROP COLUMN reminded_at;
ALTER TABLE link_plan DROP COLUMN untold;
ALTER TABLE link_plan DROP COLUMN lost_on;
ALTER TABLE link_plan DROP COLUMN boundaries;
ALTER TABLE link_plan DROP COLUMN somebodys_home;
ALTER TABLE link_plan DROP COLUMN agreed_far;
ALTER TABLE link_plan DROP COLUMN company;
ALTER TABLE link_plan DROP COLUMN second_home_at;
ALTER TABLE link_plan DROP COLUMN second;
DROP TABLE company_wish;
DROP TABLE capacity;
ALTER TABLE clearance DROP COLUMN last_on;
ALTER TABLE clearance DROP COLUMN out_before;
ALTER TABLE clearance DROP COLUMN car_until;
ALTER TABLE clearance DROP COLUMN dbs_until;
ALTER TABLE clearance DROP COLUMN training_until;
