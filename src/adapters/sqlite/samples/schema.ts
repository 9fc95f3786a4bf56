import type { SampleTable } from "../../../samples/tiers.ts";

/** Steps from one version of the schema to the next, as of the other database. Released steps are never changed. */
export const migrations: ReadonlyArray<ReadonlyArray<string>> = [
  [
    "CREATE TABLE metric (name TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT, WITHOUT ROWID",
    // `grouped`: 1 for all series of a metric at and under a supervisor together, which have no samples, only roll-ups.
    `CREATE TABLE series (
       id INTEGER PRIMARY KEY, metric TEXT NOT NULL, grouped INTEGER NOT NULL, subject TEXT NOT NULL,
       labels TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE (metric, grouped, subject, labels)
     ) STRICT`,
    // `seq`: the number of the newest sample. `5m`, `1h`, `1d`: up to when a tier is complete. `since`: the oldest bucket of
    // which samples may be missing in `5m`. Times are in ms.
    "CREATE TABLE mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    rollUpTable("roll_1d"),
  ],
];

/** `t`: ms since the beginning of the day. `seq`: the number of the sample in the store. */
const sampleTable = (name: string): string =>
  `CREATE TABLE ${name} (
     series INTEGER NOT NULL, t INTEGER NOT NULL, seq INTEGER NOT NULL, value REAL NOT NULL,
     PRIMARY KEY (series, t, seq)
   ) STRICT, WITHOUT ROWID`;

/**
 * `t`: the beginning of the bucket in seconds since 1970. `part`: the number of the newest sample in the row; what arrives
 * later makes another row. `last_at`: ms after `t`.
 */
function rollUpTable(name: string): string {
  return `CREATE TABLE ${name} (
     series INTEGER NOT NULL, t INTEGER NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL, sum REAL NOT NULL,
     min REAL NOT NULL, max REAL NOT NULL, last REAL NOT NULL, last_at INTEGER NOT NULL, sketch BLOB,
     PRIMARY KEY (series, t, part)
   ) STRICT, WITHOUT ROWID`;
}

/** How a table of a day or a month is made. */
export const creationOf = ({ name }: SampleTable): string =>
  name.startsWith("sample_") ? sampleTable(name) : rollUpTable(name);
