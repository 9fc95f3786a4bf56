import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Either } from "effect";
import { describe, expect, it, onTestFinished } from "vitest";
import { configFiles } from "../../../src/adapters/node/files/configFiles.ts";
import { folderProblem, makeFolder } from "../../../src/home/folders.ts";
import { inWorld, serviceOf } from "../../process/world.ts";
import { withVariables } from "./imitation.ts";

const advice =
  "macOS protects this folder; move it, or give node Full Disk Access (System Settings, Privacy & Security)";

/** A folder like Documents, with a program and a file in it. */
const protectedFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-documents-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "home"), { mode: 0o700 });
  writeFileSync(join(folder, "program"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(folder, ".env"), "TOKEN=1\n");
  withVariables({ IMITATE_PROTECTED: folder });
  return folder;
};

// It was taken for missing permission bits, which are all there: nobody found out what to do.
describe("what macOS keeps programs out of is named, with what to do", () => {
  it("as a working directory", () =>
    inWorld(async ({ refusal }) => {
      const cwd = protectedFolder();
      expect(await refusal(serviceOf(["waits"], { cwd }))).toMatchObject({
        problem: "bad_cwd",
        message: `the working directory ${cwd} can't be used: ${advice}`,
      });
    }));

  it("as the folder of a program", () =>
    inWorld(async ({ refusal }) => {
      const file = join(protectedFolder(), "program");
      expect(await refusal(serviceOf(["waits"], { command: { argv: [file] } }))).toMatchObject({
        problem: "EACCES",
        message: `${file} can't be run: ${advice}`,
      });
    }));

  it("as the folder of an env file", () =>
    inWorld(async ({ refusal }) => {
      const file = join(protectedFolder(), ".env");
      const env = { TOKEN: { secret: { file, key: "TOKEN" } } };
      expect(await refusal(serviceOf(["waits"], { env }))).toMatchObject({
        message: `the env file ${file} may not be read (EPERM), so TOKEN has no value; ${advice}`,
      });
    }));

  it("as the folder of a configuration", () => {
    const file = join(protectedFolder(), ".env");
    expect(configFiles(1000).read(file)).toEqual(Either.left(`may not be read: ${advice}`));
  });

  it("as a home", () => {
    const folder = protectedFolder();
    const home = join(folder, "home");
    expect(folderProblem(home)).toBe(`${home}: ${advice}`);
    const another = join(folder, "another");
    expect(makeFolder(another)).toBe(`${another} can't be created: ${advice}`);
  });
});
