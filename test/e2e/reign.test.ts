import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { DaemonControl } from "../../api/routes/daemon.ts";
import { claimHome } from "../../src/adapters/node/home.ts";
import { Reign, type Term } from "../../src/reign.ts";

const wrong = { kind: "invalid", brief: "line 3", message: "line 3 is wrong" } as const;

it("a daemon that made room for nobody, and can't go on, says why it ends", async () => {
  const home = mkdtempSync(join(tmpdir(), "sentinel-reign-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const claim = await claimHome(home);
  if (typeof claim === "string") throw new Error(claim);
  const terms: Array<Term> = [];
  const controls: Array<DaemonControl> = [];
  const reign = new Reign(home, async (held, given, term) => {
    terms.push(term);
    controls.push(given);
    if (term.kind === "first")
      return { stop: async () => undefined, problem: async () => wrong, end: held.release };
    await held.release();
    return "the last revision can't be read";
  });
  expect(await reign.begin(claim, { kind: "first" })).toBeNull();
  controls[0]?.makeRoom();
  expect(await reign.left).toContain("the last revision can't be read");
  // What was known of the file was lost over this.
  expect(terms).toEqual([{ kind: "first" }, { kind: "again", problem: wrong }]);
});
