// The package contains the code of the libraries that are bundled, so it has to contain the notices that their licences ask for.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The settings of Vite, and the typed client of the API, which tests use: they are in no bundle. */
const isBundled = (file: string): boolean => !/\.config\.ts$|\/client\/typed\//.test(file);

/** The packages that the sources in some folders import, apart from those that npm installs beside Sentinel. */
const importedIn = (...folders: ReadonlyArray<string>): ReadonlyArray<string> => {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      join(root, folder, file),
    ),
  );
  const texts = files
    .filter((file) => /\.tsx?$/.test(file) && isBundled(file))
    .map((file) => readFileSync(file, "utf8"));
  const imports = texts.flatMap((text) => [
    ...text.matchAll(
      /^(?:import|export) (?!type )[^;"]*?from "((?:@[\w-]+\/)?[\w-]+)(?:\/[^"]*)?";|import\("((?:@[\w-]+\/)?[\w-]+)/gm,
    ),
  ]);
  const names = new Set(imports.map(([, atTop, atUse]) => atTop ?? atUse ?? ""));
  return [...names].filter((name) => !(name in { ...dependencies, ...optionalDependencies })).sort();
};

/** The packages of a THIRD-PARTY-NOTICES.txt, each with what is said about it. */
const noticesIn = (folder: string): ReadonlyMap<string, string> => {
  const [, ...notices] = readFileSync(join(root, folder, "THIRD-PARTY-NOTICES.txt"), "utf8").split(
    `\n\n${"-".repeat(80)}\n\n`,
  );
  return new Map(notices.map((notice) => [notice.slice(0, notice.indexOf(" ")), notice]));
};

describe.each([
  { what: "the program", dist: "dist", sources: ["src", "machines", "supervisors", "api", "launchd"] },
  { what: "the dashboard", dist: "dist/web", sources: ["web"] },
])("the notices beside $what", ({ dist, sources }) => {
  it("have every package that the sources import", () => {
    const imported = importedIn(...sources);
    expect(imported).toContain("xstate");
    expect(imported.filter((name) => !noticesIn(dist).has(name))).toEqual([]);
  });

  it("have name, version, licence and its text for each", () => {
    for (const [name, notice] of noticesIn(dist)) {
      const [title, ...text] = notice.split("\n\n");
      expect(title).toMatch(/^\S+ \d+\.\d+\.\d+\S* \([\w.-]+\)$/);
      expect({ name, text: text.join("\n\n") }).toEqual({
        name,
        text: expect.stringMatching(/permi|granted|Licen[cs]e/i),
      });
    }
  });

  it("have nothing that isn't bundled", () => {
    for (const name of ["better-sqlite3", "vitest", "typescript"])
      expect([...noticesIn(dist).keys()]).not.toContain(name);
  });
});

it("the notices beside the program have the packages that are inside a bundled package", () => {
  // The MCP server contains ajv and what that needs.
  for (const name of ["ajv", "fast-uri", "json-schema-traverse"])
    expect([...noticesIn("dist").keys()]).toContain(name);
});

describe("making the notices", () => {
  let folder: string;
  let source: string;
  let noticesOf: (files: ReadonlyArray<string>) => string;
  beforeEach(async () => {
    ({ noticesOf } = await import(join(root, "scripts/notices.mjs")));
    folder = mkdtempSync(join(tmpdir(), "sentinel-notices-"));
    const place = join(folder, "node_modules/left-pad");
    mkdirSync(join(place, "lib"), { recursive: true });
    writeFileSync(
      join(place, "package.json"),
      JSON.stringify({ name: "left-pad", version: "1.3.0", license: "MIT" }),
    );
    source = join(place, "lib/index.js");
    writeFileSync(join(place, "lib/package.json"), '{ "type": "module" }');
    writeFileSync(source, "");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("takes the text that the package comes with, and what Apache's licence calls NOTICE", () => {
    writeFileSync(join(folder, "node_modules/left-pad/LICENCE.md"), "Do as you like.\r\n");
    writeFileSync(join(folder, "node_modules/left-pad/NOTICE"), "Made by me.\n");
    expect(noticesOf([source, join(folder, "ours.ts")])).toContain(
      "left-pad 1.3.0 (MIT)\n\nDo as you like.\n\nMade by me.\n",
    );
  });

  it("fails for a package without a text, so that nothing is published without it", () => {
    expect(() => noticesOf([source])).toThrow(/left-pad 1\.3\.0 .* no text of its licence \(MIT\)/);
  });
});
