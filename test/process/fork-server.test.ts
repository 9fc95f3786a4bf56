import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inWorld, lives, serviceOf, until } from "./world.ts";

/** The pid of the fork server of a home. */
const forkServerOf = (home: string): number => {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  return Number.parseInt(lines.find((line) => line.endsWith(` ${join(home, "forks")}`)) ?? "", 10);
};

describe("the fork server", () => {
  it("that was killed takes no run with it, and the next start has another", () =>
    inWorld(async ({ home, start }) => {
      const before = await start(serviceOf(["waits"]), "before");
      const server = forkServerOf(home);
      process.kill(server, "SIGKILL");
      await until(() => !lives(server));
      const after = await start(serviceOf(["exits-with", "7"]), "after");
      expect(await after.end).toMatchObject({ exit: { code: 7 }, survivors: [] });
      expect(lives(before.pid)).toBe(true);
      await before.ask();
      expect(await before.end).toMatchObject({ exit: { signal: "SIGTERM" }, survivors: [] });
    }));

  it("leaves no zombie when a run has ended", () =>
    inWorld(async ({ home, start }) => {
      const run = await start(serviceOf(["exits-with", "0"]));
      await run.end;
      const server = forkServerOf(home);
      const children = (): string =>
        execFileSync("ps", ["-A", "-o", "ppid=,stat="], { encoding: "utf8" })
          .split("\n")
          .filter((line) => Number.parseInt(line, 10) === server)
          .join();
      await until(() => children() === "");
    }));

  it("hands on what is awkward in a shell, unchanged", () =>
    inWorld(async ({ start }) => {
      const awkward = `it's "quoted" $HOME \`date\` \\n ünï * # ; &\nnew line`;
      const run = await start(
        serviceOf(["waits"], {
          command: { argv: ["/bin/sh", "-c", 'printf "%s|%s" "$1" "$AWKWARD"', "sh", awkward] },
          env: { AWKWARD: awkward },
        }),
      );
      await run.end;
      expect(run.output()).toBe(`${awkward}|${awkward}`);
    }));
});
