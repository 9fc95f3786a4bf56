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
import { claimHome } from "../../src/adapters/node/home/home.ts";
import { writeRecord } from "../../src/home/record.ts";

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
  it("is accessible only to its owner, and belongs to one daemon until that one exits", async () => {
    const first = await got(claimHome(home));
    expect(statSync(home).mode & 0o777).toBe(0o700);
    // F3: the only hint was `sentinel down`.
    const refused = await claimHome(home);
    expect(refused).toContain(
      `pid ${process.pid}; to change it: \`sentinel apply\`; to look at it: \`sentinel status\``,
    );
    expect(refused).not.toContain("sentinel down");
    writeRecord(home, { name: "pa", file: "/pa/sentinel.yaml" });
    expect(await claimHome(home)).toContain(
      `it runs pa from /pa/sentinel.yaml (pid ${process.pid}); to change it`,
    );
    await first.release();
    await (await got(claimHome(home))).release();
  });

  it("keeps the record of a daemon that left processes running, until one has shut down", async () => {
    const isNamed = () => existsSync(join(home, "daemon.json"));
    await (await got(claimHome(home))).abandon();
    expect(isNamed()).toBe(false);
    await (await got(claimHome(home))).handOver();
    expect(isNamed()).toBe(true);
    await (await got(claimHome(home))).abandon();
    expect(isNamed()).toBe(true);
    await (await got(claimHome(home))).release();
    expect(isNamed()).toBe(false);
  });

  it("is rejected with the reason if it can't be one", async () => {
    writeFileSync(join(folder, "theirs"), "");
    expect(await claimHome(folder)).toContain("is not a Sentinel home");
    expect(await claimHome(join(folder, "theirs"))).toContain("can't be used as a home");
    mkdirSync(join(home, "daemon.lock"), { recursive: true });
    expect(await claimHome(home)).toContain("can't be locked: EISDIR: illegal operation on a directory");
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

  it("is not touched if something else answers on its socket", async () => {
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
  it("is claimed by exactly one of many that start at once", async () => {
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

describe("a home written by a newer Sentinel", () => {
  it("is rejected and left unchanged", async () => {
    mkdirSync(home);
    writeFileSync(join(home, "format"), "99\n");
    expect(await claimHome(home)).toMatch(/written by a newer Sentinel \(format 99/);
    expect(readFileSync(join(home, "format"), "utf8")).toBe("99\n");
  });
});
