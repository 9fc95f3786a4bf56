// Causes: the YAML parser made an error object of each quote, escape and directive of a file of nothing else;
// every alias copied the whole way that its values had come; every mistake of an env file counted its lines
// from the first one; `**/**` walked each folder once for every way to get there.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../src/config/diagnostics/limits.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");
/** What the program may keep at once, in MB: it takes 40 for a file of three lines. */
const heap = 128;

let folder = "";
const running: Array<ChildProcess> = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-worst-"));
});
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** How `config validate` ends with little memory, and the first line that it says. */
const validated = (name: string): Promise<readonly [code: number | null, said: string]> =>
  new Promise((resolve) => {
    const args = [`--max-old-space-size=${heap}`, program, "config", "validate", "-f", name];
    const child = spawn(process.execPath, args, { cwd: folder });
    let said = "";
    running.push(child);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("close", (code) => resolve([code, said.split("\n")[0] ?? ""]));
  });

/** A text over and over, as much as a file may have of it. */
const full = (text: string): string => text.repeat(limits.fileBytes / Buffer.byteLength(text));

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

const tree = (text: string, child = "command: a"): string =>
  `name: a\n${text}\nchildren: { a: { ${child} } }\n`;

/** Files that are refused, by what is in them; with what is said first. */
const refused: Readonly<Record<string, readonly [text: string, said: string]>> = {
  "nothing but double quotes": [full('"'), "1:3: Unexpected double-quoted-scalar at node end"],
  "quotes of both kinds": [full("\"'"), "1:4: Unexpected single-quoted-scalar at node end"],
  "escapes without a meaning": [`"${full("\\q").slice(2)}"`, "1:1: the text has too many invalid escapes"],
  "directives that there are not": [full("%\n"), "1:1: Unknown directive %"],
  "directives of another version": [full("%YAML 1.9\n"), "1:7: Unsupported YAML version 1.9"],
  "keys without names": [full("?\n"), "200000:2: the file has too many words and symbols"],
  "lists of nothing": [full("- *a\n"), "100000:5: the file has too many words and symbols"],
  "aliases of aliases": [
    `a: &a [x, x]\n${lines(30, (index) => `a${index}: &a${index} [*a${index > 0 ? index - 1 : ""}, *a${index > 0 ? index - 1 : ""}]`)}`,
    `15:18: the file has more than ${limits.values} values, with its aliases expanded`,
  ],
  "maps merged into each other, one by one": [
    `a0: &a0 { x0: 1 }\n${lines(5000, (index) => `a${index + 1}: &a${index + 1} { <<: *a${index}, x${index + 1}: 1 }`)}`,
    `444:19: the file has more than ${limits.values} values, with its aliases expanded`,
  ],
  "unknown keys in thousands of children": [
    `name: a\nchildren:\n${lines(9000, (index) => `  c${index}: { command: a, zz: 1 }`)}`,
    '3:21: unknown key "zz" in a service',
  ],
};

describe("of the worst file of", () => {
  for (const [name, [text, said]] of Object.entries(refused)) {
    it(`${name}, the first error is reported, with little memory`, async () => {
      writeFileSync(join(folder, "worst.yaml"), text);
      expect(await validated("worst.yaml")).toEqual([5, `worst.yaml:${said}`]);
    });
  }
});

describe("of the worst env file", () => {
  const brokenQuote = "A='x'y\n";

  it.each([
    ["lines that are nothing", "=\n", "1:1: this is not KEY=value"],
    ["quotes with more behind them", brokenQuote, "1:6: there is text after the closing quote"],
  ])("of %s, the first error is reported, with little memory", async (_, line, said) => {
    writeFileSync(join(folder, "worst.env"), full(line));
    writeFileSync(join(folder, "envFile.yaml"), tree("env_file: worst.env"));
    expect(await validated("envFile.yaml")).toEqual([5, `worst.env:${said}`]);
  });
});

describe("a pattern of includes", () => {
  it("finds each file once, however often it matches", async () => {
    mkdirSync(join(folder, "deep/a/a/a/a/a/a/a/a"), { recursive: true });
    writeFileSync(join(folder, "deep/a/a/a/part.yaml"), "templates: { found: { command: a } }\n");
    const everywhere = `deep/${"**/".repeat(2000)}${"**/a/**/".repeat(3)}part.yaml`;
    writeFileSync(join(folder, "pattern.yaml"), tree(`include: "${everywhere}"`, "use: found"));
    expect(await validated("pattern.yaml")).toEqual([0, "pattern.yaml is valid"]);
  });
});
