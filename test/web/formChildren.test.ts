import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lineOf, wordsOf } from "../../web/form/controls/commandWords.ts";
import { flawsBy } from "../../web/form/mistakes.ts";
import { withChild } from "../../web/form/newChild/newChild.ts";
import { shownValue } from "../../web/form/shown.ts";
import {
  addChild,
  keysOfChild,
  pathsIn,
  removeChild,
  renameChild,
  supervisorsIn,
} from "../../web/form/text/children.ts";
import { parseDraft } from "../../web/form/text/draft.ts";
import { word } from "../../web/form/text/value.ts";

const file = `name: shop
children:
  web:
    command: a # first

  # The second.
  api: { command: b, replicas: 2 }

  group:
    strategy: one_for_all # together
    children: {}
environments:
  production: { children: { api: { replicas: 8 } } }
  test:
    children:
      api: { replicas: 1 }
      web: { env: { A: 1 } }
`;
const spec = new Map([["command", word("x --y")]]);

describe("a child", () => {
  it("is found by its path, and an instance by that of its group", () => {
    expect(keysOfChild("group/inner")).toEqual(["children", "group", "children", "inner"]);
    expect(keysOfChild("api#2")).toEqual(["children", "api"]);
    expect(keysOfChild("")).toEqual([]);
    expect(pathsIn(parseDraft(file))).toEqual(["", "web", "api", "group"]);
    expect(supervisorsIn(parseDraft(file))).toEqual(["", "group"]);
  });

  it("is added after the others or before one of them, with a line between where they have one", () => {
    expect(addChild(file, "", "last", spec)).toContain(
      "    children: {}\n\n  last:\n    command: x --y\nenvironments:",
    );
    expect(addChild(file, "", "mid", spec, "api")).toContain(
      "    command: a # first\n  mid:\n    command: x --y\n\n  # The second.\n  api:",
    );
    expect(addChild(file, "group", "inner", spec)).toContain(
      "    strategy: one_for_all # together\n    children:\n      inner:\n        command: x --y\n",
    );
    expect(() => addChild(file, "", "web", spec)).toThrow('There is a "web" already.');
  });

  it("is renamed in its line, and where environments change it", () => {
    const renamed = renameChild(file, "api", "core");
    expect(renamed).toBe(file.replaceAll("api:", "core:"));
    expect(renameChild(renamed, "core", "api")).toBe(file);
  });

  it("is removed with what environments say of it; the comments above stay", () => {
    const without = removeChild(file, "api");
    expect(parse(without)).toEqual({
      ...parse(file),
      children: { web: { command: "a" }, group: { strategy: "one_for_all", children: {} } },
      environments: { production: {}, test: { children: { web: { env: { A: 1 } } } } },
    });
    expect(without).toContain("  # The second.\n");
    expect(parse(removeChild(removeChild(removeChild(file, "api"), "web"), "group")).children).toEqual({});
    expect(() => removeChild(file, "")).toThrow("can't be removed");
  });

  it("that is added and removed again leaves the text as it was", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("", "group"),
        fc.stringMatching(/^[a-z][a-z0-9_.-]{0,8}$/),
        (parent, name) => {
          fc.pre(!["web", "api", "group"].includes(name));
          const path = parent === "" ? name : `${parent}/${name}`;
          const back = removeChild(addChild(file, parent, name, spec), path);
          expect(back.replaceAll(/\n+/g, "\n")).toBe(file.replaceAll(/\n+/g, "\n"));
        },
      ),
    );
  });
});

describe("a mistake that the daemon finds", () => {
  const draft = parseDraft(file);
  const at = (line: number, column: number, message = "web: odd") => [
    { line, column, message, hint: "try b" },
  ];
  it("is said at its field, without the name of the field, and not at the forms of others", () => {
    expect(flawsBy(at(4, 14, "command: odd"), draft, ["children", "web"])).toEqual([
      { keys: ["command"], label: "command", message: "odd; try b" },
    ]);
    expect(flawsBy(at(4, 14), draft, ["children", "api"])).toEqual([]);
    expect(flawsBy(at(4, 14), draft, [])).toEqual([]);
    expect(flawsBy(at(1, 7), draft, [])).toMatchObject([{ keys: ["name"] }]);
  });
});

describe("a command", () => {
  it("has the same words as a line and as a list", () => {
    expect(wordsOf(`sh -c 'echo "$A"; exec x' "two words" a\\ b`)).toEqual([
      "sh",
      "-c",
      'echo "$A"; exec x',
      "two words",
      "a b",
    ]);
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (words) => {
        expect(wordsOf(lineOf(words))).toEqual(words);
      }),
    );
  });
});

describe("a value in a few characters", () => {
  it("tells nothing of variables with names of secrets", () => {
    const value = new Map([
      ["LEVEL", word("info")],
      ["API_TOKEN", word("hunter2")],
    ]);
    expect(shownValue(value)).toBe("{ LEVEL: info, API_TOKEN: … }");
  });
});

describe("a new job", () => {
  const job = {
    parent: "",
    name: "dump",
    kind: "job",
    template: "",
    command: "./dump.sh",
    before: "",
  } as const;

  it("has its schedule, or runs by hand", () => {
    const text = "children:\n  web: { command: ./web.sh }\n";
    expect(withChild(text, { ...job, schedule: " 0 3 * * * " })).toMatch(/schedule: "?0 3 \* \* \*"?\n/);
    expect(withChild(text, { ...job, schedule: "" })).toContain("schedule: manual\n");
  });
});
