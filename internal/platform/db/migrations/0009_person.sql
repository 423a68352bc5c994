-- +goose Up

-- What else somebody may wish us to know. Nothing of it has to be there.
ALTER TABLE person ADD COLUMN pronouns TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN email TEXT NOT NULL DEFAULT '' CHECK (contact <> 'email' OR email <> '');
ALTER TABLE person ADD COLUMN language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'cy', 'pl', 'pa', 'gu', 'ur'));
ALTER TABLE person ADD COLUMN interpreter BOOLEAN NOT NULL DEFAULT FALSE;
-- May whoever answers the telephone be told something, and in which words.
ALTER TABLE person ADD COLUMN others_told BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE person ADD COLUMN may_say TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN emergency_name TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN emergency_phone TEXT NOT NULL DEFAULT '' CHECK ((emergency_phone = '') = (emergency_name = ''));
ALTER TABLE person ADD COLUMN emergency_who TEXT NOT NULL DEFAULT '';
-- For themselves, or because of somebody else; nothing says because of whom.
ALTER TABLE person ADD COLUMN here_for TEXT NOT NULL DEFAULT 'self' CHECK (here_for IN ('self', 'somebody'));
-- Who has died is not written to, asked or planned for, and stays as they were.
ALTER TABLE person ADD COLUMN died_on TEXT CHECK (length(died_on) = 10);
ALTER TABLE person ADD COLUMN died_at TEXT CHECK (length(died_at) = 24);
-- "link until" of the rests that ended with them, to be given back if it was a mistake.
ALTER TABLE person ADD COLUMN died_rests TEXT NOT NULL DEFAULT '';
CREATE INDEX person_died ON person (community_id, died_at) WHERE died_at IS NOT NULL;

-- Who was to go along with somebody who has died: they are told by a person.
CREATE TABLE farewell (
    community_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    told_at TEXT CHECK (length(told_at) = 24),
    told_by TEXT,
    PRIMARY KEY (community_id, person_id, account_id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id) ON DELETE CASCADE,
    CHECK ((told_at IS NULL) = (told_by IS NULL))
);

-- What people are found by: every end of name_key that begins with a word, so
-- that "khan" finds Sam Khan from an index. Written with the name.
CREATE TABLE person_find (
    community_id TEXT NOT NULL,
    word TEXT NOT NULL CHECK (word <> ''),
    person_id TEXT NOT NULL,
    PRIMARY KEY (community_id, word, person_id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);
CREATE INDEX person_find_person ON person_find (community_id, person_id);
INSERT INTO person_find (community_id, word, person_id) SELECT community_id, name_key, id FROM person WHERE name_key <> '';

-- Two records of one person that were put together: person_id went into the
-- one that its merged_into names. before is what we kept of that one, as JSON.
CREATE TABLE person_merge (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    before TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    account_id TEXT NOT NULL,
    undone_at TEXT CHECK (length(undone_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);
CREATE INDEX person_merge_person ON person_merge (community_id, person_id);

-- Which rows went along, so that they can be given back.
CREATE TABLE person_merge_row (
    community_id TEXT NOT NULL,
    merge_id TEXT NOT NULL,
    hangs TEXT NOT NULL,
    row_id TEXT NOT NULL,
    PRIMARY KEY (community_id, merge_id, hangs, row_id),
    FOREIGN KEY (community_id, merge_id) REFERENCES person_merge (community_id, id) ON DELETE CASCADE
);
CREATE INDEX person_merge_row_row ON person_merge_row (community_id, hangs, row_id);

-- The merge that an answer comes from: one of two records said no.
ALTER TABLE consent ADD COLUMN merge_id TEXT CHECK (length(merge_id) = 26);

-- +goose Down
ALTER TABLE consent DROP COLUMN merge_id;
DROP TABLE person_merge_row;
DROP TABLE person_merge;
DROP TABLE person_find;
DROP TABLE farewell;
DROP INDEX person_died;
ALTER TABLE person DROP COLUMN died_rests;
ALTER TABLE person DROP COLUMN died_at;
ALTER TABLE person DROP COLUMN died_on;
ALTER TABLE person DROP COLUMN here_for;
ALTER TABLE person DROP COLUMN emergency_who;
ALTER TABLE person DROP COLUMN emergency_phone;
ALTER TABLE person DROP COLUMN emergency_name;
ALTER TABLE person DROP COLUMN may_say;
ALTER TABLE person DROP COLUMN others_told;
ALTER TABLE person DROP COLUMN interpreter;
ALTER TABLE person DROP COLUMN language;
ALTER TABLE person DROP COLUMN email;
ALTER TABLE person DROP COLUMN pronouns;
