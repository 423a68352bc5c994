-- +goose Up

-- What an evaluation counts, written down before its result is known: nothing
-- of the question changes afterwards, and fixed_on is shown with every result.
-- What is entered later is what a result is held against (local, as JSON, each
-- figure with its source) and what was spent.
CREATE TABLE evaluation (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    name TEXT NOT NULL CHECK (name <> ''),
    from_on TEXT NOT NULL CHECK (length(from_on) = 10),
    to_on TEXT NOT NULL CHECK (length(to_on) = 10),
    route TEXT NOT NULL CHECK (route IN ('all', 'course', 'link')),
    programme TEXT NOT NULL,
    setting TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome <> ''),
    early_days INTEGER NOT NULL CHECK (early_days BETWEEN 0 AND 90),
    late_days INTEGER NOT NULL CHECK (late_days BETWEEN 0 AND 180),
    fixed_on TEXT NOT NULL CHECK (length(fixed_on) = 10),
    fixed_by TEXT NOT NULL,
    local TEXT NOT NULL DEFAULT '[]',
    spend_pence INTEGER CHECK (spend_pence >= 0),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, fixed_by) REFERENCES account (community_id, id),
    CHECK (to_on >= from_on)
);
CREATE INDEX evaluation_fixed ON evaluation (community_id, fixed_on, id);

-- What has left the organisation: the report as it left, and its counts, so
-- that the next one does not tell of the few people between the two.
CREATE TABLE evaluation_issue (
    community_id TEXT NOT NULL,
    evaluation_id TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    people INTEGER NOT NULL,
    shown TEXT NOT NULL,
    result TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, evaluation_id, seq),
    FOREIGN KEY (community_id, evaluation_id) REFERENCES evaluation (community_id, id)
);

-- What somebody says of themselves so that we can see whom we miss. Each may be
-- left out; it is in no list and on no page but their own.
CREATE TABLE equality (
    community_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    sex TEXT NOT NULL,
    age TEXT NOT NULL,
    ethnicity TEXT NOT NULL,
    said_at TEXT NOT NULL CHECK (length(said_at) = 24),
    PRIMARY KEY (community_id, person_id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);

-- Whose way began in a period.
CREATE INDEX link_raised ON link (community_id, raised_on);

-- +goose Down
DROP INDEX link_raised;
DROP TABLE equality;
DROP TABLE evaluation_issue;
DROP TABLE evaluation;
