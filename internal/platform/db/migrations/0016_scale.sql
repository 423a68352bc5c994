-- +goose Up

-- The alarm for whoever is not marked safely home: few among all that is due.
CREATE INDEX link_due_kind ON link_due (community_id, kind, at);

-- +goose Down
DROP INDEX link_due_kind;
