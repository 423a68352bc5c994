-- +goose Up

-- What an account typed into a form and has not sent. form is the address that
-- the form is sent to; the words are sealed and bound to the three columns of
-- the key. It goes with the account, with the person it is about, and by age.
CREATE TABLE draft (
    community_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    form TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 300),
    person_id TEXT,
    sealed BLOB NOT NULL,
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 24),
    PRIMARY KEY (community_id, account_id, form),
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);
CREATE INDEX draft_person ON draft (community_id, person_id);
CREATE INDEX draft_age ON draft (community_id, updated_at);

-- +goose Down
DROP TABLE draft;
