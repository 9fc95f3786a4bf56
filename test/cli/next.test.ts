import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-next-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where there is neither a home nor a file, on a machine that is set to this zone. */
const nextIn = (TZ: string, args: ReadonlyArray<string>): Promise<Said> =>
  new Promise((resolve) => {
    const env = { ...process.env, HOME: folder, SENTINEL_HOME: join(folder, "home"), TZ };
    const program = [join(root, "dist/sentinel.js"), "next", ...args];
    execFile(process.execPath, program, { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

const next = (...args: ReadonlyArray<string>) => nextIn("America/Toronto", args);

const refused = async (args: ReadonlyArray<string>) => {
  const { code, out, err } = await next(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  return err;
};

describe("sentinel next", () => {
  it("prints what the page about schedules says, without a home or a daemon", async () => {
    const page = readFileSync(join(root, "docs/schedules.md"), "utf8");
    const examples = [...page.matchAll(/```sh\nsentinel next (.*)\n```\n\n```\n([^`]*)```/g)];
    expect(examples).toHaveLength(2);
    for (const [, typed = "", printed] of examples) {
      const args = [...typed.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
      // A date without a zone is local: the examples are read as in Berlin, where Toronto is six hours behind.
      const zoned = args.map((word) => (/^\d{4}-\d\d-\d\d$/.test(word) ? `${word}T00:00+01:00` : word));
      expect(await next(...zoned)).toEqual({ code: 0, out: printed, err: "" });
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it("has the same as JSON, in the zone of the machine by default", async () => {
    const { out } = await next("--cron", "@daily", "--from", "2026-11-01T03:00:00Z", "-n", "2", "--json");
    expect(JSON.parse(out)).toEqual({
      items: [
        { at: "2026-11-01T04:00:00.000Z", local: "2026-11-01T00:00:00-04:00", remark: null },
        { at: "2026-11-02T05:00:00.000Z", local: "2026-11-02T00:00:00-05:00", remark: null },
      ],
    });
  });

  it("takes UTC on a machine whose zone has no name, as the rest of its times are", async () => {
    const { out } = await nextIn("Nowhere/Land", ["--cron", "@daily", "--from", "2026-11-01", "-n", "1"]);
    expect(out).toMatch(/^UTC +UTC\n2026-11-02T00:00:00\+00:00 +2026-11-02T00:00:00Z\n$/);
  });

  it("says that a schedule is not due again", async () => {
    const args = ["--cron", "*/15 2 25-31 3 */7", "--timezone", "Europe/Berlin", "--json"];
    expect(await next(...args)).toEqual({
      code: 0,
      out: '{"items":[]}\n',
      err: "sentinel: it is not due again within 41 years\n",
    });
  });

  it("refuses what it can't read, with what to write instead", async () => {
    const all = await Promise.all(
      [
        ["--cron", "0 24 * * *"],
        ["--cron", "0", "24", "*"],
        ["--cron", "@daily", "--timezone", "Europe/Berlni"],
        ["--cron", "@daily", "--anchor", "2026-01-01"],
        ["--every", "soon"],
        ["--every", "1h", "-n", "1001"],
        ["backup", "--every", "1h"],
        ["--cron", "@daily", "--every", "1h"],
      ].map(refused),
    );
    const usage =
      "usage: sentinel next JOB | --cron EXPR|--every D [--timezone ZONE] [--anchor T] [-n N] [--from T]";
    expect(all).toEqual([
      "sentinel: the hour takes 0 to 23, not 24; midnight is 0\n",
      'sentinel: unexpected argument "24"; put the whole expression in quotes: --cron "30 2 * * *"\n',
      'sentinel: there is no time zone "Europe/Berlni"; did you mean Europe/Berlin?\n',
      "sentinel: --anchor is for --every: a cron expression has times of its own\n",
      'sentinel: --every takes a duration such as 90s, 15m or 1h30m, not "soon"\n',
      'sentinel: -n takes a whole number from 1 to 1000, not "1001"\n',
      "sentinel: --every is for a schedule that is in no file yet, not for backup\n",
      `sentinel: give one of --cron and --every; ${usage}\n`,
    ]);
  });
});
