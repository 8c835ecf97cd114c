-- +goose Up
-- What approvals made: a system with its whole standing; the ledger's stream
-- "systems" tells how it came to it.
CREATE TABLE systems (
  id      uuid PRIMARY KEY REFERENCES proposals,
  number  text NOT NULL,
  agency  text NOT NULL REFERENCES agencies,
  entry   text NOT NULL,
  state   text NOT NULL CHECK (state IN ('planned','in_use','retired','lapsed','revoked')),
  version bigint NOT NULL CHECK (version > 0),
  body    jsonb NOT NULL, -- system.System
  kept_at timestamptz     -- when its workflow last looked at it; null: never yet
);
CREATE INDEX ON systems (agency);
CREATE INDEX systems_not_kept ON systems (id) WHERE kept_at IS NULL;

-- What is owed, for worklists; rewritten with the system.
CREATE TABLE obligations (
  id     text PRIMARY KEY,
  system uuid NOT NULL REFERENCES systems,
  owner  text NOT NULL,
  agrees text NOT NULL DEFAULT '',
  state  text NOT NULL CHECK (state IN ('open','claimed','fulfilled','waived','closed')),
  due_at timestamptz,
  position int NOT NULL
);
CREATE INDEX ON obligations (system);
CREATE INDEX obligations_owed ON obligations (owner) WHERE state = 'open';
CREATE INDEX obligations_claimed ON obligations (agrees) WHERE state = 'claimed';

-- Approvals of the releases before: their conditions, as they were set.
INSERT INTO systems (id, number, agency, entry, state, version, body)
SELECT p.id, p.number, p.agency, coalesce(nullif(p.filed->>'realises', ''), nullif(p.filed->>'builds_on', ''), p.number), 'planned', 1,
  jsonb_build_object('id', p.id, 'number', p.number, 'agency', p.agency, 'kind', p.filed->>'kind', 'state', 'planned', 'version', 1,
    'entry', coalesce(nullif(p.filed->>'realises', ''), nullif(p.filed->>'builds_on', ''), p.number),
    'level', coalesce((p.standing->>'level')::int, 0), 'approved_at', to_json(d.at), 'kept_until', to_json(d.at), 'drafted_at', to_json(p.drafted_at),
    'parties', p.parties, 'process', jsonb_build_object('id', p.pack_id, 'version', p.pack_version::text, 'hash', k.hash),
    'obligations', coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id::text || '-' || c.n, 'gate', c.v->>'gate', 'owner', p.agency,
        'owner_said', c.v->>'owner', 'agrees', coalesce(g.authority, ''), 'starts', 'approval', 'started_at', to_json(d.at),
        'title', jsonb_build_object('vi', 'Điều kiện của ý kiến, quyết định', 'en', 'Condition of a decision'),
        'text', jsonb_build_object('vi', c.v->>'text', 'en', ''), 'citations', '[]'::jsonb, 'state', 'open',
        'before_operation', coalesce((c.v->>'obligation')::boolean, false),
        'due_at', CASE WHEN c.v->>'due' <> '' THEN to_json(((c.v->>'due')::date + 1)::timestamp AT TIME ZONE '+07:00' - interval '1 second') END) ORDER BY c.n)
      FROM jsonb_array_elements(CASE jsonb_typeof(p.standing->'conditions') WHEN 'array' THEN p.standing->'conditions' ELSE '[]' END) WITH ORDINALITY c (v, n)
      LEFT JOIN gates g ON g.proposal = p.id AND g.gate = c.v->>'gate'), '[]'::jsonb))
FROM proposals p JOIN packs k ON k.id = p.pack_id AND k.version = p.pack_version
CROSS JOIN LATERAL (SELECT max(at) AS at FROM ledger_entries WHERE proposal = p.id AND action = 'approved') d
WHERE p.status = 'approved' AND d.at IS NOT NULL;

INSERT INTO obligations (id, system, owner, agrees, state, due_at, position)
SELECT o.v->>'id', s.id, o.v->>'owner', o.v->>'agrees', 'open', (o.v->>'due_at')::timestamptz, o.n
FROM systems s, jsonb_array_elements(s.body->'obligations') WITH ORDINALITY o (v, n);

GRANT SELECT, INSERT, UPDATE ON systems, obligations TO pheduyet_app;
