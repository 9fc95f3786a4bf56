// A command has to start in milliseconds, so it loads the files that it needs and no others.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const program = join(import.meta.dirname, "../../dist/sentinel.js");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-loaded-"));
  writeFileSync(
    join(folder, "sentinel.yaml"),
    "version: 1\nname: shop\nchildren: { web: { command: sleep 1 } }\n",
  );
  writeFileSync(join(folder, "Procfile"), "web: node server.js\n");
  writeFileSync(
    join(folder, "listLoaded.cjs"),
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(join(folder, "loaded.json"))}, JSON.stringify(Object.keys(require.cache))));`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files of dist/ that a command loads. */
const loadedBy = async (...args: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const command = ["--require", join(folder, "listLoaded.cjs"), program, ...args];
  const env = { ...process.env, SENTINEL_HOME: join(folder, "home") };
  await new Promise<void>((resolve) => {
    execFile(process.execPath, command, { cwd: folder, env }, () => resolve());
  });
  const loaded: ReadonlyArray<string> = JSON.parse(readFileSync(join(folder, "loaded.json"), "utf8"));
  return loaded
    .filter((file) => dirname(file) === dirname(program))
    .map((file) => basename(file))
    .sort();
};

describe("the files that a command loads", () => {
  it("are two for `status`", async () => {
    expect(await loadedBy("status")).toEqual(["frequent.js", "sentinel.js"]);
  });

  it("are those of other verbs for none", async () => {
    expect(await loadedBy("logs")).not.toContain("command-doctor.js");
  });

  it("are the importers for `config import` and `init` only", async () => {
    const importers = "importConfig.js";
    expect(await loadedBy("config", "import", "procfile", "Procfile")).toContain(importers);
    expect(await loadedBy("init", "-f", "other.yaml", "--from", "procfile")).toContain(importers);
    expect(await loadedBy("config", "validate")).toContain("treeFile.js");
    for (const verb of [["config", "validate"], ["plan"], ["status"], ["logs"], ["doctor"]])
      expect(await loadedBy(...verb)).not.toContain(importers);
  });
});
