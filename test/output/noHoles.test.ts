import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, vi } from "vitest";
import { needs } from "../support/needs.ts";
import { inPlace, upTo } from "./place.ts";

/** A file system in which no holes can be made, as in HFS+ and SMB, or why there is none. */
const folder = mkdtempSync(join(tmpdir(), "sentinel-holes-"));
const mount = spawnSync("mount", ["-t", "ramfs", "sentinel", folder], { encoding: "utf8" });
const problem = mount.status === 0 ? null : (mount.stderr ?? String(mount.error)).trim();

afterAll(() => {
  if (!problem) spawnSync("umount", [folder]);
  rmSync(folder, { recursive: true });
});

const run = { path: "web/api", run: 1 };

needs(problem === null ? null : `no ramfs can be mounted: ${problem}`)(
  "output on a file system without holes is archived by suspending the program briefly",
  () =>
    inPlace(
      async ({ make, program, open }) => {
        // A ramfs has no end that it could tell.
        const { track, drained, read } = await open({ freeSpace: async () => ({ free: 1e9, total: 2e9 }) });
        const directory = make(run);
        const prints = `i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo "$i ${"x".repeat(30)}"; done`;
        const { group, end } = program(run, prints);
        await track(run, { maxSize: 200_000, maxFiles: 1_000 }, group);
        await end;
        await drained(run);
        const isTruncated = () => expect(statSync(join(directory, "out")).size).toBeLessThan(400_000);
        await vi.waitFor(isTruncated, { timeout: 20_000, interval: 10 });
        const lines = await read();
        expect(lines.map(({ text }) => Number.parseInt(text, 10))).toEqual(upTo(20_000));
      },
      mkdtempSync(join(folder, "home-")),
    ),
);
