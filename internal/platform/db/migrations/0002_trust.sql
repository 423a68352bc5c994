-- +goose Up

-- Somebody who signs in. epoch grows whenever what they may do changes: the
-- sign-ins and one-time links made before are then void.
CREATE TABLE account (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL CHECK (name_key <> ''),
    sign_in_name TEXT CHECK (sign_in_name <> ''),
    password_hash TEXT CHECK (password_hash LIKE '$argon2id$%'),
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'paused', 'left')),
    epoch INTEGER NOT NULL DEFAULT 1 CHECK (epoch > 0),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    joined_at TEXT CHECK (length(joined_at) = 24),
    PRIMARY KEY (community_id, id),
    UNIQUE (community_id, sign_in_name),
    CHECK (state <> 'active' OR joined_at IS NOT NULL)
);
-- The team page, in the order in which it pages.
CREATE INDEX account_name ON account (community_id, name_key, id);

CREATE TABLE account_role (
    community_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('facilitator', 'companion', 'manager', 'lead', 'deputy', 'trainer', 'administrator')),
    PRIMARY KEY (community_id, account_id, role),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE
);

-- Works once. The token itself is shown to one person and kept nowhere.
CREATE TABLE one_time_link (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
    purpose TEXT NOT NULL CHECK (purpose IN ('invite', 'sign-in')),
    account_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    expires_at TEXT NOT NULL CHECK (length(expires_at) = 24),
    used_at TEXT CHECK (length(used_at) = 24),
    PRIMARY KEY (community_id, id),
    UNIQUE (community_id, token_hash),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE
);
CREATE INDEX one_time_link_account ON one_time_link (community_id, account_id, purpose);

-- One device where an account signed in. A row that is gone is a sign-in that
-- has ended.
CREATE TABLE sign_in (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
    account_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    device TEXT NOT NULL,
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    last_seen_at TEXT NOT NULL CHECK (length(last_seen_at) = 24),
    idle_minutes INTEGER NOT NULL CHECK (idle_minutes > 0),
    ends_at TEXT NOT NULL CHECK (length(ends_at) = 24),
    PRIMARY KEY (community_id, id),
    UNIQUE (community_id, token_hash),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE
);
CREATE INDEX sign_in_account ON sign_in (community_id, account_id, id);

-- +goose Down
DROP TABLE sign_in;
DROP TABLE one_time_link;
DROP TABLE account_role;
DROP TABLE account;
