-- +goose Up

-- Where somebody else has a say over the person, they were told first what is
-- reported and that they may say no; as with a chat.
ALTER TABLE enrolment ADD COLUMN coerced BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE enrolment DROP COLUMN coerced;
