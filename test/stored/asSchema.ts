import { join } from "node:path";
import { Database } from "../sqlite/database.ts";

/** What undoes each step of the schema (src/adapters/sqlite/file/schema.ts) to the version before. */
const undo: Readonly<Record<number, ReadonlyArray<string>>> = {
  6: ["job_state", "job_moment", "ledger"].map((table) => `DROP TABLE ${table}`),
  5: ["check_memory", "check_report", "check_observed", "check_key"].map((table) => `DROP TABLE ${table}`),
  4: ["DROP TABLE run"],
  3: ["ALTER TABLE api_key DROP COLUMN unattended"],
  2: [
    "DROP INDEX entry_action",
    ...["user", "api_key", "session", "one_time_link", "signing_key"].map((table) => `DROP TABLE ${table}`),
  ],
};

/** Bring the database of a killed daemon to an earlier schema; what runs is not touched. */
export const asSchema =
  (version: number) =>
  (home: string): void => {
    const database = new Database(join(home, "sentinel.db"));
    for (const step of [6, 5, 4, 3, 2].filter((one) => one > version))
      for (const statement of undo[step] ?? []) database.exec(statement);
    database.exec(`PRAGMA user_version = ${version}`);
    database.close();
  };

/** The tables and indexes of a database, with the names of their columns. */
export const tablesOf = (file: string): unknown => {
  const database = new Database(file);
  const found = database
    .prepare(
      "SELECT name, (SELECT group_concat(c.name) FROM pragma_table_info(m.name) c) AS columns FROM sqlite_master m WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  database.close();
  return found;
};
