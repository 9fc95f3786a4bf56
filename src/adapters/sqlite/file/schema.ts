import { runsOfJournal } from "../runsOfJournal.ts";

/**
 * Steps from one version of the schema to the next; `user_version` is the number of completed steps. Released steps are
 * never changed.
 */
export const migrations: ReadonlyArray<ReadonlyArray<string>> = [
  [
    `CREATE TABLE entry (
       seq INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, event TEXT NOT NULL
     ) STRICT`,
    "CREATE INDEX entry_subject ON entry (subject, seq)",
    // The number up to which old entries have been removed (thinning.ts).
    "CREATE TABLE thinned (upto INTEGER NOT NULL) STRICT",
    "CREATE TABLE memory (path TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT",
    `CREATE TABLE revision (
       number INTEGER PRIMARY KEY AUTOINCREMENT, revision TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
       source TEXT NOT NULL, message TEXT NOT NULL, tree TEXT NOT NULL
     ) STRICT`,
    // Rows are only added: the database itself refuses anything else.
    `CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
     BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END`,
    `CREATE TRIGGER revision_remains BEFORE DELETE ON revision
     BEGIN SELECT RAISE(ABORT, 'revisions are never removed'); END`,
    // Separate from the revisions, of which the last one is the current tree.
    `CREATE TABLE failed_apply (
       number INTEGER PRIMARY KEY AUTOINCREMENT, revision TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
       source TEXT NOT NULL, message TEXT NOT NULL, error TEXT NOT NULL
     ) STRICT`,
  ],
  [
    // Accounts. Credentials are stored as hashes, except the keys that sign tokens; times are in ms.
    `CREATE TABLE user (
       name TEXT PRIMARY KEY, role TEXT NOT NULL, scope TEXT, created_at INTEGER NOT NULL, created_by TEXT NOT NULL,
       disabled INTEGER NOT NULL, password TEXT
     ) STRICT`,
    `CREATE TABLE api_key (
       id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, prefix TEXT NOT NULL, digest TEXT NOT NULL UNIQUE,
       role TEXT NOT NULL, scope TEXT, created_at INTEGER NOT NULL, created_by TEXT NOT NULL, expires_at INTEGER,
       last_used_at INTEGER
     ) STRICT`,
    `CREATE TABLE session (
       id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, user TEXT NOT NULL, created_at INTEGER NOT NULL,
       last_used_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, address TEXT, agent TEXT
     ) STRICT`,
    `CREATE TABLE one_time_link (
       digest TEXT PRIMARY KEY, purpose TEXT NOT NULL, user TEXT, created_by TEXT NOT NULL, expires_at INTEGER NOT NULL
     ) STRICT`,
    `CREATE TABLE signing_key (
       id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, public_key TEXT NOT NULL, private_key TEXT NOT NULL
     ) STRICT`,
    // Finds the few actions among very many transitions.
    "CREATE INDEX entry_action ON entry (seq) WHERE type = 'action'",
  ],
  // Keys for assistants that apply configurations without a user's confirmation.
  ["ALTER TABLE api_key ADD COLUMN unattended INTEGER NOT NULL DEFAULT 0"],
  [
    // The history of runs. `at`: when it was started, or its end if its start is unknown; runs are listed by that.
    `CREATE TABLE run (
       number INTEGER PRIMARY KEY, path TEXT NOT NULL, run INTEGER NOT NULL, trigger TEXT NOT NULL, scheduled_for TEXT,
       attempt INTEGER, at TEXT NOT NULL, started_at TEXT, ended_at TEXT, outcome TEXT NOT NULL, reason TEXT NOT NULL,
       code INTEGER, signal TEXT, by TEXT NOT NULL, first_line INTEGER, last_line INTEGER, UNIQUE (path, run)
     ) STRICT`,
    "CREATE INDEX run_path ON run (path, at)",
    "CREATE INDEX run_outcome ON run (outcome, at)",
    "CREATE INDEX run_at ON run (at)",
    runsOfJournal,
  ],
  [
    // Checks: what follows from their reports, the newest reports, and until when they were observed. Times are in ms.
    "CREATE TABLE check_memory (path TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT",
    `CREATE TABLE check_report (
       number INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, at INTEGER NOT NULL, claimed INTEGER,
       kind TEXT NOT NULL, exit INTEGER, id TEXT, body TEXT, body_size INTEGER NOT NULL, by TEXT NOT NULL
     ) STRICT`,
    "CREATE INDEX check_report_path ON check_report (path, number)",
    "CREATE TABLE check_observed (until INTEGER NOT NULL) STRICT",
    `CREATE TABLE check_key (
       path TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL, created_by TEXT NOT NULL
     ) STRICT`,
  ],
  [
    // Jobs: what was decided about each, the moment of the last decision by both clocks, and their ledger. Times are in ms.
    "CREATE TABLE job_state (job TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT",
    "CREATE TABLE job_moment (wall REAL NOT NULL, real REAL NOT NULL, boot TEXT NOT NULL) STRICT",
    `CREATE TABLE ledger (
       job TEXT NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT, runs TEXT, PRIMARY KEY (job, at)
     ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX ledger_at ON ledger (at, job)",
  ],
];

/** The first version with the current tables of the journal and the revisions, which readers of a home need. */
export const readableSince = 1;
