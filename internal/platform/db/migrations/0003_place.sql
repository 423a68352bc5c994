-- +goose Up
-- Where postcodes and outcodes are, in millionths of a degree (about a tenth
-- of a metre). Outcodes also bear the town and the region they belong to; the
-- keys are those names as Find compares them.
CREATE TABLE place (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 2 AND 8),
    kind TEXT NOT NULL CHECK (kind IN ('postcode', 'outcode')),
    lat INTEGER NOT NULL CHECK (lat BETWEEN 49000000 AND 61000000),
    lon INTEGER NOT NULL CHECK (lon BETWEEN -11000000 AND 2000000),
    town TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    town_key TEXT NOT NULL DEFAULT '',
    region_key TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (community_id, code)
);
CREATE INDEX place_town ON place (community_id, town_key) WHERE kind = 'outcode';
CREATE INDEX place_region ON place (community_id, region_key) WHERE kind = 'outcode';

-- Counts the imports of places, so that an index in memory, which holds the
-- positions of meetings by their postcodes, knows that it is old.
CREATE TABLE place_revision (
    community_id TEXT NOT NULL PRIMARY KEY REFERENCES community (community_id),
    revision INTEGER NOT NULL
);

-- +goose Down
DROP TABLE place_revision;
DROP TABLE place;
