-- +goose Up

-- Who made a link, and who else agreed to it: a link to sign in as one who reads
-- concerns works once a second person has.
ALTER TABLE one_time_link ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
ALTER TABLE one_time_link ADD COLUMN needs_second BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE one_time_link ADD COLUMN second_by TEXT;

-- How and when: who came in by a link must not be the one who clears the notice
-- that the link was made.
ALTER TABLE sign_in ADD COLUMN way TEXT NOT NULL DEFAULT 'password' CHECK (way IN ('password', 'link', 'invitation'));
ALTER TABLE account ADD COLUMN password_at TEXT NOT NULL DEFAULT '';

-- What somebody else did that the holder of an account must come to know of.
CREATE TABLE account_notice (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sign-in', 'invite', 'reader')),
    by_account TEXT NOT NULL,
    about_account TEXT,
    link_id TEXT,
    at TEXT NOT NULL CHECK (length(at) = 24),
    until_at TEXT NOT NULL CHECK (length(until_at) = 24),
    used_at TEXT CHECK (length(used_at) = 24),
    seen_at TEXT CHECK (length(seen_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, about_account) REFERENCES account (community_id, id) ON DELETE CASCADE
);
CREATE INDEX account_notice_account ON account_notice (community_id, account_id, id);
CREATE INDEX account_notice_unseen ON account_notice (community_id, account_id) WHERE seen_at IS NULL;
CREATE INDEX account_notice_link ON account_notice (community_id, link_id);

-- +goose Down
DROP TABLE account_notice;
ALTER TABLE account DROP COLUMN password_at;
ALTER TABLE sign_in DROP COLUMN way;
ALTER TABLE one_time_link DROP COLUMN second_by;
ALTER TABLE one_time_link DROP COLUMN needs_second;
ALTER TABLE one_time_link DROP COLUMN made_by;
