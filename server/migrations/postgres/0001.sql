CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  backed_up BIGINT NOT NULL,
  pruned BIGINT NOT NULL
);

CREATE TABLE row (
  tbl TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  scopes TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tbl, id)
);

-- The change feed. A row in a scope stands at the seq of its last change; a tombstone (not live) at the seq where it left.
CREATE TABLE row_scope (
  scope TEXT COLLATE "C" NOT NULL,
  tbl TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  live BOOLEAN NOT NULL,
  PRIMARY KEY (scope, tbl, id)
);

CREATE INDEX row_scope_feed ON row_scope (scope, seq, tbl, id);
CREATE INDEX row_scope_gone ON row_scope (seq) WHERE NOT live;

CREATE TABLE row_index (
  idx TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  tbl TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (idx, value, tbl, id)
);

CREATE TABLE outcome (
  id UUID PRIMARY KEY,
  client UUID NOT NULL,
  cseq BIGINT NOT NULL,
  person TEXT NOT NULL,
  digest BYTEA NOT NULL,
  outcome TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE UNIQUE INDEX outcome_order ON outcome (client, cseq);

CREATE TABLE seq_tag (
  seq BIGINT PRIMARY KEY,
  tag BIGINT NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE scope_sum (
  scope TEXT COLLATE "C" PRIMARY KEY,
  count BIGINT NOT NULL,
  sum BIGINT NOT NULL
);

-- What is not part of the shared work: accounts, sessions, counts of failures, settings.
CREATE TABLE entry (
  kind TEXT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  owner TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE INDEX entry_owner ON entry (kind, owner);
