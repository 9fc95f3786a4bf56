import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needsRoot } from "../support/needs.ts";
import { inWorld, program, serviceOf } from "./world.ts";

describe("a command that can't be run is told before anything is started", () => {
  it("a program that is nowhere is ENOENT, and the message says where it was looked for", () =>
    inWorld(async ({ refusal }) => {
      const spec = serviceOf(["waits"], {
        command: { argv: ["no-such-program"] },
        env: { PATH: "/bin:/usr/bin" },
      });
      expect(await refusal(spec)).toMatchObject({
        _tag: "CannotRun",
        problem: "ENOENT",
        message:
          "no-such-program was not found: looked for PATH (/bin:/usr/bin); install it or correct command",
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

  it("a program is looked for in the child's PATH, relative to its own folder, as exec does it", () =>
    inWorld(async ({ start, refusal }) => {
      const spec = serviceOf(["waits"], { command: { argv: ["exits-with", "7"] }, cwd: program("..") });
      expect(await refusal(spec)).toMatchObject({ problem: "ENOENT" });
      const run = await start({ ...spec, env: { PATH: "nowhere:programs" } });
      expect((await run.end).exit).toEqual({ code: 7 });
    }));

  it("a working directory that is missing or none is bad_cwd", () =>
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

  it("a home that can't be written to is a failure to start, which may pass", () =>
    inWorld(async ({ home, refusal }) => {
      rmSync(join(home, "spare"), { recursive: true });
      expect(await refusal(serviceOf(["waits"]))).toMatchObject({ _tag: "SpawnFailed" });
    }));

  it("arguments that are too many for the system are a failure to start", () =>
    inWorld(async ({ refusal }) => {
      const spec = serviceOf(["exits-with", "0", "x".repeat(4_000_000)]);
      expect(await refusal(spec)).toMatchObject({ _tag: "SpawnFailed", code: "E2BIG" });
    }));
});
