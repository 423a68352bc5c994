-- +goose Up

-- What happened in a period, for the figures that are counted over it.
CREATE INDEX link_updated ON link (community_id, updated_at);
CREATE INDEX link_step_verb ON link_step (community_id, verb, at);
CREATE INDEX chat_day ON chat (community_id, held_on);

-- +goose Down
DROP INDEX chat_day;
DROP INDEX link_step_verb;
DROP INDEX link_updated;
