import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needsRoot } from "../support/needs.ts";
import { inWorld, program, serviceOf } from "./world.ts";

describe("a command that can't be run is reported before anything is started", () => {
  it("a missing program is ENOENT, with the searched folders in the message", () =>
    inWorld(async ({ refusal }) => {
      const spec = serviceOf(["waits"], {
        command: { argv: ["no-such-program"] },
        env: { PATH: "/bin:/usr/bin" },
      });
      expect(await refusal(spec)).toMatchObject({
        _tag: "CannotRun",
        problem: "ENOENT",
        // F19: the folders are told apart: in every line about it they are in the way.
        message: "no-such-program was not found in PATH; install it or correct command",
        detail: "PATH is /bin, /usr/bin.",
      });
      const inPlace = { ...spec, command: { argv: ["./no-such-program"] as const } };
      expect(await refusal(inPlace)).toMatchObject({
        problem: "ENOENT",
        message: expect.stringContaining(join(spec.cwd, "no-such-program")),
      });
    }));

  it.each([
    ["not-executable", "EACCES", "is not executable"],
    ["bad-interpreter", "bad_interpreter", "/no/such/interpreter"],
    ["no-interpreter-line", "ENOEXEC", "no #! line"],
  ])("%s is %s", (name, problem, words) =>
    inWorld(async ({ refusal }) => {
      expect(await refusal(serviceOf([name]))).toMatchObject({
        _tag: "CannotRun",
        problem,
        message: expect.stringContaining(words),
      });
    }),
  );

  it("a directory is EACCES", () =>
    inWorld(async ({ refusal }) => {
      expect(await refusal(serviceOf(["."]))).toMatchObject({
        problem: "EACCES",
        message: expect.stringContaining("is a directory"),
      });
    }));

  it("a program is searched in the child's PATH, relative to its folder, as by exec", () =>
    inWorld(async ({ start, refusal }) => {
      const spec = serviceOf(["waits"], { command: { argv: ["exits-with", "7"] }, cwd: program("..") });
      expect(await refusal(spec)).toMatchObject({ problem: "ENOENT" });
      const run = await start({ ...spec, env: { PATH: "nowhere:programs" } });
      expect((await run.end).exit).toEqual({ code: 7 });
    }));

  it("a working directory that is missing or not a directory is bad_cwd", () =>
    inWorld(async ({ refusal }) => {
      const missing = await refusal(serviceOf(["waits"], { cwd: "/no/such/folder" }));
      expect(missing).toMatchObject({
        problem: "bad_cwd",
        message: expect.stringContaining("does not exist"),
      });
      const file = await refusal(serviceOf(["waits"], { cwd: program("waits") }));
      expect(file).toMatchObject({
        problem: "bad_cwd",
        message: expect.stringContaining("is not a directory"),
      });
    }));

  needsRoot("what only the other user may not pass or execute is told too", () =>
    inWorld(async ({ refusal }) => {
      const closed = mkdtempSync(join(tmpdir(), "sentinel-closed-"));
      try {
        mkdirSync(join(closed, "inside"));
        chmodSync(closed, 0o700);
        const spec = serviceOf(["waits"], { uid: 65534, cwd: join(closed, "inside") });
        expect(await refusal(spec)).toMatchObject({
          problem: "bad_cwd",
          message: expect.stringContaining(`closed to uid 65534 at ${closed}`),
        });
      } finally {
        rmSync(closed, { recursive: true });
      }
    }),
  );

  it("a home that is not writable is a temporary start failure", () =>
    inWorld(async ({ home, refusal }) => {
      // What was removed is made again; a file in its place is in the way.
      rmSync(join(home, "spare"), { recursive: true });
      writeFileSync(join(home, "spare"), "");
      expect(await refusal(serviceOf(["waits"]))).toMatchObject({ _tag: "SpawnFailed" });
    }));
});
