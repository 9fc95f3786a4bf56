// F24: 26 lines of supervisord.conf gave 75 lines of report, most of them equal or about defaults that nobody wrote.
// And 4 of 38 results did not validate without a word: variables that are not set, env files that are not there.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { reportLines } from "../../src/cli/import/reportLines.ts";
import type { Finding } from "../../src/config/import/draft/Finding.ts";
import { runImport } from "./runImport.ts";

const folder = mkdtempSync(join(tmpdir(), "sentinel-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
};

const program = (name: string) => `
[program:${name}]
command=/srv/${name}/run
directory=/srv/${name}
user=root
autostart=true
autorestart=true
stopsignal=INT
redirect_stderr=true
stdout_logfile=/var/log/${name}.log
`;

describe("the report", () => {
  it("F24: of 26 lines of supervisord.conf is short: repeated findings are reported once, with the names", async () => {
    const conf = file(
      "shop.conf",
      `[supervisord]\nnodaemon=false${["web", "api"].map(program).join("")}startsecs=5\n`,
    );
    expect(readFileSync(conf, "utf8").trim().split("\n").length).toBeLessThanOrEqual(26);
    const { err } = await runImport("supervisord", conf);
    const lines = err.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(err).toContain(`approximate ${conf}:6,16 program:web, program:api: user → uid: by number`);
    expect(err).not.toContain("the source's default");
    expect(lines.at(-1)).toMatch(/^\d+ exact, \d+ approximate, 3 unsupported, 0 unknown; \d+ defaults/);
  });

  it("F24: has the defaults of the source only with --json", async () => {
    const { out } = await runImport("supervisord", file("one.conf", program("one")), "--json");
    const { report } = JSON.parse(out) as { readonly report: ReadonlyArray<Finding> };
    expect(report.filter(({ isDefault }) => isDefault).map(({ key }) => key)).toContain(
      "stderr_logfile_backups",
    );
    expect(report.filter(({ key }) => key === "user")).toMatchObject([{ line: 5 }]);
    expect(report.find(({ key }) => key === "user")).not.toHaveProperty("isDefault");
  });

  it("F24: counts further names and positions, and separates different findings", () => {
    const finding = (name: string, line: number, note: string): Finding => ({
      source: name,
      line,
      key: "user",
      fidelity: "approximate",
      note,
      target: `children.${name}.uid`,
    });
    const many = Array.from({ length: 8 }, (_, index) => finding(`p${index}`, index + 1, "same"));
    expect(reportLines([...many, finding("q", 9, "other")], "x.conf")).toEqual([
      "approximate x.conf:1,2,3,4,5,6 p0, p1, p2, p3, p4 and 3 more: user → uid: same",
      "approximate x.conf:9 q: user → children.q.uid: other",
      "0 exact, 9 approximate, 0 unsupported, 0 unknown",
    ]);
  });
});

describe("a result that is not valid", () => {
  it("lists the variables that must be set, and is valid once they are", async () => {
    const conf = file(
      "env.conf",
      "[program:p]\ncommand=/bin/p %(ENV_SENTINEL_TEST_A)s %(ENV_SENTINEL_TEST_B)s\n",
    );
    const { code, err } = await runImport("supervisord", conf);
    expect(code).toBe(0);
    expect(err).toContain(
      "sentinel.yaml is not valid here yet:\n  set SENTINEL_TEST_A, SENTINEL_TEST_B, in the",
    );
    process.env.SENTINEL_TEST_A = "a";
    process.env.SENTINEL_TEST_B = "b";
    const then = await runImport("supervisord", conf);
    delete process.env.SENTINEL_TEST_A;
    delete process.env.SENTINEL_TEST_B;
    expect(then.err).not.toContain("not valid here");
  });

  it("lists missing env files, also with --json", async () => {
    const unit = file("job.service", `[Service]\nExecStart=/bin/app\nEnvironmentFile=${folder}/none.env\n`);
    const { err } = await runImport("systemd", unit);
    expect(err).toMatch(
      /is not valid here yet:\n {2}\d+:\d+: the env file .*none\.env does not exist; correct the name/,
    );
    const json = JSON.parse((await runImport("systemd", unit, "--json")).out);
    expect(json).toMatchObject({ valid: false, errors: [{ message: expect.stringContaining("none.env") }] });
    file("none.env", "A=1\n");
    expect(JSON.parse((await runImport("systemd", unit, "--json")).out)).toMatchObject({
      valid: true,
      errors: [],
    });
  });

  it("is checked relative to the output folder", async () => {
    const procfile = file("app/Procfile", "web: serve\n");
    file("app/.env", "A=1\n");
    expect((await runImport("procfile", procfile)).err).not.toContain("not valid");
    const output = join(folder, "elsewhere.yaml");
    const { err } = await runImport("procfile", procfile, "-o", output);
    expect(err).toContain(`${output} is not valid here yet:`);
    expect(err).toContain(".env does not exist");
  });
});
