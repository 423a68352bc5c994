-- +goose Up

-- Something that somebody saw or heard and that worries them. What they wrote
-- is sealed and bound to its row; here stand only the codes and times that say
-- who is told and when. It hangs on no person and is never deleted: what binds
-- it to a person's record is concern_person, which goes with that record, and
-- what stays is the pseudonym.
CREATE TABLE concern (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    raised_by TEXT NOT NULL,
    raised_at TEXT NOT NULL CHECK (length(raised_at) = 24),
    urgent BOOLEAN NOT NULL,
    about_us BOOLEAN NOT NULL,
    pseudonym TEXT NOT NULL,
    sealed BLOB NOT NULL,
    deputy_at TEXT NOT NULL CHECK (length(deputy_at) = 24),
    managers_at TEXT NOT NULL CHECK (length(managers_at) = 24),
    read_by TEXT,
    read_at TEXT CHECK (length(read_at) = 24),
    review_on TEXT CHECK (length(review_on) = 10),
    closed_at TEXT CHECK (length(closed_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, raised_by) REFERENCES account (community_id, id),
    FOREIGN KEY (community_id, read_by) REFERENCES account (community_id, id),
    CHECK ((read_at IS NULL) = (read_by IS NULL)),
    CHECK (closed_at IS NULL OR read_at IS NOT NULL)
);
CREATE INDEX concern_unread ON concern (community_id, raised_at) WHERE read_at IS NULL;
CREATE INDEX concern_open ON concern (community_id, id) WHERE closed_at IS NULL;
CREATE INDEX concern_review ON concern (community_id, review_on) WHERE closed_at IS NULL AND review_on IS NOT NULL;
CREATE INDEX concern_raised ON concern (community_id, raised_by, id);

-- Whose record it is about. shown: the lead lets the keeper of the record know
-- that there is something to ask the lead about.
CREATE TABLE concern_person (
    community_id TEXT NOT NULL,
    concern_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    shown BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (community_id, concern_id),
    FOREIGN KEY (community_id, concern_id) REFERENCES concern (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);
CREATE INDEX concern_person_person ON concern_person (community_id, person_id);

-- Who must never come to know of it: it may be about them.
CREATE TABLE concern_kept_from (
    community_id TEXT NOT NULL,
    concern_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    PRIMARY KEY (community_id, concern_id, account_id),
    FOREIGN KEY (community_id, concern_id) REFERENCES concern (community_id, id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id)
);

-- What was done about it, one row each, added and never changed.
CREATE TABLE concern_entry (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    concern_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'action', 'decision', 'shared', 'review', 'shown', 'hidden',
        'printed', 'closed', 'reopened')),
    sealed BLOB NOT NULL,
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, concern_id) REFERENCES concern (community_id, id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id)
);
CREATE INDEX concern_entry_concern ON concern_entry (community_id, concern_id, id);

-- How the community answers concerns: one row, or none for the defaults.
CREATE TABLE concern_settings (
    community_id TEXT NOT NULL PRIMARY KEY REFERENCES community (community_id),
    number TEXT NOT NULL,
    hours TEXT NOT NULL,
    outside_name TEXT NOT NULL,
    outside_number TEXT NOT NULL,
    deputy_hours INTEGER NOT NULL CHECK (deputy_hours BETWEEN 1 AND 72),
    urgent_hours INTEGER NOT NULL CHECK (urgent_hours BETWEEN 1 AND 24),
    manager_hours INTEGER NOT NULL CHECK (manager_hours BETWEEN 2 AND 168),
    CHECK (urgent_hours <= deputy_hours AND deputy_hours < manager_hours)
);

-- +goose Down
DROP TABLE concern_settings;
DROP TABLE concern_entry;
DROP TABLE concern_kept_from;
DROP TABLE concern_person;
DROP TABLE concern;
