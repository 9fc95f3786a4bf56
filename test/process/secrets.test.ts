import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import type { SecretSource } from "../../src/domain/tree/ChildSpec.ts";
import { describedProcesses } from "../support/listedProcesses.ts";
import { inWorld, nextDaemon, serviceOf } from "./world.ts";

const printing = (secret: SecretSource) =>
  serviceOf(["waits"], { command: { argv: ["printenv", "TOKEN"] }, env: { TOKEN: { secret } } });

describe("a secret in a child's environment", () => {
  it("is a file without its final line end, read at each start", () =>
    inWorld(async ({ home, start }) => {
      const file = join(home, "token");
      for (const value of ["hunter2", "two\nlines "]) {
        writeFileSync(file, `${value}\n`);
        const run = await start(printing({ file, key: null }));
        expect((await run.end).exit).toEqual({ code: 0 });
        expect(run.output()).toBe(`${value}\n`);
      }
    }));

  it("is one variable of an env file, the last of its name", () =>
    inWorld(async ({ home, start }) => {
      const file = join(home, "shop.env");
      writeFileSync(file, "TOKEN=old\nOTHER=no\nexport TOKEN='hunter2 # really'\n");
      const run = await start(printing({ file, key: "TOKEN" }));
      await run.end;
      expect(run.output()).toBe("hunter2 # really\n");
    }));

  it("is a variable of the daemon that the child does not inherit by itself", () =>
    inWorld(async ({ start }) => {
      process.env.SENTINEL_TEST_SECRET = "hunter2";
      try {
        const run = await start(printing({ env: "SENTINEL_TEST_SECRET" }));
        await run.end;
        expect(run.output()).toBe("hunter2\n");
      } finally {
        delete process.env.SENTINEL_TEST_SECRET;
      }
    }));

  it("is written to nothing that outlives the start of the run", () =>
    inWorld(async ({ home, start }) => {
      const file = join(home, "token");
      writeFileSync(file, "hunter2");
      const run = await start(serviceOf(["waits"], { env: { TOKEN: { secret: { file, key: null } } } }));
      for (const name of readdirSync(run.directory).filter((each) => !["alive", "notify"].includes(each)))
        expect(readFileSync(join(run.directory, name), "utf8")).not.toContain("hunter2");
      expect(describedProcesses().find(({ pid }) => pid === run.pid)?.command).not.toContain("hunter2");
    }));

  // F20: an edited env file changed nothing, and nobody said that the run had older values.
  it("of a file that has changed is known to be outdated, also to the next daemon", () =>
    inWorld(async ({ home, start }) => {
      const [file, other, token] = ["a.env", "b.env", "token"].map((name) => join(home, name));
      if (!file || !other || !token) throw new Error("they have names");
      writeFileSync(file, "A=1\nB=2\n");
      writeFileSync(other, "C=3\n");
      writeFileSync(token, "hunter2\n");
      const env = {
        A: { secret: { file, key: "A" } },
        C: { secret: { file: other, key: "C" } },
        T: { secret: { file: token, key: null } },
        D: "plain",
      };
      const run = await start(serviceOf(["waits"], { env }), "api");
      const stale = () => Effect.runPromise(run.process.staleFiles ?? Effect.succeed(["none known"]));
      expect(await stale()).toEqual([]);
      writeFileSync(file, "# B is not given to it\nA='1'\nB=other\n");
      expect(await stale()).toEqual([]);
      writeFileSync(file, "A=2\n");
      writeFileSync(token, "hunter3\n");
      expect(await stale()).toEqual([file, token]);
      const next = await nextDaemon(home);
      const [found] = (await Effect.runPromise(next.left)).runs;
      if (!found) throw new Error("the run is found");
      const how = { ready: { kind: "alive", minUptimeMs: 0 }, stopSignal: "SIGTERM" } as const;
      const adopted = await Effect.runPromise(next.adopt(found, how));
      expect(await Effect.runPromise(adopted.staleFiles ?? Effect.succeed([]))).toEqual([file, token]);
      rmSync(file);
      expect(await stale()).toEqual([token]);
      await run.kill();
      await Effect.runPromise(adopted.end);
    }));

  it("that can't be read is a refusal with its source and a hint", () =>
    inWorld(async ({ home, refusal }) => {
      const missing = join(home, "none");
      expect(await refusal(printing({ file: missing, key: null }))).toMatchObject({
        _tag: "CannotRun",
        problem: "ENOENT",
        message: `the secret TOKEN can't be read: ${missing} does not exist; create it, or correct its name in the configuration`,
      });
      expect(await refusal(printing({ env: "SENTINEL_NO_SUCH_SECRET" }))).toMatchObject({
        message: expect.stringContaining("the daemon's environment has no SENTINEL_NO_SUCH_SECRET"),
      });
      // R14: what every object has is no variable.
      expect(await refusal(printing({ env: "constructor" }))).toMatchObject({
        message: expect.stringContaining("the daemon's environment has no constructor"),
      });
    }));

  // R7: TextDecoder drops the mark when the file is validated, reading it at the start did not.
  it("in an env file with a byte order mark is read", () =>
    inWorld(async ({ home, start }) => {
      const file = join(home, "shop.env");
      writeFileSync(file, "\uFEFFTOKEN=hunter2\n");
      const run = await start(printing({ file, key: "TOKEN" }));
      await run.end;
      expect(run.output()).toBe("hunter2\n");
    }));

  // F20, R7: LOG_LEVEL of an env file was called a secret.
  it("from an env file that lacks it, or is missing, is a refusal that names the file and the variable", () =>
    inWorld(async ({ home, refusal }) => {
      const envFile = join(home, "shop.env");
      const said = async () => (await refusal(printing({ file: envFile, key: "TOKEN" }))).message;
      expect(await said()).toBe(
        `the env file ${envFile} does not exist, so TOKEN has no value; create it, or correct its name in the configuration`,
      );
      writeFileSync(envFile, "OTHER=hunter2");
      expect(await said()).toBe(
        `the env file ${envFile} does not set TOKEN, so TOKEN has no value; add it there, or take the file as it is now: \`sentinel apply\``,
      );
    }));

  it("in a FIFO, a directory, a large or a binary file is refused without waiting", () =>
    inWorld(async ({ home, refusal }) => {
      const fifo = join(home, "fifo");
      execFileSync("mkfifo", [fifo]);
      const large = join(home, "large");
      writeFileSync(large, "x".repeat(200_000));
      const binary = join(home, "binary");
      writeFileSync(binary, "a\0b");
      const said = async (file: string) => (await refusal(printing({ file, key: null }))).message;
      expect(await said(fifo)).toContain("is not a regular file");
      expect(await said(home)).toContain("is not a regular file");
      expect(await said(large)).toContain("more than 131072 bytes");
      expect(await said(binary)).toContain("NUL character");
    }));
});
