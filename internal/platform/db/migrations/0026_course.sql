-- +goose Up

-- A programme is a template that courses are run from. Each change makes a new
-- version; a course stays on the one that it began with.
CREATE TABLE programme (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    shipped TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    PRIMARY KEY (community_id, id)
);
CREATE TABLE programme_version (
    community_id TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    title TEXT NOT NULL CHECK (title <> ''),
    content TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL CHECK (length(made_at) = 24),
    PRIMARY KEY (community_id, programme_id, version),
    FOREIGN KEY (community_id, programme_id) REFERENCES programme (community_id, id),
    FOREIGN KEY (community_id, made_by) REFERENCES account (community_id, id)
);

-- A run of a programme. line is the last number given to somebody on its list:
-- the numbers on paper stay whatever happens. version grows when who is on the
-- course changes, and is what such changes wait for each other at.
CREATE TABLE course (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    programme_id TEXT NOT NULL,
    programme_version INTEGER NOT NULL,
    setting TEXT NOT NULL CHECK (setting IN ('community', 'prison', 'online')),
    place TEXT NOT NULL,
    capacity INTEGER NOT NULL CHECK (capacity > 0),
    starts_on TEXT NOT NULL CHECK (length(starts_on) = 10),
    ends_on TEXT NOT NULL CHECK (length(ends_on) = 10),
    line INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, programme_id, programme_version) REFERENCES programme_version (community_id, programme_id, version)
);
CREATE INDEX course_ends ON course (community_id, ends_on, id);
CREATE INDEX course_programme ON course (community_id, programme_id, programme_version);
CREATE TABLE course_facilitator (
    community_id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    PRIMARY KEY (community_id, course_id, account_id),
    FOREIGN KEY (community_id, course_id) REFERENCES course (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id)
);
CREATE INDEX course_facilitator_account ON course_facilitator (community_id, account_id, course_id);

-- One evening. part is which session of the programme it is, from 0. unnamed
-- is how many heads were counted beside the names. version grows with each mark
-- of its register. What came up is said in general, and never of somebody.
CREATE TABLE course_session (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    course_id TEXT NOT NULL,
    part INTEGER NOT NULL CHECK (part >= 0),
    on_day TEXT NOT NULL CHECK (length(on_day) = 10),
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    unnamed INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    delivered BOOLEAN,
    reason TEXT NOT NULL DEFAULT '' CHECK (reason IN ('', 'nobody', 'ill', 'room', 'lockdown', 'holiday', 'other')),
    ticks TEXT NOT NULL DEFAULT '',
    kit TEXT NOT NULL DEFAULT '',
    homework TEXT NOT NULL DEFAULT '',
    came_up TEXT NOT NULL DEFAULT '',
    recorded_by TEXT,
    recorded_at TEXT CHECK (length(recorded_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, course_id) REFERENCES course (community_id, id) ON DELETE CASCADE,
    CHECK ((delivered IS NULL) = (recorded_at IS NULL))
);
CREATE INDEX course_session_course ON course_session (community_id, course_id, on_day, part);
CREATE INDEX course_session_day ON course_session (community_id, on_day);
CREATE TABLE course_session_with (
    community_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    PRIMARY KEY (community_id, session_id, account_id),
    FOREIGN KEY (community_id, session_id) REFERENCES course_session (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id)
);

-- Somebody's place on a course. came_from is the enrolment that it goes on
-- from, of the same person. Its steps are added and never changed: what happened
-- is told by them, and state is what they come to.
CREATE TABLE enrolment (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    course_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    line INTEGER NOT NULL CHECK (line > 0),
    source TEXT NOT NULL CHECK (source IN ('self', 'keyworker', 'detox', 'word_of_mouth', 'us')),
    ask_id TEXT CHECK (length(ask_id) = 26),
    came_from TEXT CHECK (length(came_from) = 26),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'on', 'left', 'moved', 'graduated')),
    reason TEXT NOT NULL CHECK (reason IN ('', 'choice', 'not_reached', 'moved', 'prison', 'died')),
    since_at TEXT NOT NULL CHECK (length(since_at) = 24),
    enrolled_at TEXT NOT NULL CHECK (length(enrolled_at) = 24),
    steps INTEGER NOT NULL CHECK (steps > 0),
    PRIMARY KEY (community_id, id),
    UNIQUE (community_id, course_id, line),
    FOREIGN KEY (community_id, course_id) REFERENCES course (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    CHECK ((reason <> '') = (state = 'left'))
);
CREATE INDEX enrolment_person ON enrolment (community_id, person_id);
CREATE INDEX enrolment_state ON enrolment (community_id, course_id, state, since_at);
CREATE TABLE enrolment_step (
    community_id TEXT NOT NULL,
    enrolment_id TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    verb TEXT NOT NULL,
    became TEXT NOT NULL,
    reason TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, enrolment_id, seq),
    FOREIGN KEY (community_id, enrolment_id) REFERENCES enrolment (community_id, id) ON DELETE CASCADE
);

-- Marks are what phones and paper said of a register, in the order in which
-- they arrived. A mark counts once under its id. One that was made without
-- knowing of another that says otherwise is disputed until somebody says which
-- holds. base is the mark that whoever tapped had before their eyes.
CREATE TABLE register_mark (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    session_id TEXT NOT NULL,
    enrolment_id TEXT,
    here BOOLEAN,
    heads INTEGER NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('seen', 'said', 'paper')),
    base TEXT NOT NULL,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('holds', 'disputed', 'settled', 'undone')),
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, session_id) REFERENCES course_session (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, enrolment_id) REFERENCES enrolment (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, account_id) REFERENCES account (community_id, id),
    CHECK ((enrolment_id IS NULL) = (here IS NULL))
);
CREATE INDEX register_mark_row ON register_mark (community_id, session_id, enrolment_id, seq);
CREATE INDEX register_mark_enrolment ON register_mark (community_id, enrolment_id);
CREATE INDEX register_mark_disputed ON register_mark (community_id, session_id, state);

-- What the marks come to: who was at one of our own sessions. Nothing here is
-- about a meeting of a fellowship.
CREATE TABLE attendance (
    community_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    enrolment_id TEXT NOT NULL,
    here BOOLEAN NOT NULL,
    mark_id TEXT NOT NULL,
    PRIMARY KEY (community_id, session_id, enrolment_id),
    FOREIGN KEY (community_id, session_id) REFERENCES course_session (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, enrolment_id) REFERENCES enrolment (community_id, id) ON DELETE CASCADE
);
CREATE INDEX attendance_enrolment ON attendance (community_id, enrolment_id);
CREATE TABLE session_note (
    community_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    enrolment_id TEXT NOT NULL,
    words TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, session_id, enrolment_id),
    FOREIGN KEY (community_id, session_id) REFERENCES course_session (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, enrolment_id) REFERENCES enrolment (community_id, id) ON DELETE CASCADE
);
CREATE INDEX session_note_enrolment ON session_note (community_id, enrolment_id);

-- +goose Down
DROP TABLE session_note;
DROP TABLE attendance;
DROP TABLE register_mark;
DROP TABLE enrolment_step;
DROP TABLE enrolment;
DROP TABLE course_session_with;
DROP TABLE course_session;
DROP TABLE course_facilitator;
DROP TABLE course;
DROP TABLE programme_version;
DROP TABLE programme;
