import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { DaemonControl } from "../../api/routes/daemon.ts";
import { claimHome } from "../../src/adapters/node/home.ts";
import { Reign } from "../../src/reign.ts";

it("a daemon that made room for nobody, and can't go on, says why it ends", async () => {
  const home = mkdtempSync(join(tmpdir(), "sentinel-reign-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const claim = await claimHome(home);
  if (typeof claim === "string") throw new Error(claim);
  const terms: Array<string> = [];
  const controls: Array<DaemonControl> = [];
  const reign = new Reign(home, async (held, given, term) => {
    terms.push(term);
    controls.push(given);
    if (term === "first") return { stop: async () => undefined, end: held.release };
    await held.release();
    return "the last revision can't be read";
  });
  expect(await reign.begin(claim, "first")).toBeNull();
  controls[0]?.makeRoom();
  expect(await reign.left).toContain("the last revision can't be read");
  expect(terms).toEqual(["first", "again"]);
});
