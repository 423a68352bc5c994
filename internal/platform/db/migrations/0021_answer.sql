-- +goose Up

-- Whether whoever is to go along has said that they can: of the companion, and
-- of the second one where two go. It is the plan's, and no step of the link.
ALTER TABLE link_plan ADD COLUMN said_yes_at TEXT CHECK (length(said_yes_at) = 24);
ALTER TABLE link_plan ADD COLUMN second_said_yes_at TEXT CHECK (length(second_said_yes_at) = 24);

-- +goose Down
ALTER TABLE link_plan DROP COLUMN second_said_yes_at;
ALTER TABLE link_plan DROP COLUMN said_yes_at;
