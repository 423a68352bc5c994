-- +goose Up

-- Somebody who is or was helped. Everything about a person hangs on this row
-- and goes with it. merged_into names the record that this one became part of,
-- and always one that is not itself merged.
CREATE TABLE person (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    merged_into TEXT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL,
    area TEXT NOT NULL CHECK (length(area) <= 6),
    phone TEXT NOT NULL,
    contact TEXT NOT NULL CHECK (contact IN ('in_person', 'call', 'text', 'email')),
    voicemail BOOLEAN NOT NULL,
    contact_when TEXT NOT NULL,
    contact_as TEXT NOT NULL,
    access_needs TEXT NOT NULL,
    keeper TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, merged_into) REFERENCES person (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, keeper) REFERENCES account (community_id, id),
    CHECK (merged_into <> id),
    CHECK (contact NOT IN ('call', 'text') OR phone <> '')
);
-- Own people, and everybody, in the order of the list.
CREATE INDEX person_keeper ON person (community_id, keeper, name_key, id);
CREATE INDEX person_name ON person (community_id, name_key, id);
CREATE INDEX person_merged ON person (community_id, merged_into);

-- One row for each time that a person said yes or no to one purpose, with the
-- exact words that were read out to them. The newest row of a purpose holds.
CREATE TABLE consent (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('record', 'contact', 'text', 'email',
        'companion', 'keyworker', 'evaluation', 'story', 'clinics')),
    given BOOLEAN NOT NULL,
    words TEXT NOT NULL CHECK (words <> ''),
    words_version TEXT NOT NULL CHECK (words_version <> ''),
    said_at TEXT NOT NULL CHECK (length(said_at) = 24),
    account_id TEXT NOT NULL,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);
CREATE INDEX consent_person ON consent (community_id, person_id, purpose, id);

-- A meaningful chat. Never in it: who else was at a meeting, what was said in
-- one, a diagnosis, an offence, a faith.
CREATE TABLE chat (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    held_on TEXT NOT NULL CHECK (length(held_on) = 10),
    setting TEXT NOT NULL,
    minutes TEXT NOT NULL,
    started_by TEXT NOT NULL,
    help_with TEXT NOT NULL,
    been_before TEXT NOT NULL,
    decision TEXT NOT NULL,
    next_step TEXT NOT NULL,
    next_on TEXT CHECK (length(next_on) = 10),
    companion_wanted TEXT NOT NULL,
    risk BOOLEAN NOT NULL,
    account_id TEXT NOT NULL,
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);
CREATE INDEX chat_person ON chat (community_id, person_id, held_on, id);

-- What was ticked in a chat, one row each, so that it can be counted.
CREATE TABLE chat_tick (
    community_id TEXT NOT NULL,
    chat_id TEXT NOT NULL,
    list TEXT NOT NULL CHECK (list IN ('hope', 'worry', 'kind', 'myth', 'handout')),
    code TEXT NOT NULL CHECK (code <> ''),
    PRIMARY KEY (community_id, chat_id, list, code),
    FOREIGN KEY (community_id, chat_id) REFERENCES chat (community_id, id) ON DELETE CASCADE
);

-- A conversation with somebody who wants no record: day, place, length and
-- worries, and no trace of who it was. It has no account either; the trail
-- says who counted it.
CREATE TABLE tally (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    held_on TEXT NOT NULL CHECK (length(held_on) = 10),
    setting TEXT NOT NULL,
    minutes TEXT NOT NULL,
    PRIMARY KEY (community_id, id)
);
CREATE INDEX tally_day ON tally (community_id, held_on);

CREATE TABLE tally_worry (
    community_id TEXT NOT NULL,
    tally_id TEXT NOT NULL,
    code TEXT NOT NULL CHECK (code <> ''),
    PRIMARY KEY (community_id, tally_id, code),
    FOREIGN KEY (community_id, tally_id) REFERENCES tally (community_id, id) ON DELETE CASCADE
);

-- That an account may go along with people, until a day. A row stands until
-- it is withdrawn or replaced; at most one stands for an account.
CREATE TABLE clearance (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    account_id TEXT NOT NULL,
    references_on TEXT NOT NULL CHECK (length(references_on) = 10),
    training_on TEXT NOT NULL CHECK (length(training_on) = 10),
    dbs_needed BOOLEAN NOT NULL,
    dbs_on TEXT CHECK (length(dbs_on) = 10),
    until_on TEXT NOT NULL CHECK (length(until_on) = 10),
    cleared_by TEXT NOT NULL,
    cleared_at TEXT NOT NULL CHECK (length(cleared_at) = 24),
    ended_at TEXT CHECK (length(ended_at) = 24),
    ended_by TEXT,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE,
    CHECK (NOT dbs_needed OR dbs_on IS NOT NULL),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX clearance_standing ON clearance (community_id, account_id) WHERE ended_at IS NULL;

-- +goose Down
DROP TABLE clearance;
DROP TABLE tally_worry;
DROP TABLE tally;
DROP TABLE chat_tick;
DROP TABLE chat;
DROP TABLE consent;
DROP TABLE person;
