import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Either } from "effect";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readSource } from "../../src/cli/import/readSources.ts";
import { importConfig, importers } from "../../src/config/import/importConfig.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { examples } from "../support/examples.ts";
import { requestOf } from "./sources.ts";

const folder = mkdtempSync(join(tmpdir(), "sentinel-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** The first thing that is wrong, with its place. */
const wrong = (format: string, name: string, text: string): string =>
  Either.match(importConfig(format, requestOf({ file: name, text })), {
    onLeft: ([error]) => `${error?.line}:${error?.column} ${error?.message}`,
    onRight: ({ yaml }) => yaml,
  });

/** What `V` of the only child comes to when the file is loaded. */
const envOf = (yaml: string): string | undefined => {
  const tree = Either.getOrThrow(parseTree(yaml, { file: "x", directory: "/", variables: {} }));
  const [child] = tree.root.children;
  return child?.kind === "service" ? String(child.env.V) : undefined;
};

describe("a file that can't be read", () => {
  it("is rejected with the reason", () => {
    mkdirSync(join(folder, "units"));
    execFileSync("mkfifo", [join(folder, "fifo")]);
    const big = file("big.conf", "#".repeat(10_000_000));
    const binary = file("x.plist", Buffer.from("bplist00\u00d1\u0001", "latin1"));
    const latin = file("latin.conf", Buffer.from([0x5b, 0x70, 0xe4, 0x5d]));
    expect(() => readSource(join(folder, "units"))).toThrow(/units:1:1: it is a directory/);
    expect(() => readSource(join(folder, "fifo"))).toThrow(/it is not a regular file/);
    expect(() => readSource(join(folder, "none"))).toThrow(/the file does not exist/);
    expect(() => readSource(big)).toThrow(/10000000 bytes, more than the limit of 1000000/);
    expect(() => readSource(binary)).toThrow(/plutil -convert xml1/);
    expect(() => readSource(latin)).toThrow(/is not UTF-8 text/);
  });
});

describe("an invalid source", () => {
  it("is rejected with file, line and column", () => {
    expect(wrong("supervisord", "x.conf", "[program:x]\ncommand=a\nstartsecs=soon\n")).toBe(
      '3:11 startsecs: expected a whole number, found "soon"',
    );
    expect(wrong("supervisord", "x.conf", "[program:x]\ncommand=echo %(nope)s\n")).toMatch(/^2:9 %\(nope\)s/);
    expect(wrong("supervisord", "x.conf", "command=a\n")).toBe("1:1 this line is before the first section");
    expect(wrong("procfile", "Procfile", "web: a\nnonsense\n")).toMatch(/^2:1 this line is not a process/);
    expect(wrong("crontab", "cron", "# a\n0 0 ? * L job\n")).toBe('2:1 "?" is not a day of month');
    expect(wrong("crontab", "cron", "61 * * * * job\n")).toMatch(/^1:1/);
    expect(wrong("crontab", "cron", "@sometimes job\n")).toBe("1:1 @sometimes is not a keyword of cron");
    expect(wrong("systemd", "x.service", "[Service]\nExecStart=/bin/a 'b\n")).toMatch(
      /^2:1 .*quote is not closed/,
    );
    expect(wrong("systemd", "x.mount", "[Mount]\nWhat=a\n")).toMatch(/is not a service, timer or socket/);
    expect(wrong("systemd", "x@.service", "[Service]\nExecStart=/bin/a\n")).toMatch(/is a template/);
    expect(wrong("launchd", "x.plist", "<plist><dict><key>Label</key><int>1</int></dict></plist>")).toMatch(
      /^1:30 <int>/,
    );
    expect(wrong("launchd", "x.plist", "hello")).toBe("1:1 this is not a property list");
    expect(wrong("pm2", "x.yaml", "apps: [{ script: a.js, kill_timeout: soon }]")).toMatch(
      /^1:38 kill_timeout/,
    );
    expect(
      wrong("process-compose", "x.yaml", "processes: { a: { command: x, depends_on: { b: {} } } }"),
    ).toMatch(/depends on "b", which does not exist/);
    expect(
      wrong(
        "process-compose",
        "x.yaml",
        "processes:\n  a: { command: x, depends_on: [b] }\n  b: { command: x, depends_on: [a] }\n",
      ),
    ).toMatch(/these depend on each other: a → b → a/);
    for (const format of Object.keys(importers)) expect(wrong(format, "x", "")).toMatch(/^1:1 /);
  });

  it("is not misread: colliding names are an error, invalid ones are changed and reported", () => {
    expect(wrong("pm2", "x.yaml", "apps: [{ script: a.js, name: x }, { script: b.js, name: x }]")).toMatch(
      /two have the name "x"/,
    );
    expect(
      wrong("pm2", "x.yaml", 'apps: [{ script: a.js, name: "a b" }, { script: b.js, name: "a/b" }]'),
    ).toMatch(/"a b" and "a\/b" both become "a-b"/);
    expect(wrong("pm2", "x.yaml", "apps: [{ script: a.js, name: x }, { script: b.js, name: X }]")).toMatch(
      /"x" and "X" differ in case only/,
    );
    const odd = ["__proto__", "../../etc", "\u001b[31m", "007", "a.b", "ü", "constructor"];
    for (const name of odd) {
      const text = JSON.stringify({ apps: [{ script: "a.js", name }] });
      expect(wrong("pm2", "x.json", text)).toContain("version: 1");
    }
  });

  it("that would be invalid for Sentinel is rejected", () => {
    expect(wrong("supervisord", "x.conf", "[program:x]\ncommand=a\nexitcodes=300\n")).toMatch(
      /it results in a setting that Sentinel does not accept/,
    );
  });
});

describe("a malicious source", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefghij"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(",")}]`).join("\n")}\napps: [{script: x, env: {A: *j}}]\n`;
  const long = 900_000;
  const hurting: ReadonlyArray<readonly [string, string, string]> = [
    ["pm2", "bomb.yaml", bomb],
    ["process-compose", "bomb.yaml", bomb.replace("apps:", "processes:")],
    ["pm2", "circle.yaml", "apps: &a [*a]"],
    ["pm2", "deep.json", "[".repeat(long)],
    ["pm2", "comments.json", "/*".repeat(long / 2)],
    ["process-compose", "deep.yaml", `${"{a: ".repeat(long / 4)}`],
    ["launchd", "deep.plist", `<plist>${"<array>".repeat(long / 7)}`],
    ["launchd", "comments.plist", `<plist>${"<!--".repeat(long / 4)}`],
    ["launchd", "tags.plist", `<plist><${"a".repeat(long)}`],
    ["launchd", "opens.plist", `<plist>${"<a".repeat(long / 2)}`],
    [
      "supervisord",
      "blanks.conf",
      `[program:x]\ncommand=a${" ".repeat(long)}b\n${" ".repeat(long / 10)}=x\n`,
    ],
    ["supervisord", "percents.conf", `[program:x]\ncommand=${"%(".repeat(long / 2)}`],
    [
      "supervisord",
      "many.conf",
      `[program:x]\nprocess_name=x%(process_num)d\ncommand=${"a ".repeat(100_000)}\nnumprocs=99999\n`,
    ],
    ["supervisord", "sections.conf", "[program:x]\na=b\n".repeat(50_000)],
    ["procfile", "Procfile", `web: a${" ".repeat(long)}b\n`],
    ["procfile", "Procfile", "a: b\n".repeat(100_000)],
    ["crontab", "cron", "A=b\n".repeat(100_000) + "@daily x\n".repeat(1_000)],
    ["crontab", "cron", Array.from({ length: 20_000 }, (_, index) => `A${index}=b\n@daily x\n`).join("")],
    ["systemd", "x.service", `[Service]\n${"Environment=A=b\n".repeat(50_000)}ExecStart=/bin/a`],
    ["systemd", "x.service", `[Service]\nExecStart=/bin/a ${"\\\n".repeat(100_000)}`],
    [
      "systemd",
      "x.service",
      `[Service]\nExecStart=/bin/a\n${Array.from({ length: 50_000 }, (_, index) => `K${index}=b\n`).join("")}`,
    ],
    ["process-compose", "t.yaml", `processes: { a: { command: "${"{{".repeat(long / 2)}" } }`],
    ["process-compose", "v.yaml", `processes: { a: { command: "${"${a:-".repeat(long / 5)}" } }`],
  ];

  // One whose time grows with the square of the size takes minutes, the others a second; a busy machine makes that many.
  for (const [index, [format, name, text]] of hurting.entries()) {
    it(`is handled in bounded time: ${format} ${name} (${index})`, { timeout: 60_000 }, () => {
      const result = importConfig(format, requestOf({ file: name, text }));
      expect(Either.isLeft(result) ? result.left.length : result.right.yaml.length).toBeGreaterThan(0);
    });
  }

  it("never makes an importer throw", () => {
    const pieces = fc.constantFrom(
      ...[
        "[program:x]",
        "command=",
        "%(x)s",
        "\n",
        "[Service]",
        "ExecStart=",
        "web: ",
        "* * * * * ",
        "@daily ",
        "<plist>",
      ],
      ...[
        "<dict>",
        "<key>",
        "</key>",
        "<string>",
        "{",
        "}",
        "apps:",
        "- ",
        "script: a",
        "'",
        '"',
        "\\",
        "=",
        "$",
        "${",
        "A=b",
      ],
      ...[
        "processes:",
        "environment",
        ": ",
        "  ",
        "&a",
        "*a",
        "!!binary",
        "\u0000",
        "\u2028",
        "restart: always",
      ],
    );
    const names = ["x.conf", "x.service", "x.timer", "x.plist", "x.yaml", "x.json", "anacrontab"];
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(importers)),
        fc.constantFrom(...names),
        fc.array(pieces),
        (format, name, parts) => {
          const result = importConfig(format, requestOf({ file: name, text: parts.join("") }));
          expect(Either.isEither(result)).toBe(true);
        },
      ),
      examples(500),
    );
  });

  it("keeps every text unchanged, including dollar signs and quotes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("$", "{", "}", "A", ":", "-", "#", '"', "'", "\\", " ", "é") }),
        (value) => {
          const text = JSON.stringify({ apps: [{ script: "a.js", env: { V: value } }] });
          const result = importConfig("pm2", requestOf({ file: "x.json", text }));
          const yaml = Either.isRight(result) ? result.right.yaml : "";
          expect(envOf(yaml)).toBe(value);
        },
      ),
    );
  });
});

describe("the reader of sources", () => {
  it("reads valid text", () => {
    expect(readSource(file("ok", "text"))).toBe(readFileSync(join(folder, "ok"), "utf8"));
  });
});
