import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { clear } from "../../web/form/text/clear.ts";
import { CannotEdit, nodeAt, parseDraft } from "../../web/form/text/draft.ts";
import { renameKey } from "../../web/form/text/renameKey.ts";
import { isSame, readValue, string, type Value, word } from "../../web/form/text/value.ts";
import { write } from "../../web/form/text/write.ts";

const file = `# The shop.
version: 1
name: shop # its name

templates:
  node: &node { stop: { timeout: 20s }, env: { NODE_ENV: production } }

children:
  # The front.
  api:
    use: node
    command: 'node  server.js' # run it
    env:
      # For debugging.
      LEVEL: "\${LEVEL:-info}"

      PORT: 0x10
    ready: { log: "listening", timeout: 60s } # slow
    success_codes:
      - 0
      - 75 # try again

  flow: { command: sleep 1000, env: {} }

  group:
    # Together.
    strategy: one_for_all
    children:
      a: { command: [ sh, -c, "exec sleep 1" ], logs: {max_size: 20MB} }
      b:
        command: |
          set -e
          exec sleep 1000
        stop: {timeout: 5s,}
  other: *node
`;
const home = `\${HOME}`;
const at = (...keys: ReadonlyArray<string>) => ["children", ...keys];

/** The lines of one text that are not in another, each with its sign. */
const changes = (before: string, after: string): ReadonlyArray<string> => {
  const old = before.split("\n");
  const fresh = after.split("\n");
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `-${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
};

describe("an edit of the text", () => {
  const edit = (keys: ReadonlyArray<string>, value: Value | undefined): ReadonlyArray<string> =>
    changes(file, value === undefined ? clear(file, keys, 2) : write(file, keys, value));

  it("keeps the quotes and the comment of the value that it replaces", () => {
    expect(edit(at("api", "command"), string("node it's.js"))).toEqual([
      "-    command: 'node  server.js' # run it",
      "+    command: 'node it''s.js' # run it",
    ]);
    expect(edit(at("api", "ready", "timeout"), word("90s"))).toEqual([
      '-    ready: { log: "listening", timeout: 60s } # slow',
      '+    ready: { log: "listening", timeout: 90s } # slow',
    ]);
  });

  it("puts a new key after the others, but before the children of a supervisor", () => {
    expect(edit(at("api", "restart"), word("transient"))).toEqual(["+    restart: transient"]);
    expect(write(file, at("group", "intensity"), word("9"))).toContain(
      "    strategy: one_for_all\n    intensity: 9\n    children:\n",
    );
    expect(edit(at("flow", "restart"), word("transient"))).toEqual([
      "-  flow: { command: sleep 1000, env: {} }",
      "+  flow: { command: sleep 1000, env: {}, restart: transient }",
    ]);
  });

  it("creates missing maps, on one line if they are short, and an environment with one line a variable", () => {
    expect(edit(at("api", "stop", "timeout"), word("30s"))).toEqual(["+    stop: { timeout: 30s }"]);
    expect(edit(at("group", "children", "b", "env", "A"), word("1"))).toEqual([
      "+        env:",
      "+          A: 1",
    ]);
    expect(edit(at("flow", "env", "A"), word("x, y"))).toEqual([
      "-  flow: { command: sleep 1000, env: {} }",
      '+  flow: { command: sleep 1000, env: { A: "x, y" } }',
    ]);
  });

  it("writes numbers, masks and versions with the characters that were typed, and quotes text that would be a number", () => {
    expect(edit(at("api", "umask"), word("022"))).toEqual(["+    umask: 022"]);
    expect(edit(at("api", "env", "PORT"), word("1.10"))).toEqual(["-      PORT: 0x10", "+      PORT: 1.10"]);
    expect(edit(at("api", "cwd"), string("22"))).toEqual(['+    cwd: "22"']);
    expect(edit(at("api", "env", "NONE"), word("null"))).toEqual(['+      NONE: "null"']);
    expect(edit(at("flow", "cwd"), word(home))[1]).toContain(`cwd: "${home}"`);
    expect(edit(at("api", "cwd"), word(home))).toEqual([`+    cwd: ${home}`]);
  });

  it("removes a key with its line, and the map that this leaves empty", () => {
    expect(edit(at("api", "env", "PORT"), undefined)).toEqual(["-      PORT: 0x10"]);
    expect(edit(at("api", "ready"), undefined)).toEqual([
      '-    ready: { log: "listening", timeout: 60s } # slow',
    ]);
    expect(edit(at("group", "children", "b", "stop", "timeout"), undefined)).toEqual([
      "-        stop: {timeout: 5s,}",
    ]);
    expect(edit(at("api", "ready", "log"), undefined)[1]).toBe("+    ready: { timeout: 60s } # slow");
  });

  it("changes one item of a list, and adds and removes one", () => {
    const codes = at("api", "success_codes");
    expect(edit(codes, [word("0"), word("76")])).toEqual([
      "-      - 75 # try again",
      "+      - 76 # try again",
    ]);
    expect(edit(codes, [word("0"), word("75"), word("SIGUSR1")])).toEqual(["+      - SIGUSR1"]);
    expect(edit(codes, [word("75")])).toEqual(["-      - 0"]);
    const command = at("group", "children", "a", "command");
    expect(edit(command, [word("sh"), word("-e"), word("-c"), string("exec sleep 1")])[1]).toBe(
      '+      a: { command: [ sh, -e, -c, "exec sleep 1" ], logs: {max_size: 20MB} }',
    );
  });

  it("replaces a script of several lines by a single line, and vice versa", () => {
    const command = at("group", "children", "b", "command");
    expect(write(file, command, string("sleep 1"))).toContain(
      "      b:\n        command: sleep 1\n        stop:",
    );
    expect(write(file, command, string("a\nb\n"))).toContain(
      "        command: |\n          a\n          b\n        stop:",
    );
    expect(write(file, at("api", "command"), string("a\nb"))).toContain("command: 'a");
  });

  it("renames a key in its line", () => {
    expect(changes(file, renameKey(file, at("api"), "front"))).toEqual(["-  api:", "+  front:"]);
    expect(() => renameKey(file, at("api"), "flow")).toThrow(CannotEdit);
  });

  it("refuses an edit that would also change another place", () => {
    expect(() => write(file, ["templates", "node", "cwd"], string("x"))).toThrow("by an anchor");
    expect(() => write(file, at("other", "cwd"), string("x"))).toThrow("by an anchor");
    expect(() => clear(file, ["templates", "node"], 0)).toThrow(CannotEdit);
    expect(() => write("a: [", ["b"], string("x"))).toThrow("not valid YAML");
  });

  it("writes to an empty file, and keeps Windows line ends", () => {
    expect(write("", ["children", "a", "command"], string("true"))).toBe(
      'children:\n  a:\n    command: "true"\n',
    );
    const windows = "name: a\r\nchildren:\r\n    b:\r\n        command: x\r\n";
    const after = write(windows, at("b", "env", "A"), word("1"));
    expect(after).toBe(`${windows.trimEnd()}\r\n        env:\r\n            A: 1\r\n`);
  });
});

const key = fc.constantFrom("command", "cwd", "env", "ready", "success_codes", "stop", "umask");
const child = fc.constantFrom(
  ["api"],
  ["flow"],
  ["group"],
  ["group", "children", "a"],
  ["group", "children", "b"],
);
const scalar = fc.oneof(
  fc.string().map(string),
  fc.string({ unit: "grapheme" }).map((text) => word(text)),
  fc
    .constantFrom(
      "1",
      "0x1f",
      "true",
      "~",
      "- a",
      "a: b",
      "a #b",
      "{x}",
      "*a",
      "&b",
      "a\nb\n",
      " a",
      "'",
      '"',
    )
    .map(word),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 4 }),
  fc
    .uniqueArray(fc.tuple(fc.stringMatching(/^[A-Za-z0-9_.-]{1,6}$/), scalar), {
      selector: ([name]) => name,
      maxLength: 4,
    })
    .map((entries) => new Map(entries)),
);

/** The file as plain data without what is at these keys. */
const others = (text: string, keys: ReadonlyArray<string>): unknown => {
  const whole = parse(text);
  const last = keys.at(-1) ?? "";
  const owner = keys.slice(0, -1).reduce((inner, name) => inner?.[name], whole);
  if (owner) delete owner[last];
  return whole;
};

describe("any edit", () => {
  it("is read back as written, changes nothing else, and is undone by the opposite edit", () => {
    fc.assert(
      fc.property(child, key, value, (path, name, written) => {
        const keys = at(...path, name);
        const draft = parseDraft(file);
        const former = nodeAt(draft, keys);
        const after = write(file, keys, written);
        const now = parseDraft(after);
        expect(isSame(readValue(nodeAt(now, keys), now.document), written)).toBe(true);
        expect(others(after, keys)).toEqual(others(file, keys));
        const comments = (text: string) => text.match(/# (The|its|For|Together).*/g);
        if (name !== "env") expect(comments(after)).toEqual(comments(file));
        if (former === undefined) expect(clear(after, keys, keys.length - 1)).toBe(file);
        else {
          const back = write(after, keys, readValue(former, draft.document));
          expect(parse(back)).toEqual(parse(file));
        }
      }),
    );
  });

  it("of a value on one line is undone without a trace", () => {
    const places = [
      at("api", "command"),
      at("api", "env", "PORT"),
      at("api", "ready", "timeout"),
      at("flow", "command"),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.stringMatching(/^[a-z0-9 '":#{},-]*$/), (keys, typed) => {
        const draft = parseDraft(file);
        const former = readValue(nodeAt(draft, keys), draft.document);
        const isWord = !keys.includes("command");
        const after = write(file, keys, isWord ? word(typed) : string(typed));
        const retyped = isWord && "text" in former ? word(former.text) : former;
        const back = write(after, keys, retyped as Value);
        const unquoted = (text: string) => text.replaceAll(/["']/g, "");
        expect(unquoted(back)).toBe(unquoted(file));
      }),
    );
  });
});
