-- +goose Up
-- Where a person is told what concerns them; null: nowhere.
ALTER TABLE accounts ADD COLUMN email text CHECK (email LIKE '%_@_%');
CREATE INDEX memberships_of_agency ON memberships (agency);

-- What people must hear of, written with the act that caused it. One row a cause
-- and person, whatever is retried; the name of a proposal is read when the row is
-- sent.
CREATE TABLE outbox (
  id         uuid PRIMARY KEY,
  cause      text NOT NULL,
  person     uuid NOT NULL REFERENCES accounts,
  proposal   uuid REFERENCES proposals,
  kind       text NOT NULL,
  parameters jsonb NOT NULL,
  message_id text NOT NULL UNIQUE, -- the same however often it is sent
  address    text,                 -- that it was last sent to
  state      text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued','sent','failed','dead')), -- failed: is tried again at next_at
  attempts   int  NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_at    timestamptz NOT NULL,
  last_error text NOT NULL DEFAULT '',
  queued_at  timestamptz NOT NULL,
  sent_at    timestamptz,
  CONSTRAINT one_notice_of_a_cause UNIQUE (cause, person),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX outbox_waiting ON outbox (next_at) WHERE state IN ('queued','failed');
GRANT SELECT, INSERT, UPDATE ON outbox TO pheduyet_app;
