import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Place, placeAt } from "../../web/pages/config/editor/placeAt.ts";
import { Language } from "../../web/pages/config/editor/schemaAt.ts";
import { headOf, pathAbove } from "../../web/pages/config/yamlPath.ts";

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../schema/sentinel.schema.json"), "utf8"),
);
const language = new Language(schema);

/** The place of `|` in a text. */
const placeIn = (text: string): Place => {
  const at = text.indexOf("|");
  const lines = text.replace("|", "").split("\n");
  const before = text.slice(0, at).split("\n");
  return placeAt((line) => lines[line] ?? "", before.length - 1, before.at(-1)?.length ?? 0);
};

describe("the cursor's place in the text", () => {
  it("is a key of the map that its indentation belongs to", () => {
    expect(placeIn("name: shop\n|")).toMatchObject({ kind: "key", path: [], typed: "" });
    expect(placeIn("children:\n  web:\n    com|\n    cwd: x")).toMatchObject({
      ...{ kind: "key", path: ["children", "web"], typed: "com", from: 4 },
    });
    expect(placeIn("children:\n  web:\n    command: x\n\n    # note\n    |")).toMatchObject({
      path: ["children", "web"],
    });
    expect(placeIn("children:\n  web:\n    command: x\n  |")).toMatchObject({
      kind: "key",
      path: ["children"],
    });
  });

  it("is a value after its key", () => {
    expect(placeIn("strategy: one|")).toMatchObject({
      kind: "value",
      path: ["strategy"],
      typed: "one",
      from: 10,
    });
    expect(placeIn("children:\n  web:\n    restart: |")).toMatchObject({
      ...{ kind: "value", path: ["children", "web", "restart"], typed: "" },
    });
  });

  it("is found in maps and lists on one line", () => {
    expect(placeIn("children:\n  web: { command: x, re|")).toMatchObject({
      ...{ kind: "key", path: ["children", "web"], typed: "re" },
    });
    expect(placeIn("children:\n  web: { stop: { signal: SIG| } }")).toMatchObject({
      ...{ kind: "value", path: ["children", "web", "stop", "signal"], typed: "SIG" },
    });
    expect(placeIn('children:\n  web: { command: "a { b", stop: { | } }')).toMatchObject({
      ...{ kind: "key", path: ["children", "web", "stop"] },
    });
  });

  it("is found inside quoted names", () => {
    expect(headOf('  "a b": x')).toEqual({ indent: 2, key: "a b" });
    expect(headOf("# name: x")).toBeNull();
    expect(headOf("  just text")).toBeNull();
    const lines = ["children:", "  'it''s':", "    env:"];
    expect(pathAbove((line) => lines[line] ?? "", 3, 6)).toEqual(["children", "it''s", "env"]);
  });
});

describe("the keys of the schema", () => {
  const names = (path: ReadonlyArray<string>) => language.keysAt(path).map(({ name }) => name);

  it("are found for the file, a child, and a child of a child, with their meanings", () => {
    expect(names([])).toEqual(expect.arrayContaining(["name", "children", "strategy"]));
    expect(names(["children", "web"])).toEqual(expect.arrayContaining(["command", "restart", "children"]));
    expect(names(["children", "crew", "children", "one"])).toContain("command");
    expect(names(["environments", "production", "children", "web"])).toContain("replicas");
    expect(names(["children", "web", "backoff"])).toContain("initial");
    expect(names(["children", "web", "command"])).toEqual([]);
    expect(names(["children"])).toEqual([]);
    expect(language.describe(["children", "web", "cwd"])).toMatch(/working directory/);
    expect(language.describe(["children", "web"])).toBeNull();
  });

  it("tell whether a map follows", () => {
    const keys = language.keysAt(["children", "web"]);
    expect(keys.find(({ name }) => name === "env")).toMatchObject({ isMap: true });
    expect(keys.find(({ name }) => name === "command")).toMatchObject({ isMap: false });
    expect(language.keysAt([]).find(({ name }) => name === "children")).toMatchObject({ isMap: true });
  });

  it("list their allowed words", () => {
    expect(language.valuesAt(["strategy"])).toEqual(["one_for_one", "one_for_all", "rest_for_one"]);
    expect(language.valuesAt(["children", "web", "restart"])).toEqual(
      expect.arrayContaining(["permanent", "transient", "temporary"]),
    );
    expect(language.valuesAt(["children", "web", "autostart"])).toEqual(
      expect.arrayContaining(["true", "false"]),
    );
    expect(language.valuesAt(["name"])).toEqual([]);
  });
});
