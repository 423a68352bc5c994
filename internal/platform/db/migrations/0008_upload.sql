-- +goose Up

-- A list of meetings that somebody has looked at and not applied yet. What was
-- shown is what is applied, so the file waits here and not in their browser.
-- When it was applied its content goes, and after a day all of it.
CREATE TABLE upload (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    account_id TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    fellowship TEXT NOT NULL,
    content BLOB,
    uploaded_at TEXT NOT NULL CHECK (length(uploaded_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE
);
CREATE INDEX upload_age ON upload (community_id, uploaded_at);

-- +goose Down
DROP TABLE upload;
