-- +goose Up

-- What somebody wrote, and agreed to have in a report without their name: these
-- very words, as the answer that they are. words is what was read out to them.
CREATE TABLE measure_quote (
    community_id TEXT NOT NULL,
    ask_id TEXT NOT NULL,
    item_id TEXT NOT NULL CHECK (item_id <> ''),
    n INTEGER NOT NULL CHECK (n >= 0),
    words TEXT NOT NULL CHECK (words <> ''),
    words_version TEXT NOT NULL CHECK (words_version <> ''),
    agreed_at TEXT NOT NULL CHECK (length(agreed_at) = 24),
    account_id TEXT NOT NULL,
    PRIMARY KEY (community_id, ask_id, item_id, n),
    FOREIGN KEY (community_id, ask_id, item_id, n) REFERENCES measure_answer (community_id, ask_id, item_id, n) ON DELETE CASCADE
);

-- +goose Down
DROP TABLE measure_quote;
