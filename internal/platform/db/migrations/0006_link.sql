-- +goose Up

-- A person's way to a meeting: where it stands now. What happened on the way
-- is in link_step, which only grows.
CREATE TABLE link (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    parent_id TEXT,
    child_id TEXT CHECK (length(child_id) = 26),
    state TEXT NOT NULL CHECK (state IN ('raised', 'offered', 'chosen', 'planned', 'first_attended', 'comfort_checked',
        'continuing', 'involved', 'not_now', 'did_not_happen', 'left_early', 'think_again', 'alternative', 'paused',
        'stepped_back', 'closed')),
    had TEXT NOT NULL CHECK (had NOT IN ('paused', 'alternative', 'stepped_back', 'closed')),
    wish TEXT NOT NULL,
    raised_on TEXT NOT NULL CHECK (length(raised_on) = 10),
    raised_by TEXT NOT NULL,
    since_on TEXT NOT NULL CHECK (length(since_on) = 10),
    gap BOOLEAN NOT NULL,
    revisit_on TEXT CHECK (length(revisit_on) = 10),
    rest_until TEXT CHECK (length(rest_until) = 10),
    meeting_id TEXT,
    chosen_on TEXT CHECK (length(chosen_on) = 10),
    why TEXT NOT NULL,
    plan_id TEXT CHECK (length(plan_id) = 26),
    attended_on TEXT CHECK (length(attended_on) = 10),
    last_on TEXT CHECK (length(last_on) = 10),
    attendances INTEGER NOT NULL CHECK (attendances >= 0),
    how TEXT NOT NULL,
    cause TEXT NOT NULL,
    our_faults INTEGER NOT NULL CHECK (our_faults >= 0),
    checked_on TEXT CHECK (length(checked_on) = 10),
    comfort_id TEXT CHECK (length(comfort_id) = 26),
    differ TEXT NOT NULL,
    frequency TEXT NOT NULL,
    facets TEXT NOT NULL,
    held TEXT NOT NULL,
    reason TEXT NOT NULL,
    stopped TEXT NOT NULL,
    tries INTEGER NOT NULL CHECK (tries >= 0),
    tried_on TEXT CHECK (length(tried_on) = 10),
    quiet BOOLEAN NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, parent_id) REFERENCES link (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, meeting_id) REFERENCES meeting (community_id, id),
    CHECK ((had <> '') = (state IN ('paused', 'alternative', 'stepped_back', 'closed'))),
    CHECK (state <> 'alternative' OR child_id IS NOT NULL)
);
CREATE INDEX link_person ON link (community_id, person_id, id);
CREATE INDEX link_parent ON link (community_id, parent_id);

CREATE TABLE link_step (
    community_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    at TEXT NOT NULL CHECK (length(at) = 24),
    verb TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    skipped TEXT NOT NULL,
    code TEXT NOT NULL,
    account_id TEXT NOT NULL,
    PRIMARY KEY (community_id, link_id, seq),
    FOREIGN KEY (community_id, link_id) REFERENCES link (community_id, id) ON DELETE CASCADE
);

-- What was shown, at which step, in its order, and why.
CREATE TABLE link_offer (
    community_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    place INTEGER NOT NULL,
    meeting_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_date TEXT NOT NULL CHECK (length(on_date) = 10),
    score INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (community_id, link_id, seq, place),
    FOREIGN KEY (community_id, link_id) REFERENCES link (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, meeting_id) REFERENCES meeting (community_id, id)
);

-- One evening. Plans are never overwritten by another: the link names its newest.
CREATE TABLE link_plan (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    link_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    on_date TEXT NOT NULL CHECK (length(on_date) = 10),
    starts_at TEXT NOT NULL CHECK (length(starts_at) = 24),
    ends_at TEXT NOT NULL CHECK (length(ends_at) = 24),
    way TEXT NOT NULL,
    companion TEXT,
    how_far TEXT NOT NULL CHECK (how_far IN ('', 'come_in', 'to_the_door', 'meet_before')),
    meet_point TEXT NOT NULL,
    plan_b TEXT NOT NULL CHECK (plan_b <> ''),
    easier TEXT NOT NULL,
    open_to_anyone BOOLEAN NOT NULL,
    listing TEXT NOT NULL, -- when and where by the list, as the plan was made
    met_at TEXT CHECK (length(met_at) = 24),
    home_at TEXT CHECK (length(home_at) = 24),
    called_off_at TEXT CHECK (length(called_off_at) = 24),
    locked BOOLEAN NOT NULL,
    settled BOOLEAN NOT NULL,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, link_id) REFERENCES link (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, meeting_id) REFERENCES meeting (community_id, id),
    FOREIGN KEY (community_id, companion) REFERENCES account (community_id, id),
    CHECK (ends_at > starts_at),
    CHECK ((companion IS NULL) = (how_far = ''))
);
CREATE INDEX link_plan_link ON link_plan (community_id, link_id);
CREATE INDEX link_plan_companion ON link_plan (community_id, companion, starts_at);
CREATE INDEX link_plan_day ON link_plan (community_id, on_date);

-- How it was, in the person's own judgement.
CREATE TABLE link_comfort (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    link_id TEXT NOT NULL,
    on_date TEXT NOT NULL CHECK (length(on_date) = 10),
    being INTEGER CHECK (being BETWEEN 0 AND 10),
    speaking INTEGER CHECK (speaking BETWEEN 0 AND 10),
    liked TEXT NOT NULL,
    misfits TEXT NOT NULL,
    identified TEXT NOT NULL CHECK (identified IN ('', 'yes', 'no')),
    safe TEXT NOT NULL CHECK (safe IN ('', 'yes', 'no')),
    wants TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, link_id) REFERENCES link (community_id, id) ON DELETE CASCADE
);
CREATE INDEX link_comfort_link ON link_comfort (community_id, link_id, id);

-- When somebody should look at a link: written anew with each of its steps.
CREATE TABLE link_due (
    community_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    late_at TEXT CHECK (length(late_at) = 24),
    until_at TEXT CHECK (length(until_at) = 24),
    PRIMARY KEY (community_id, link_id, kind),
    FOREIGN KEY (community_id, link_id) REFERENCES link (community_id, id) ON DELETE CASCADE
);
CREATE INDEX link_due_at ON link_due (community_id, at);

-- +goose Down
DROP TABLE link_due;
DROP TABLE link_comfort;
DROP TABLE link_plan;
DROP TABLE link_offer;
DROP TABLE link_step;
DROP TABLE link;
