-- +goose Up

-- The record of somebody who also volunteers or works here: only the accounts
-- in let_in reach it, whatever their role.
ALTER TABLE person ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE;

-- Who may open a sealed record, as the person chose. A row that has an end
-- stands for what was; at most one stands for a person and an account.
CREATE TABLE let_in (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    since_at TEXT NOT NULL CHECK (length(since_at) = 24),
    until_at TEXT CHECK (length(until_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX let_in_standing ON let_in (community_id, person_id, account_id) WHERE until_at IS NULL;
CREATE INDEX let_in_account ON let_in (community_id, account_id, person_id) WHERE until_at IS NULL;

-- Which account the human of a sealed record signs in with, where they want to
-- be told at it. Nothing but the telling reads this table.
CREATE TABLE hat (
    community_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    since_at TEXT NOT NULL CHECK (length(since_at) = 24),
    PRIMARY KEY (community_id, person_id),
    UNIQUE (community_id, account_id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE
);

-- There is something for this account to read at "Your own record here".
ALTER TABLE account ADD COLUMN note_waits BOOLEAN NOT NULL DEFAULT FALSE;

-- Every try to open a sealed record in an emergency, also those that found
-- none. Rows are added and never changed; the trail has a digest of each.
CREATE TABLE glass (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT,
    account_id TEXT NOT NULL,
    reason BLOB NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    until_at TEXT NOT NULL CHECK (length(until_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id)
);
CREATE INDEX glass_account ON glass (community_id, account_id, id);
CREATE INDEX glass_person ON glass (community_id, person_id, id);
CREATE INDEX trail_glass ON trail (community_id, seq) WHERE event = 'GlassTried';

-- Where a person should not be sent. There is no field for an offence.
CREATE TABLE unsuitable (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('meeting', 'venue', 'area')),
    target TEXT NOT NULL CHECK (target <> ''),
    code TEXT NOT NULL CHECK (code IN ('', 'wish', 'safety', 'conditions')),
    words BLOB,
    review_on TEXT NOT NULL CHECK (length(review_on) = 10),
    added_at TEXT NOT NULL CHECK (length(added_at) = 24),
    added_by TEXT NOT NULL,
    ended_at TEXT CHECK (length(ended_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);
CREATE INDEX unsuitable_person ON unsuitable (community_id, person_id) WHERE ended_at IS NULL;

-- Whom a person must not meet: somebody by the name that people are found by,
-- or one of the team. It is kept on one side and checked from both.
CREATE TABLE apart (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    other_key TEXT CHECK (other_key <> ''),
    other_account TEXT,
    code TEXT NOT NULL CHECK (code IN ('', 'wish', 'safety', 'conditions')),
    words BLOB,
    review_on TEXT NOT NULL CHECK (length(review_on) = 10),
    added_at TEXT NOT NULL CHECK (length(added_at) = 24),
    added_by TEXT NOT NULL,
    ended_at TEXT CHECK (length(ended_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, other_account) REFERENCES account (community_id, id) ON DELETE CASCADE,
    CHECK ((other_key IS NULL) <> (other_account IS NULL))
);
CREATE INDEX apart_person ON apart (community_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX apart_account ON apart (community_id, other_account, person_id) WHERE ended_at IS NULL;
CREATE INDEX apart_key ON apart (community_id, other_key) WHERE ended_at IS NULL;

-- "Not currently suggested, see lead", until it is looked at again.
ALTER TABLE meeting ADD COLUMN see_lead_until TEXT CHECK (length(see_lead_until) = 10);

-- +goose Down
ALTER TABLE meeting DROP COLUMN see_lead_until;
DROP TABLE apart;
DROP TABLE unsuitable;
DROP INDEX trail_glass;
DROP TABLE glass;
ALTER TABLE account DROP COLUMN note_waits;
DROP TABLE hat;
DROP TABLE let_in;
ALTER TABLE person DROP COLUMN sealed;
