import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathOf } from "../../src/adapters/node/layout/slug.ts";
import type { ChildSpec, ServiceSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { Database } from "../sqlite/database.ts";

const journalSchema = `
  CREATE TABLE entry (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, event TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entry_subject ON entry (subject, seq);
  CREATE TABLE memory (path TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT;
  PRAGMA user_version = 2;`;

const revisionsSchema = `
  CREATE TABLE revision (
    number INTEGER PRIMARY KEY AUTOINCREMENT, revision TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
    source TEXT NOT NULL, message TEXT NOT NULL, tree TEXT NOT NULL
  ) STRICT;
  PRAGMA user_version = 1;`;

/** What version 0.1 made fingerprints from: a list, in this order. */
const fingerprintOf = ({ command, cwd, env, inheritEnv, uid, gid, umask }: ServiceSpec): string =>
  createHash("sha256")
    .update(JSON.stringify([command, cwd, Object.entries(env).sort(), inheritEnv, uid, gid, umask]))
    .digest("hex");

const serviceAt = (spec: ChildSpec | undefined, steps: ReadonlyArray<string>): ServiceSpec => {
  const [step, ...rest] = steps;
  if (spec?.kind === "service") return spec;
  if (spec?.kind === "check") throw new Error("version 0.1 had no checks");
  if (spec?.template) return spec.template;
  if (spec?.kind === "job") return spec.template;
  return serviceAt(
    spec?.children.find(({ id }) => id === step?.replace(/#.*/, "")),
    rest,
  );
};

/** Bring the home of a killed daemon into the formats of version 0.1; what runs is not touched. */
export const asVersion01 = (home: string): void => {
  const now = new Database(join(home, "sentinel.db"));
  const [last] = now.prepare("SELECT tree FROM revision ORDER BY number DESC LIMIT 1").all();
  const { tree }: { readonly tree: TreeSpec } = JSON.parse((last as { readonly tree: string }).tree);
  for (const [file, schema, copy] of [
    ["journal.db", journalSchema, ["entry", "memory"]],
    ["revisions.db", revisionsSchema, ["revision"]],
  ] as const) {
    const path = join(home, file);
    rmSync(`${path}.before-sentinel.db`, { force: true });
    const earlier = new Database(path);
    earlier.exec(schema);
    earlier.close();
    now.exec(`ATTACH '${path}' AS earlier`);
    for (const table of copy) now.exec(`INSERT INTO earlier.${table} SELECT * FROM main.${table}`);
    now.exec("DETACH earlier");
  }
  now.close();
  const revisions = new Database(join(home, "revisions.db"));
  revisions.exec("UPDATE revision SET tree = tree ->> '$.tree'");
  revisions.close();
  for (const name of readdirSync(home)) if (name.startsWith("sentinel.db")) rmSync(join(home, name));
  for (const slug of readdirSync(join(home, "runs")))
    for (const run of readdirSync(join(home, "runs", slug))) {
      const file = join(home, "runs", slug, run, "request");
      if (!existsSync(file)) continue;
      const { format: _, ...request } = JSON.parse(readFileSync(file, "utf8"));
      const fingerprint = fingerprintOf(serviceAt(tree.root, pathOf(slug).split("/")));
      writeFileSync(file, JSON.stringify({ ...request, fingerprint }));
    }
  writeFileSync(join(home, "format"), "1\n");
};
