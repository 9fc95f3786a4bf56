import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { streamWatches } from "../../src/adapters/node/output/tail/growth/darwin.ts";
import { until } from "../process/world.ts";

it("each stream's own file is watched, and tells of a write while it stays open", async () => {
  const directory = mkdtempSync(join(tmpdir(), "sentinel-growth-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const open = (name: string): number => {
    writeFileSync(join(directory, name), "");
    const file = openSync(join(directory, name), "a");
    onTestFinished(() => closeSync(file));
    return file;
  };
  const [out, err] = [open("out"), open("err")];
  const grown: Array<string> = [];
  for (const watch of streamWatches) {
    const watcher = watch(directory, (stream) => grown.push(stream));
    onTestFinished(() => watcher.close());
  }
  writeFileSync(join(directory, "status"), "elsewhere");
  writeSync(err, "a line\n");
  await until(() => grown.includes("stderr"));
  expect(grown).not.toContain("stdout");
  writeSync(out, "a line\n");
  await until(() => grown.includes("stdout"));
});
