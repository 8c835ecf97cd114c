-- +goose Up
-- The roles: the owner runs this file; pheduyet_app is what server and worker
-- connect as. It gets no DDL, and on ledger tables insert and select only.
-- +goose StatementBegin
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pheduyet_app') THEN
    RAISE EXCEPTION 'role pheduyet_app does not exist; create it before migrating (README, Triển khai)';
  END IF;
END $$;
-- +goose StatementEnd

-- Registers: what the province and the law say. Loaded from seeds, changed by
-- imports; a code is never reused and nothing is deleted.
CREATE TABLE agencies (
  code       text PRIMARY KEY,
  name       text NOT NULL,
  short_name text NOT NULL DEFAULT '',
  kind       text NOT NULL CHECK (kind IN ('ministry','peoples_committee','department','commune','unit','council')),
  parent     text REFERENCES agencies DEFERRABLE INITIALLY DEFERRED,
  valid_from date,
  valid_to   date,
  successor  text REFERENCES agencies DEFERRABLE INITIALLY DEFERRED,
  CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)
);

CREATE TABLE responsibilities (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency     text NOT NULL REFERENCES agencies,
  duty       text NOT NULL,
  valid_from date,
  valid_to   date,
  detail     jsonb NOT NULL -- the row as its source file states it
);

CREATE TABLE legal_documents (
  name           text PRIMARY KEY, -- what citations call it
  body           jsonb NOT NULL,
  effective_from date,
  effective_to   date
);

CREATE TABLE packs (
  id      text NOT NULL,
  version date NOT NULL,
  hash    text NOT NULL,
  body    bytea NOT NULL, -- the canonical bytes that are hashed
  PRIMARY KEY (id, version)
);

CREATE TABLE calendar_years (
  year int PRIMARY KEY,
  body jsonb NOT NULL -- calendar.Year: holidays, substitute and swapped days
);

-- One row, bumped by whatever changes agencies, packs or the calendar: a process
-- keeps them in memory and reads them again when it has moved.
CREATE TABLE register_version (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL
);
INSERT INTO register_version (version) VALUES (1);

CREATE TABLE catalog_editions (
  id             text PRIMARY KEY,
  title          text NOT NULL,
  body           jsonb NOT NULL, -- the head as its source file states it
  effective_from date,
  effective_to   date
);

CREATE TABLE catalog_entries (
  id          text PRIMARY KEY,
  edition     text NOT NULL REFERENCES catalog_editions,
  name        text NOT NULL,
  owner       text NOT NULL, -- as the source writes it
  owner_code  text REFERENCES agencies,
  scope       text NOT NULL,
  state       text NOT NULL CHECK (state IN ('in_use','planned','unknown','retired')),
  shared      boolean NOT NULL DEFAULT false,
  provinces   boolean NOT NULL DEFAULT false,
  reference   boolean NOT NULL DEFAULT false,
  same_as     text[] NOT NULL DEFAULT '{}',
  approved_by text, -- number of the proposal whose approval stands behind it
  application text NOT NULL DEFAULT '',
  description text NOT NULL DEFAULT '',
  source      text NOT NULL,
  profile     jsonb NOT NULL, -- catalog.Profile
  detail      jsonb NOT NULL, -- the row as its source file states it
  position    int NOT NULL,
  compared    bigint NOT NULL DEFAULT 1 -- catalog_version of its last change
);

-- What screenings read to know whether their index is stale: one row, bumped in
-- the transaction of whatever changes what is compared.
CREATE TABLE catalog_version (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL
);
INSERT INTO catalog_version (version) VALUES (1);

CREATE TABLE seeds_loaded (
  name text PRIMARY KEY,
  hash text NOT NULL,
  at   timestamptz NOT NULL
);

