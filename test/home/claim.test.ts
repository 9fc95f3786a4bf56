import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimHome } from "../../src/adapters/node/home.ts";

let folder: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-home-"));
  home = join(folder, "home");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The claim that was got, or a failure with the reason why not. */
const got = async (claim: ReturnType<typeof claimHome>) => {
  const answer = await claim;
  if (typeof answer === "string") throw new Error(answer);
  return answer;
};

describe("a home", () => {
  it("is made for its owner alone, and belongs to one daemon until that one leaves it", async () => {
    const first = await got(claimHome(home));
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(await claimHome(home)).toContain(`pid ${process.pid}; \`sentinel down --home ${home}\``);
    await first.release();
    await (await got(claimHome(home))).release();
  });

  it("keeps the name of a daemon that has left something running, until one has ended in order", async () => {
    const isNamed = () => existsSync(join(home, "daemon.json"));
    await (await got(claimHome(home))).giveBack();
    expect(isNamed()).toBe(false);
    await (await got(claimHome(home))).handOver();
    expect(isNamed()).toBe(true);
    await (await got(claimHome(home))).giveBack();
    expect(isNamed()).toBe(true);
    await (await got(claimHome(home))).release();
    expect(isNamed()).toBe(false);
  });

  it("is refused with the reason where it can't be one", async () => {
    writeFileSync(join(folder, "theirs"), "");
    expect(await claimHome(folder)).toContain("is not a home of Sentinel");
    expect(await claimHome(join(folder, "theirs"))).toContain("can't be used as a home");
    mkdirSync(join(home, "daemon.lock"), { recursive: true });
    expect(await claimHome(home)).toContain("can't be locked: unable to open database file");
    const deep = join(folder, "x".repeat(100));
    const most = process.platform === "linux" ? 107 : 103;
    expect(await claimHome(deep)).toMatch(new RegExp(`too long \\(\\d+ bytes, ${most} at most\\)`));
  });

  it("may have the longest path that the system allows for a socket", async () => {
    const most = process.platform === "linux" ? 107 : 103;
    const longest = join(folder, "h".repeat(most - `${folder}//sentinel.sock`.length));
    const { socket, release } = await got(claimHome(longest));
    const server = createServer().listen(socket);
    await once(server, "listening");
    server.close();
    await release();
  });

  it("is left alone where something else answers on its socket", async () => {
    await (await got(claimHome(home))).release();
    const server = createServer().listen(join(home, "sentinel.sock"));
    await once(server, "listening");
    expect(await claimHome(home)).toContain("something else answers");
    server.close();
  });
});

/** A process that claims homes; it is asked and answers by lines. */
const makeContender = (script: string) => {
  const process_ = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  const claim = async (): Promise<string> => {
    process_.stdin.write(`${home}\n`);
    return String((await answers.next()).value);
  };
  return { process: process_, claim };
};

const kill = async (victim: ChildProcess): Promise<void> => {
  victim.kill("SIGKILL");
  await once(victim, "exit");
};

describe("the home of a daemon that was killed", () => {
  // A lock file that whoever finds it stale removes lets two in: the second removes the first one's fresh lock.
  it("is taken over by exactly one of many that start at once", async () => {
    const script = join(folder, "contender.mjs");
    const sqlite = resolve("node_modules/better-sqlite3/lib/index.js");
    buildSync({
      entryPoints: [fileURLToPath(new URL("./contender.ts", import.meta.url))],
      outfile: script,
      bundle: true,
      platform: "node",
      format: "esm",
      alias: { "better-sqlite3": sqlite },
      external: [sqlite],
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
    });
    let contenders = Array.from({ length: 8 }, () => makeContender(script));
    try {
      while (contenders.length > 1) {
        const answers = await Promise.all(contenders.map(({ claim }) => claim()));
        expect(
          answers.filter((answer) => answer === "held"),
          answers.join("\n"),
        ).toHaveLength(1);
        const winner = contenders[answers.indexOf("held")];
        if (winner) await kill(winner.process);
        contenders = contenders.filter((one) => one !== winner);
      }
    } finally {
      for (const one of contenders) await kill(one.process);
    }
  });
});

describe("a home that a newer Sentinel has written", () => {
  it("is refused and left as it is", async () => {
    mkdirSync(home);
    writeFileSync(join(home, "format"), "99\n");
    expect(await claimHome(home)).toMatch(/written by a newer Sentinel \(format 99/);
    expect(readFileSync(join(home, "format"), "utf8")).toBe("99\n");
  });
});
