-- +goose Up

-- One row for each meeting that the community keeps; none is ever deleted.
-- facets is a JSON array of facts, in the order of the program's list of
-- facets, without those that are not known.
CREATE TABLE meeting (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    source TEXT NOT NULL CHECK (source <> ''),
    source_id TEXT,
    fellowship TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('12-step', 'cbt', 'buddhist', 'faith', 'secular', 'women', 'family', 'community', 'other')),
    title TEXT NOT NULL CHECK (title <> ''),
    title_key TEXT NOT NULL,
    rule TEXT NOT NULL CHECK (rule <> ''),
    starts TEXT NOT NULL CHECK (length(starts) = 5),
    minutes INTEGER NOT NULL CHECK (minutes = 0 OR minutes BETWEEN 15 AND 720),
    attendance TEXT NOT NULL CHECK (attendance IN ('in-person', 'online', 'hybrid')),
    venue TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    facets TEXT NOT NULL,
    notes TEXT NOT NULL,
    website TEXT NOT NULL,
    room TEXT NOT NULL,
    last_checked TEXT CHECK (length(last_checked) = 10),
    checked_by TEXT,
    flagged_on TEXT CHECK (length(flagged_on) = 10),
    flag_reason TEXT CHECK (flag_reason IN ('door-locked', 'not-there', 'other-time', 'other')),
    missing_from TEXT CHECK (length(missing_from) = 10),
    withdrawn BOOLEAN NOT NULL DEFAULT FALSE,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 24),
    -- What the list itself last said: its identity, and a hash of all of it.
    -- Null for a meeting that was typed here.
    list_key TEXT,
    list_digest TEXT,
    PRIMARY KEY (community_id, id),
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK ((flagged_on IS NULL) = (flag_reason IS NULL)),
    CHECK ((list_key IS NULL) = (list_digest IS NULL))
);
-- The page of meetings, in the order in which it pages.
CREATE INDEX meeting_title ON meeting (community_id, title_key, id);
-- What an import compares with.
CREATE INDEX meeting_source ON meeting (community_id, source);
-- Found wrong and not yet mended: few of many, and every Today asks for them.
CREATE INDEX meeting_flagged ON meeting (community_id, flagged_on, id) WHERE flagged_on IS NOT NULL AND NOT withdrawn;

-- Counts the changes of the community's meetings, so that an index in memory
-- knows that it is old.
CREATE TABLE meeting_revision (
    community_id TEXT NOT NULL PRIMARY KEY REFERENCES community (community_id),
    revision INTEGER NOT NULL
);

-- +goose Down
DROP TABLE meeting_revision;
DROP TABLE meeting;