-- People.
CREATE TABLE accounts (
  id            uuid PRIMARY KEY,
  username      text NOT NULL UNIQUE,
  name          text NOT NULL,
  password_hash text NOT NULL,
  disabled_at   timestamptz,
  created_at    timestamptz NOT NULL
);
CREATE TABLE memberships (
  account    uuid NOT NULL REFERENCES accounts,
  agency     text NOT NULL REFERENCES agencies,
  seat       boolean NOT NULL DEFAULT false, -- sits in a council besides the own agency
  valid_from date NOT NULL,
  valid_to   date,
  PRIMARY KEY (account, agency, valid_from)
);
CREATE UNIQUE INDEX one_agency_at_a_time ON memberships (account) WHERE valid_to IS NULL AND NOT seat;
CREATE TABLE account_roles (
  account    uuid NOT NULL REFERENCES accounts,
  role       text NOT NULL CHECK (role IN ('filer','reviewer','head','auditor','admin')),
  valid_from date NOT NULL,
  valid_to   date,
  PRIMARY KEY (account, role, valid_from)
);
CREATE TABLE tokens (
  hash       bytea PRIMARY KEY, -- sha256 of the random token
  account    uuid NOT NULL REFERENCES accounts,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX ON tokens (account);
CREATE TABLE failed_sign_ins (
  username text NOT NULL, -- as typed, lower case, hashed: it may be a password typed in the wrong field
  at       timestamptz NOT NULL
);
CREATE INDEX ON failed_sign_ins (username, at);

-- Money. reserved and committed are running sums of the reservations below; the
-- CHECK is what keeps two decisions from overdrawing together.
CREATE TABLE envelopes (
  fiscal_year int    NOT NULL,
  source      text   NOT NULL,
  owner       text   NOT NULL REFERENCES agencies,
  amount      bigint NOT NULL CHECK (amount >= 0),
  reserved    bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  committed   bigint NOT NULL DEFAULT 0 CHECK (committed >= 0),
  state       text   NOT NULL CHECK (state IN ('indicative','assigned')),
  document    jsonb  NOT NULL,
  PRIMARY KEY (fiscal_year, source, owner),
  CONSTRAINT envelope_not_overdrawn CHECK (reserved + committed <= amount)
);

-- Proposals.
CREATE TABLE number_counters (
  year int PRIMARY KEY,
  last int NOT NULL CHECK (last > 0)
);
CREATE TABLE proposals (
  id           uuid PRIMARY KEY,
  number       text UNIQUE,
  agency       text NOT NULL REFERENCES agencies,
  co_agencies  text[] NOT NULL DEFAULT '{}',
  filed_by     uuid NOT NULL REFERENCES accounts,
  status       text NOT NULL CHECK (status IN ('draft','in_review','returned','approved','rejected','withdrawn','revoked')),
  revision     int NOT NULL DEFAULT 0 CHECK (revision >= 0),
  version      bigint NOT NULL DEFAULT 0, -- recorded acts
  etag         bigint NOT NULL DEFAULT 1, -- every change, drafts' too
  name         text NOT NULL,
  search       text NOT NULL,             -- name, summary, number, folded
  facts        jsonb NOT NULL,
  filed        jsonb,                     -- facts of the last submitted revision
  standing     jsonb NOT NULL,
  parties      jsonb NOT NULL,
  pack_id      text,
  pack_version date,
  acceptance_due boolean NOT NULL DEFAULT false,
  review_until timestamptz,
  recalls      int NOT NULL DEFAULT 0 CHECK (recalls >= 0),
  screening    uuid, -- the comparison that counts now
  compared     bigint, -- catalog_version at which what screenings see of it changed last; null: never seen
  drafted_at   timestamptz NOT NULL,
  submitted_at timestamptz,
  first_submitted_at timestamptz,
  updated_at   timestamptz NOT NULL,
  FOREIGN KEY (pack_id, pack_version) REFERENCES packs (id, version),
  CHECK (status = 'draft' OR number IS NOT NULL OR status = 'withdrawn'),
  CHECK (status = 'draft' OR filed IS NOT NULL OR status = 'withdrawn')
);
CREATE INDEX ON proposals (agency, updated_at DESC);
CREATE INDEX ON proposals (status, updated_at DESC);
CREATE INDEX ON proposals (updated_at DESC, id DESC);
CREATE INDEX ON proposals USING gin (co_agencies);

-- Who had a hand in a proposal: none of them may decide it.
CREATE TABLE proposal_editors (
  proposal uuid NOT NULL REFERENCES proposals,
  account  uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (proposal, account)
);

CREATE TABLE gates (
  proposal   uuid NOT NULL REFERENCES proposals,
  gate       text NOT NULL,
  position   int  NOT NULL,
  kind       text NOT NULL,
  after      text[] NOT NULL,
  authority  text NOT NULL REFERENCES agencies,
  state      text NOT NULL CHECK (state IN ('pending','open','returned','passed','rejected')),
  round      int  NOT NULL CHECK (round >= 1),
  opened_at  timestamptz,
  deadline   jsonb,
  due_at     timestamptz,
  decided_at timestamptz,
  outcome    text NOT NULL DEFAULT '',
  by_rule    boolean NOT NULL DEFAULT false,
  screened   boolean NOT NULL DEFAULT false,
  touched    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (proposal, gate)
);
CREATE INDEX gates_open ON gates (authority, due_at) WHERE state = 'open';

CREATE TABLE revisions (
  proposal uuid NOT NULL REFERENCES proposals,
  revision int NOT NULL,
  facts    jsonb NOT NULL,
  document jsonb,
  by       uuid NOT NULL REFERENCES accounts,
  at       timestamptz NOT NULL,
  PRIMARY KEY (proposal, revision)
);

-- One decision a gate and round, whoever races.
CREATE TABLE decisions (
  proposal uuid NOT NULL REFERENCES proposals,
  gate     text NOT NULL,
  round    int  NOT NULL,
  outcome  text NOT NULL,
  by       uuid REFERENCES accounts, -- null: decided by rule
  agency   text NOT NULL,
  body     jsonb NOT NULL,
  pack     jsonb NOT NULL,
  deadline jsonb,
  at       timestamptz NOT NULL,
  attempt  int NOT NULL DEFAULT 1, -- 1 + recalls: a recall starts the rounds anew
  PRIMARY KEY (proposal, gate, round, attempt)
);

CREATE TABLE screenings (
  id       uuid PRIMARY KEY,
  proposal uuid NOT NULL REFERENCES proposals,
  revision int NOT NULL,
  verdict  text NOT NULL,
  body     json NOT NULL, -- canonical, byte for byte: the ledger names its sha256
  sha256   text NOT NULL,
  at       timestamptz NOT NULL
);
CREATE INDEX ON screenings (proposal, at DESC);
ALTER TABLE proposals ADD FOREIGN KEY (screening) REFERENCES screenings;

CREATE TABLE reservations (
  proposal    uuid NOT NULL REFERENCES proposals,
  fiscal_year int NOT NULL,
  source      text NOT NULL,
  owner       text NOT NULL,
  amount      bigint NOT NULL CHECK (amount > 0),
  committed   boolean NOT NULL,
  PRIMARY KEY (proposal, fiscal_year, source, owner),
  FOREIGN KEY (fiscal_year, source, owner) REFERENCES envelopes
);

CREATE TABLE attachments (
  id         uuid PRIMARY KEY,
  proposal   uuid NOT NULL REFERENCES proposals,
  kind       text NOT NULL,
  title      text NOT NULL,
  name       text NOT NULL,
  media_type text NOT NULL,
  size       bigint NOT NULL CHECK (size > 0),
  sha256     text NOT NULL,
  declared   boolean NOT NULL DEFAULT false, -- unreadable scan, uploader declares no secret mark
  by         uuid NOT NULL REFERENCES accounts,
  at         timestamptz NOT NULL,
  command    text UNIQUE -- that attached it
);
CREATE INDEX ON attachments (proposal);

-- Commands: what a person asked, before it is done. The id is the Update id; the
-- answer is kept so that the same key gives it again.
CREATE TABLE commands (
  id        text PRIMARY KEY, -- sha256 of account, method, path, key; random without a key
  account   uuid NOT NULL REFERENCES accounts,
  key       text,
  method    text NOT NULL,
  path      text NOT NULL,
  body_hash text NOT NULL,
  proposal  uuid REFERENCES proposals,
  kind      text NOT NULL,
  gate      text NOT NULL DEFAULT '',
  body      jsonb NOT NULL,
  seen_etag bigint, -- the state a submission was made on
  at        timestamptz NOT NULL,
  recorded  jsonb,  -- Progress that recording it gave
  status    int,    -- of the answer
  answer    bytea
);
CREATE UNIQUE INDEX one_use_of_a_key ON commands (account, key) WHERE key IS NOT NULL;

-- The ledger: insert and select only. Bytes are stored as hashed; texts lie
-- beside, so that they can be sealed while the entry still verifies.
CREATE TABLE ledger_entries (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  proposal  uuid,
  stream    text NOT NULL DEFAULT '',
  seq       bigint NOT NULL CHECK (seq > 0),
  event_key text NOT NULL UNIQUE,
  action    text NOT NULL,
  gate      text NOT NULL DEFAULT '',
  at        timestamptz NOT NULL,
  bytes     bytea NOT NULL,
  hash      bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE UNIQUE INDEX ledger_chain ON ledger_entries (proposal, stream, seq) NULLS NOT DISTINCT;
CREATE TABLE ledger_texts (
  entry  bigint NOT NULL REFERENCES ledger_entries,
  path   text NOT NULL, -- JSON pointer into the payload
  sha256 text NOT NULL, -- as in the payload
  salt   bytea CHECK (length(salt) = 16),
  text   text,          -- null like salt once sealed away
  PRIMARY KEY (entry, path),
  CHECK ((salt IS NULL) = (text IS NULL))
);

GRANT USAGE ON SCHEMA public TO pheduyet_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO pheduyet_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO pheduyet_app;
GRANT DELETE ON gates, reservations, tokens, failed_sign_ins TO pheduyet_app;
REVOKE UPDATE ON ledger_entries, ledger_texts, decisions, revisions, screenings FROM pheduyet_app;
-- Registers come in through the owner's import, not through the application.
REVOKE INSERT, UPDATE ON agencies, responsibilities, legal_documents, packs, calendar_years, seeds_loaded, goose_db_version FROM pheduyet_app;
