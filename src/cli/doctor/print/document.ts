import type { Finding } from "../Finding.ts";
import type { Repair } from "../repair/repair.ts";
import { rowOf } from "../rows.ts";

/** The document of `sentinel doctor --json`. */
export const reportDocument = (findings: ReadonlyArray<Finding>, repairs: ReadonlyArray<Repair>) => ({
  ok: findings.every(({ verdict }) => verdict !== "problem"),
  checks: findings.map(({ id, found, verdict, remedy, command, fix }) => {
    const row = rowOf(id);
    const advice = verdict === "ok" ? null : (remedy ?? row.remedy);
    return {
      ...{ id, subject: row.subject, name: row.title, found, verdict },
      ...{ remedy: advice, command: advice === null ? null : (command ?? null) },
      fixable: fix !== undefined,
      // As earlier versions named the remedy.
      advice,
    };
  }),
  repairs,
});
