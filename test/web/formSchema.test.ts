import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { parseDuration } from "../../src/config/language/duration.ts";
import {
  JobFile,
  PartFile,
  ServiceFile,
  SupervisorFile,
  TreeFile,
} from "../../src/config/language/language.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { formChild } from "../../web/form/formChild.ts";
import { inheritanceOf } from "../../web/form/inherited.ts";
import { checkValue } from "../../web/form/schema/check.ts";
import type { Field, Form } from "../../web/form/schema/fields.ts";
import { groupsOf, type Kind, textOnly } from "../../web/form/schema/groups.ts";
import { childFields, fileFields } from "../../web/form/schema/language.ts";
import { meaningOf, millisecondsIn } from "../../web/form/schema/units.ts";
import { namesUnder } from "../../web/form/text/children.ts";
import { type Draft, parseDraft } from "../../web/form/text/draft.ts";
import { string, word } from "../../web/form/text/value.ts";

const keysIn = (kind: Kind, fields: ReadonlyArray<Field>) =>
  groupsOf(kind, fields).flatMap((group) => group.fields.map(({ key }) => key));
const sorted = (keys: ReadonlyArray<string>) => [...keys].sort();

const everyField = (fields: ReadonlyArray<Field>): ReadonlyArray<Field> =>
  fields.flatMap((field) => [
    field,
    ...field.forms.flatMap((form) => (form.kind === "map" ? everyField(form.fields) : [])),
  ]);
