-- +goose Up
-- Decisions of the last months are counted on every overview.
CREATE INDEX gates_decided ON gates (decided_at) INCLUDE (gate, position, due_at, proposal) WHERE decided_at IS NOT NULL;
-- What was returned and not answered in time is on a worklist beside what is open.
CREATE INDEX gates_returned ON gates (authority, due_at) WHERE state = 'returned';
