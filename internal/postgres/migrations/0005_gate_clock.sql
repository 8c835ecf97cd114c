-- +goose Up
-- What the time of a gate's round has left behind besides its deadline: stretches
-- that ended, extensions, the filer's answer (proposal.Clock). Null: nothing yet.
ALTER TABLE gates ADD COLUMN clock jsonb;
