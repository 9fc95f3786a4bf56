import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SecretSource } from "../../src/domain/ChildSpec.ts";
import { inWorld, serviceOf } from "./world.ts";

const printing = (secret: SecretSource) =>
  serviceOf(["waits"], { command: { argv: ["printenv", "TOKEN"] }, env: { TOKEN: { secret } } });

describe("a secret in a child's environment", () => {
  it("is a file without the line end at its end, read at each start", () =>
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

  it("is written nowhere that outlives the run's start", () =>
    inWorld(async ({ home, start }) => {
      const file = join(home, "token");
      writeFileSync(file, "hunter2");
      const run = await start(serviceOf(["waits"], { env: { TOKEN: { secret: { file, key: null } } } }));
      for (const name of readdirSync(run.directory).filter((each) => !["alive", "notify"].includes(each)))
        expect(readFileSync(join(run.directory, name), "utf8")).not.toContain("hunter2");
      expect(readFileSync(`/proc/${run.pid}/cmdline`, "utf8")).not.toContain("hunter2");
    }));

  it("that can't be had is a refusal that names the place and what to do", () =>
    inWorld(async ({ home, refusal }) => {
      const missing = join(home, "none");
      expect(await refusal(printing({ file: missing, key: null }))).toMatchObject({
        _tag: "CannotRun",
        problem: "ENOENT",
        message: `the secret TOKEN can't be read: ${missing} does not exist; make it, or correct the name in the configuration`,
      });
      expect(await refusal(printing({ env: "SENTINEL_NO_SUCH_SECRET" }))).toMatchObject({
        message: expect.stringContaining("the daemon's environment has no SENTINEL_NO_SUCH_SECRET"),
      });
      const envFile = join(home, "shop.env");
      writeFileSync(envFile, "OTHER=hunter2");
      const without = await refusal(printing({ file: envFile, key: "TOKEN" }));
      expect(without.message).toBe(`the secret TOKEN can't be read: ${envFile} sets no TOKEN`);
    }));

  it("in a FIFO, a directory, a large or a binary file is refused, and nobody waits", () =>
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
