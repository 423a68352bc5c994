-- +goose Up

-- A complaint that came to the community, from whoever it came. It names no
-- record: who complains should not have to be somebody we write about. What it
-- says, and what changed because of it, is sealed.
CREATE TABLE complaint (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    came_on TEXT NOT NULL CHECK (length(came_on) = 10),
    how TEXT NOT NULL CHECK (how IN ('said', 'rang', 'wrote', 'agency', 'other')),
    about TEXT NOT NULL CHECK (about IN ('team', 'companion', 'course', 'meeting', 'place', 'other')),
    says BLOB NOT NULL,
    changed BLOB,
    answered_on TEXT CHECK (length(answered_on) = 10),
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL CHECK (length(written_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, written_by) REFERENCES account (community_id, id),
    CHECK ((changed IS NULL) = (answered_on IS NULL)),
    CHECK (answered_on >= came_on)
);
CREATE INDEX complaint_came ON complaint (community_id, came_on, id);

-- +goose Down
DROP TABLE complaint;
