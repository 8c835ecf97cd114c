-- +goose Up
-- What is due by a count that left the holiday data is looked for whenever an admin
-- comes in, and there is little or none of it.
CREATE INDEX gates_provisional ON gates (proposal) WHERE state = 'open' AND (deadline ->> 'provisional')::boolean;
CREATE INDEX gates_answer_provisional ON gates (proposal) WHERE state = 'returned' AND (clock -> 'answer_by' ->> 'provisional')::boolean;
CREATE INDEX proposals_review_provisional ON proposals (review_until) WHERE status = 'rejected' AND (standing ->> 'review_provisional')::boolean;
CREATE INDEX systems_provisional ON systems (id) WHERE jsonb_path_exists(body, '$.obligations[*] ? (@.provisional == true)');
