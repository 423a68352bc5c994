-- +goose Up

-- Where facilitators work: a waiting room of an agency, our own place, a wing,
-- an event. A place that is closed keeps its shifts.
CREATE TABLE work_place (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    name TEXT NOT NULL CHECK (name <> ''),
    agency TEXT NOT NULL,
    setting TEXT NOT NULL CHECK (setting <> ''),
    closed_at TEXT CHECK (length(closed_at) = 24),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    PRIMARY KEY (community_id, id)
);
CREATE INDEX work_place_name ON work_place (community_id, name, id);

-- One facilitator at one place on one day. The minutes are counted from
-- midnight and go past 1440 for a shift that ends after it; a shift that nobody
-- planned has none. At most one shift of an account runs.
CREATE TABLE shift (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    account_id TEXT NOT NULL,
    place_id TEXT NOT NULL,
    on_day TEXT NOT NULL CHECK (length(on_day) = 10),
    from_minute INTEGER CHECK (from_minute >= 0 AND from_minute < 1440),
    until_minute INTEGER CHECK (until_minute > 0 AND until_minute <= 2880),
    started_at TEXT CHECK (length(started_at) = 24),
    stopped_at TEXT CHECK (length(stopped_at) = 24),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, place_id) REFERENCES work_place (community_id, id),
    CHECK ((from_minute IS NULL) = (until_minute IS NULL)),
    CHECK (until_minute > from_minute),
    CHECK (from_minute IS NOT NULL OR started_at IS NOT NULL),
    CHECK (stopped_at IS NULL OR stopped_at >= started_at)
);
CREATE UNIQUE INDEX shift_running ON shift (community_id, account_id) WHERE started_at IS NOT NULL AND stopped_at IS NULL;
CREATE UNIQUE INDEX shift_planned ON shift (community_id, account_id, place_id, on_day, from_minute);
CREATE INDEX shift_day ON shift (community_id, on_day, from_minute);
CREATE INDEX shift_account ON shift (community_id, account_id, on_day);

-- A chat and a tally know the shift they were part of, so that chats per hour
-- can be told. coerced: somebody with power over the person had a hand in
-- their being there, and they were told what will be reported.
ALTER TABLE chat ADD COLUMN shift_id TEXT;
ALTER TABLE chat ADD COLUMN coerced BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE tally ADD COLUMN shift_id TEXT;
CREATE INDEX chat_account ON chat (community_id, account_id, created_at);
CREATE INDEX chat_shift ON chat (community_id, shift_id);
CREATE INDEX tally_shift ON tally (community_id, shift_id);

-- Tallies that were taken back: one that arrives late is not counted any more.
CREATE TABLE tally_undone (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, id)
);
CREATE INDEX tally_undone_at ON tally_undone (community_id, at);

-- Members of fellowships who agreed to be rung. What leads to them (first name,
-- number, hours, whom they would talk to) is sealed; the row goes when they
-- take it back. Nothing refers to it.
CREATE TABLE ring (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    fellowship TEXT NOT NULL CHECK (fellowship <> ''),
    sealed BLOB NOT NULL,
    agreed_on TEXT NOT NULL CHECK (length(agreed_on) = 10),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    PRIMARY KEY (community_id, id)
);
CREATE INDEX ring_fellowship ON ring (community_id, fellowship, id);

-- That a member was rung in or after a chat, and what came of it; not which.
CREATE TABLE chat_ring (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    chat_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome <> ''),
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, chat_id) REFERENCES chat (community_id, id) ON DELETE CASCADE
);
CREATE INDEX chat_ring_chat ON chat_ring (community_id, chat_id);

-- Partner agencies whose keyworkers may ask for a facilitator, through one link
-- each. Only the digest of the link's token is kept; without one there is none.
CREATE TABLE agency (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    name TEXT NOT NULL CHECK (name <> ''),
    door_digest TEXT,
    door_made_at TEXT CHECK (length(door_made_at) = 24),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    PRIMARY KEY (community_id, id)
);
CREATE UNIQUE INDEX agency_name ON agency (community_id, name);
CREATE UNIQUE INDEX agency_door ON agency (community_id, door_digest);

-- A keyworker asked for a facilitator. who and reach are emptied when it is
-- finished, contact with the line back; line is one of the neutral ones.
CREATE TABLE ask (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    agency_id TEXT NOT NULL,
    code_digest TEXT NOT NULL,
    who TEXT NOT NULL,
    reach TEXT NOT NULL,
    contact TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'finished')),
    taken_by TEXT,
    taken_at TEXT CHECK (length(taken_at) = 24),
    person_id TEXT,
    line TEXT NOT NULL DEFAULT '' CHECK (line IN ('', 'met', 'not_yet', 'rather_not')),
    line_at TEXT CHECK (length(line_at) = 24),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    finished_at TEXT CHECK (length(finished_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, agency_id) REFERENCES agency (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    CHECK ((state = 'open') = (taken_by IS NULL)),
    CHECK ((line = '') = (line_at IS NULL))
);
CREATE INDEX ask_waiting ON ask (community_id, state, created_at);
CREATE INDEX ask_code ON ask (community_id, code_digest);
CREATE INDEX ask_agency ON ask (community_id, agency_id, created_at);
CREATE INDEX ask_person ON ask (community_id, person_id);

-- +goose Down
DROP TABLE ask;
DROP TABLE agency;
DROP TABLE chat_ring;
DROP TABLE ring;
DROP TABLE tally_undone;
DROP INDEX tally_shift;
DROP INDEX chat_shift;
DROP INDEX chat_account;
ALTER TABLE tally DROP COLUMN shift_id;
ALTER TABLE chat DROP COLUMN coerced;
ALTER TABLE chat DROP COLUMN shift_id;
DROP TABLE shift;
DROP TABLE work_place;