const field = (key: string): Field => {
  const found = childFields.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no field ${key}`);
  return found;
};
const check = (key: string, text: string, inner?: string): string | null => {
  const [form] = field(key).forms;
  const forms =
    inner === undefined ? field(key).forms : mapFields(form).find((one) => one.key === inner)?.forms;
  return checkValue(forms ?? [], word(text));
};
const mapFields = (form: Form | undefined) => (form?.kind === "map" ? form.fields : []);

describe("the form has a field", () => {
  it("for every key of a service, a supervisor and the tree, and for no other", () => {
    expect(sorted(keysIn("service", childFields))).toEqual(
      sorted(["use", ...Object.keys(ServiceFile.fields)]),
    );
    expect(sorted(keysIn("job", childFields))).toEqual(sorted(["use", ...Object.keys(JobFile.fields)]));
    expect(sorted(keysIn("supervisor", childFields))).toEqual(
      sorted(["use", ...Object.keys(SupervisorFile.fields)]),
    );
    expect(sorted(["calendars", ...keysIn("root", fileFields)])).toEqual(
      sorted(Object.keys(TreeFile.fields)),
    );
    expect(Object.keys(PartFile.fields).length).toBe(childFields.length - 2);
    expect(textOnly(fileFields).map(({ key }) => key)).toEqual([
      ...["version", "calendars", "defaults", "templates", "secrets", "environments", "include", "env_file"],
    ]);
  });

  it("with a label, a description and a control, and with the default apart from the description", () => {
    for (const one of everyField(childFields)) {
      expect(one.label).toMatch(/^[A-Z]/);
      expect({ key: one.key, description: one.description }).toEqual({
        key: one.key,
        description: expect.stringMatching(/^[A-Z].*[.…]$/s),
      });
      if (one.key !== "children")
        expect({ key: one.key, forms: one.forms.length }).not.toEqual({ key: one.key, forms: 0 });
      expect(one.description).not.toContain("Default:");
    }
    expect(field("restart")).toMatchObject({
      label: "Restart",
      byDefault: "permanent; temporary for a oneshot",
    });
    expect(field("user").sameAs).toBe("uid");
    expect(field("min_uptime").sameAs).toBe("ready.min_uptime");
    expect(field("command").forms.map(({ kind }) => kind)).toEqual(["scalar", "list"]);
    expect(field("backoff").forms.map(({ kind }) => kind)).toEqual(["choice", "map"]);
    expect(field("env").forms.map(({ kind }) => kind)).toEqual(["entries"]);
  });
});

describe("a value is checked as it is typed", () => {
  it("by the rules of the schema, in its words", () => {
    expect(check("min_uptime", "5")).toBe("expected a duration with its unit, such as 500ms, 10s or 1h30m");
    expect(check("min_uptime", "1h30m")).toBeNull();
    expect(check("ready", "0", "timeout")).toBe("expected a duration above 0 with its unit, such as 60s");
    expect(check("logs", "20", "max_size")).toBe(
      "expected a size above 0 with its unit, such as 20MB or 1GiB",
    );
    expect(check("ready", "(", "log")).toBe("expected a regular expression");
    expect(check("ready", "10", "notify")).toBe("expected a whole number from 3 to 9");
    expect(check("port", "70000")).toBe("expected a port from 1 to 65535, or auto");
    expect(check("port", "auto")).toBeNull();
    expect(check("restart", "always")).toBe("expected one of permanent, transient, temporary");
    expect(check("shutdown", "5s")).toBeNull();
    expect(check("shutdown", "infinity")).toBeNull();
    expect(check("umask", "999")).toBe('expected an octal umask such as "022"');
    expect(check("success_codes", "1")).toBe("expected a list");
    expect(check("restart", `\${RESTART}`)).toBeNull();
  });

  it("and its meaning is shown for durations, sizes and masks", () => {
    expect(meaningOf("duration", "90s")).toBe("1 minute 30 seconds");
    expect(meaningOf("duration above 0", "1h30m")).toBe("1 hour 30 minutes");
    expect(meaningOf("size", "1.5MiB")).toBe("1,572,864 bytes");
    expect(meaningOf("octal mask", "022")).toBe("new files are rw-r--r--");
    expect(meaningOf("duration", "90")).toBeNull();
    for (const text of ["0", "1.5h", "2d3h", "17ms", "5", "x"])
      expect(millisecondsIn(text)).toBe(parseDuration(text));
  });

  it("without a complaint about any file that the daemon accepts", () => {
    const folder = join(import.meta.dirname, "../config/golden");
    const names = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".txt"));
    let accepted = 0;
    for (const name of names) {
      const text = readFileSync(join(folder, name), "utf8").split(/^(?:={40}|-- .* --)$/m)[0] ?? "";
      if (Either.isLeft(parseTree(text, { file: name, directory: "/srv", variables: {} }))) continue;
      accepted += 1;
      expect({ name, flaws: flawsIn(parseDraft(text)) }).toEqual({ name, flaws: [] });
    }
    expect(accepted).toBeGreaterThan(30);
  });
});

/** The flaws of the tree and of all children. */
const flawsIn = (draft: Draft, path = ""): ReadonlyArray<unknown> => [
  ...(formChild(draft, path)?.flaws ?? []),
  ...namesUnder(draft, path).flatMap((name) => flawsIn(draft, path === "" ? name : `${path}/${name}`)),
];

describe("what a child inherits", () => {
  const draft = parseDraft(`
name: shop
defaults: { umask: "022", env: { A: 1, B: 1 } }
templates:
  base: { stop: { timeout: 20s, signal: INT }, env: { B: 2 } }
  node: { use: base, stop: { timeout: 30s }, env: null }
children:
  api: { use: [node, other], command: x, env: { C: 3 } }
  group: { children: {} }
`);
  it("comes from its templates, later ones first, and then from the defaults", () => {
    const api = inheritanceOf(draft, "api", true);
    expect(api.at(["stop", "timeout"])).toEqual({ value: string("30s"), from: "template node" });
    expect(api.at(["stop", "signal"])).toMatchObject({ from: "template base" });
    expect(api.at(["umask"])).toMatchObject({ from: "defaults" });
    expect(api.missing).toEqual(["other"]);
  });
  it("does not include defaults for a supervisor", () => {
    expect(inheritanceOf(draft, "group", false).at(["umask"])).toBeUndefined();
  });
});

describe("what a child is", () => {
  const kindOf = (text: string, path: string) => {
    return formChild(parseDraft(`name: shop\n${text}`), path)?.kind;
  };

  it("is said by its keys and its templates, and not by defaults", () => {
    expect(kindOf("children: { a: { command: x, schedule: manual } }", "a")).toBe("job");
    expect(
      kindOf("templates: { n: { schedule: '@daily' } }\nchildren: { a: { use: n, command: x } }", "a"),
    ).toBe("job");
    const defaults = "defaults: { schedule: { timezone: Europe/Berlin } }\n";
    expect(kindOf(`${defaults}children: { a: { command: x } }`, "a")).toBe("service");
  });
});
