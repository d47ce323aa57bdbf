CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  backed_up INTEGER NOT NULL,
  pruned INTEGER NOT NULL
);

CREATE TABLE row (
  tbl TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  scopes TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tbl, id)
) WITHOUT ROWID;

-- The change feed. A row in a scope stands at the seq of its last change; a tombstone (live = 0) at the seq where it left.
CREATE TABLE row_scope (
  scope TEXT NOT NULL,
  seq INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  id TEXT NOT NULL,
  live INTEGER NOT NULL,
  PRIMARY KEY (scope, seq, tbl, id)
) WITHOUT ROWID;

-- Only tombstones are looked for by key: where a live entry stands is known from its row.
CREATE INDEX row_scope_gone ON row_scope (tbl, id, scope) WHERE live = 0;

CREATE TABLE row_index (
  idx TEXT NOT NULL,
  value TEXT NOT NULL,
  tbl TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (idx, value, tbl, id)
) WITHOUT ROWID;

CREATE TABLE outcome (
  id BLOB PRIMARY KEY,
  client BLOB NOT NULL,
  cseq INTEGER NOT NULL,
  person TEXT NOT NULL,
  digest BLOB NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE UNIQUE INDEX outcome_order ON outcome (client, cseq);

CREATE TABLE seq_tag (
  seq INTEGER PRIMARY KEY,
  tag INTEGER NOT NULL,
  at INTEGER NOT NULL
);

CREATE TABLE scope_sum (
  scope TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  sum INTEGER NOT NULL
) WITHOUT ROWID;

-- What is not part of the shared work: accounts, sessions, counts of failures, settings.
CREATE TABLE entry (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  owner TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE INDEX entry_owner ON entry (kind, owner);
