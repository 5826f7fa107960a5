/** Marks the file as ours: "STEM" in ASCII. */
export const applicationId = 0x5354454d;

/** Step N brings a store from version N to N + 1; `user_version` holds the number of steps taken. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE document_text (
    sha256 TEXT PRIMARY KEY,
    length INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE node (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('pending', 'looked-up', 'failed', 'done')),
    is_seed INTEGER NOT NULL CHECK (is_seed IN (0, 1)),
    alias_of TEXT,
    facts TEXT
  ) STRICT;

  CREATE TABLE node_document (
    node_id TEXT NOT NULL REFERENCES node (id),
    position INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES document_text (sha256),
    body TEXT NOT NULL,
    traced TEXT,
    PRIMARY KEY (node_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE claim (
    node_id TEXT NOT NULL REFERENCES node (id),
    position INTEGER NOT NULL,
    upstream TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    document_sha256 TEXT NOT NULL REFERENCES document_text (sha256),
    body TEXT NOT NULL,
    PRIMARY KEY (node_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claim_by_upstream ON claim (upstream);

  CREATE TABLE run (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;

  CREATE TABLE review_event (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER review_event_is_never_changed BEFORE UPDATE ON review_event
    BEGIN SELECT RAISE(ABORT, 'review events are append-only'); END;
  CREATE TRIGGER review_event_is_never_deleted BEFORE DELETE ON review_event
    BEGIN SELECT RAISE(ABORT, 'review events are append-only'); END;

  CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    pid INTEGER NOT NULL,
    host TEXT NOT NULL,
    heartbeat_at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE model_call (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    run_id TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX model_call_by_run ON model_call (run_id);
  `,
  `
  CREATE TABLE graph_text (
    sha256 TEXT PRIMARY KEY,
    length INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE run_graph (
    run_id TEXT PRIMARY KEY REFERENCES run (id),
    sha256 TEXT NOT NULL REFERENCES graph_text (sha256)
  ) STRICT, WITHOUT ROWID;
  `,
];

/** Version of stores that this program writes. */
export const storeVersion = migrations.length;
