-- +goose Up

-- How messages leave: one row at most, and none until somebody sets it up. What
-- is secret, and where things are sent, is sealed.
CREATE TABLE message_setting (
    community_id TEXT NOT NULL PRIMARY KEY REFERENCES community (community_id),
    texts BOOLEAN NOT NULL,
    emails BOOLEAN NOT NULL,
    quiet_from INTEGER NOT NULL CHECK (quiet_from BETWEEN 0 AND 1439),
    quiet_until INTEGER NOT NULL CHECK (quiet_until BETWEEN 0 AND 1439),
    ways BLOB NOT NULL,
    hook_digest TEXT NOT NULL, -- of the secret in the address that the gateway calls; empty for none
    version INTEGER NOT NULL CHECK (version > 0)
);

-- What somebody decided to send to a person, and what became of it. The words
-- are sealed. A row is claimed (sending) before it is handed over, and is never
-- handed over a second time.
CREATE TABLE message (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('text', 'email')),
    kind TEXT NOT NULL CHECK (kind <> ''),
    words BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'sending', 'handed_over', 'delivered', 'failed', 'unknown', 'stopped')),
    why TEXT NOT NULL,
    due_at TEXT NOT NULL CHECK (length(due_at) = 24),
    until_at TEXT NOT NULL CHECK (length(until_at) = 24),
    tries INTEGER NOT NULL CHECK (tries >= 0),
    holder TEXT,
    lease_until TEXT CHECK (length(lease_until) = 24),
    ref TEXT NOT NULL, -- the gateway's own name for it
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL CHECK (length(asked_at) = 24),
    changed_at TEXT NOT NULL CHECK (length(changed_at) = 24),
    seen BOOLEAN NOT NULL, -- somebody has looked at what went wrong
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, asked_by) REFERENCES account (community_id, id),
    CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    CHECK ((holder IS NULL) = (lease_until IS NULL))
);
CREATE INDEX message_due ON message (community_id, channel, due_at, id) WHERE state IN ('waiting', 'held');
CREATE INDEX message_lease ON message (community_id, channel, lease_until) WHERE state = 'sending';
CREATE INDEX message_person ON message (community_id, person_id, id);
CREATE INDEX message_ref ON message (community_id, ref) WHERE ref <> '';
CREATE INDEX message_trouble ON message (community_id, id) WHERE state IN ('failed', 'unknown') AND NOT seen;
CREATE INDEX message_old ON message (community_id, changed_at);

-- What somebody wrote back. Words are sealed; the number is kept, sealed, only
-- where nobody's record has it.
CREATE TABLE message_reply (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT,
    number BLOB,
    words BLOB NOT NULL,
    says TEXT NOT NULL CHECK (says IN ('words', 'stop', 'start')),
    at TEXT NOT NULL CHECK (length(at) = 24),
    read_at TEXT CHECK (length(read_at) = 24),
    read_by TEXT,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    CHECK ((person_id IS NULL) = (number IS NOT NULL)),
    CHECK ((read_at IS NULL) = (read_by IS NULL))
);
CREATE INDEX message_reply_new ON message_reply (community_id, id) WHERE read_at IS NULL;
CREATE INDEX message_reply_person ON message_reply (community_id, person_id, id);
CREATE INDEX message_reply_old ON message_reply (community_id, at);

-- What the gateway has told us already, by its own names, so that telling it
-- twice counts once.
CREATE TABLE message_heard (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    name TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, name)
);
CREATE INDEX message_heard_at ON message_heard (community_id, at);

-- Whose number is it? However it was written down.
CREATE INDEX person_dial ON person (community_id, replace(replace(replace(replace(phone, ' ', ''), '(', ''), ')', ''), '-', ''));

-- +goose Down
DROP INDEX person_dial;
DROP TABLE message_heard;
DROP TABLE message_reply;
DROP TABLE message;
DROP TABLE message_setting;
