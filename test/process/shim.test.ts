import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findLauncher, findShell } from "../../src/adapters/node/process/shim/launcher.ts";
import { nodeSession } from "../../src/adapters/node/process/shim/nodeSession.ts";
import { type ShimWay, shimArguments, shimScript } from "../../src/adapters/node/process/shim/shim.ts";
import { parseShimStatus, type ShimStatus } from "../../src/adapters/node/process/shim/shimStatus.ts";
import { needs, needsOwnProc } from "../support/needs.ts";
import { program } from "./world.ts";

const launcher = await findLauncher();

/** A shell, and how the shim is used with it. */
interface Way extends ShimWay {
  readonly name: string;
  readonly shell: ReadonlyArray<string>;
}

/** What gives the command a group where the shim does not: macOS has no setsid. */
const setsid = spawnSync("/usr/bin/setsid", ["true"]).status === 0 ? ["/usr/bin/setsid"] : launcher.prefix;
const foreground = { place: "foreground", prefix: setsid, session: [] } as const;
const inSession = (shell: string) => ({ shell: [shell], prefix: [], session: nodeSession(shell) });
const ways: ReadonlyArray<Way> = [
  { name: "dash", shell: ["/bin/dash"], place: "background", prefix: launcher.prefix, session: [] },
  { name: "dash, nothing that resets signals", shell: ["/bin/dash"], ...foreground },
  { name: "busybox", shell: ["/usr/bin/busybox", "ash"], ...foreground },
  { name: "bash", shell: ["/bin/bash"], ...foreground },
  { name: "dash, sessions by Node", place: "background", ...inSession("/bin/dash") },
  { name: "bash, sessions by Node", place: "foreground", ...inSession("/bin/bash") },
];

const withRunDirectory = (body: (directory: string) => void): void => {
  const directory = mkdtempSync(join(tmpdir(), "sentinel-shim-"));
  execFileSync("mkfifo", [join(directory, "alive")]);
  for (const file of ["status", "out", "err"]) writeFileSync(join(directory, file), "");
  try {
    body(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const runShim = (way: Way, directory: string, command: ReadonlyArray<string>): ShimStatus => {
  const [shell = "", ...options] = way.shell;
  const settings = shimArguments(way, [directory, "-", "-", "1024", ""], command, false);
  spawnSync(shell, [...options, "-c", shimScript, "shim", ...settings], { cwd: directory });
  return parseShimStatus(readFileSync(join(directory, "status"), "latin1"));
};

// As /bin/sh, bash is in POSIX mode: a program that was killed counted as one that had exited with 137.
it("the shell without dash is bash by its own name, which tells of signals", () => {
  const without = (missing: ReadonlyArray<string>) =>
    findShell((...files) => files.find((file) => !missing.some((name) => file.endsWith(`/${name}`))) ?? null);
  expect(without([])).toBe("/bin/dash");
  expect(without(["dash"])).toBe("/bin/bash");
  expect(without(["dash", "bash"])).toBe("/bin/sh");
});

describe.each(ways)("the shim under $name", (way) => {
  const [shell = ""] = way.shell;
  const test = needs(existsSync(shell) ? null : `there is no ${shell} here`);

  test("tells codes and signals apart, or says that it can't", () =>
    withRunDirectory((directory) => {
      const exit = (...command: ReadonlyArray<string>) => {
        rmSync(join(directory, "claim"), { force: true });
        writeFileSync(join(directory, "status"), "");
        return runShim(way, directory, command).exit;
      };
      for (const code of [0, 3, 128, 129, 137, 143, 255]) {
        expect(exit(program("exits-with"), String(code))).toEqual({ code });
      }
      for (const signal of ["HUP", "QUIT", "KILL", "TERM", "USR1", "ABRT", "SEGV"]) {
        expect(exit(program("dies-by-signal"), signal)).toEqual({ signal: `SIG${signal}` });
      }
      const unknown = { unknown: "exit status 130: code or signal, the shell cannot tell" };
      expect(exit(program("exits-with"), "130")).toEqual(
        way.place === "background" ? { code: 130 } : unknown,
      );
      expect(exit(program("dies-by-signal"), "INT")).toEqual(
        way.place === "background" ? { signal: "SIGINT" } : unknown,
      );
    }));

  // The shell's words came after it: whoever read in between was told that nobody knew whether 137 was a code.
  test("writes the end last, so that whoever finds it finds all of it", () =>
    withRunDirectory((directory) => {
      for (const command of [
        [program("exits-with"), "137"],
        [program("dies-by-signal"), "KILL"],
      ]) {
        rmSync(join(directory, "claim"), { force: true });
        writeFileSync(join(directory, "status"), "");
        const { exit } = runShim(way, directory, command);
        const lines = readFileSync(join(directory, "status"), "latin1").split(/(?<=\n)/);
        const before = lines.map((_, index) => parseShimStatus(lines.slice(0, index).join("")).exit);
        expect(before).toEqual(lines.map(() => null));
        expect(exit).not.toHaveProperty("unknown");
      }
    }));

  test("gives the command a group of its own", () =>
    withRunDirectory((directory) => {
      const { child } = runShim(way, directory, [program("shows"), "group"]);
      expect(readFileSync(join(directory, "out"), "utf8")).toBe(`${child?.pid} ${child?.pid}\n`);
    }));

  const testSignals = existsSync(shell) ? needsOwnProc : test;
  testSignals("gives the command default signals", () =>
    withRunDirectory((directory) => {
      runShim(way, directory, [program("shows"), "signals"]);
      expect(readFileSync(join(directory, "out"), "utf8")).toMatch(/SigBlk:\s0+\nSigIgn:\s0+\n$/);
    }),
  );

  test("does nothing when another shim has claimed the run", () =>
    withRunDirectory((directory) => {
      writeFileSync(join(directory, "claim"), "");
      writeFileSync(join(directory, "status"), "shim 1 2\n");
      runShim(way, directory, [program("shows"), "folder"]);
      expect(readFileSync(join(directory, "status"), "utf8")).toBe("shim 1 2\n");
      expect(readFileSync(join(directory, "out"), "utf8")).toBe("");
    }));
});

describe("the status file of a shim", () => {
  it("is empty while the file is unchanged", () => {
    expect(parseShimStatus(" ".repeat(100))).toEqual({
      shim: null,
      child: null,
      exit: null,
      shellOutput: "",
    });
  });

  it("is not used if a number may be incomplete", () => {
    const { child, exit } = parseShimStatus("shim 10 200\nchild 12 30   ");
    expect(exit).toBeNull();
    expect(child).toBeNull();
    expect(parseShimStatus("shim 10 200\nchild 12 300\nexit 1   ").exit).toBeNull();
  });

  it("is ambiguous for an exit code above 128 without a text", () => {
    expect(parseShimStatus("shim 10 200\nchild 11 201\nexit 143\n").exit).toEqual({
      unknown: "exit status 143: code or signal, the shell cannot tell",
    });
  });
});
