import { Either } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Files } from "../../src/config/assemble/files.ts";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import { limits } from "../../src/config/diagnostics/limits.ts";
import { type ParseOptions, parseTree } from "../../src/config/parseTree.ts";
import { examples } from "../support/examples.ts";

const outcome = (text: string, more: Partial<ParseOptions> = {}) =>
  parseTree(text, { file: "sentinel.yaml", directory: "/srv", variables: {}, ...more });

const messages = (text: string, more: Partial<ParseOptions> = {}): ReadonlyArray<string> =>
  Either.match(outcome(text, more), {
    onLeft: (errors) => errors.map(({ message }) => message),
    onRight: () => [],
  });

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

/** As much as one file may have. */
const much = limits.fileBytes;

describe("input beyond the limits is rejected", () => {
  const tooDeep = [`lists and maps are nested deeper than ${limits.yamlDepth} levels`];

  it("deeply nested brackets", () => {
    expect(messages(`name: ${"[".repeat(much)}`)).toEqual(tooDeep);
    expect(messages(`name: ${"{a: ".repeat(much / 4)}`)).toEqual(tooDeep);
    expect(messages("- ".repeat(much / 2))).toEqual(tooDeep);
    expect(messages("? ".repeat(much / 2))).toEqual(tooDeep);
    expect(messages(lines(1000, (depth) => `${" ".repeat(depth)}a:`))).toEqual(tooDeep);
  });

  it("too many values", () => {
    const [message] = messages(`name: [${"1,".repeat(limits.values)}]`);
    expect(message).toBe(`the file has more than ${limits.values} values, with its aliases expanded`);
    expect(messages(`name: [${"1,".repeat(much / 2 - 10)}]`)).toEqual([
      "the file has too many words and symbols",
    ]);
  });

  it("templates that double with each use are expanded once each", () => {
    const doubling = lines(30, (index) => `  t${index + 1}: { use: [t${index}, t${index}] }`);
    const tree = outcome(
      `name: a\ntemplates:\n  t0: { umask: "022" }\n${doubling}\nchildren: { a: { use: t30, command: a } }`,
    );
    expect(Either.getOrThrow(tree).root.children).toMatchObject([{ umask: 0o22 }]);
  });

  it("children that double with each template", () => {
    const doubling = lines(
      30,
      (index) => `  t${index + 1}: { children: { a: { use: t${index} }, b: { use: t${index} } } }`,
    );
    expect(
      messages(`name: a\ntemplates:\n  t0: { command: a }\n${doubling}\nchildren: { a: { use: t30 } }`),
    ).toContain(`the tree has more than ${limits.children} children`);
  });

  it("too many children", () => {
    const [message] = messages(
      `name: a\nchildren:\n${lines(limits.children + 1, (index) => `  c${index}: { command: a }`)}`,
    );
    expect(message).toBe(`the tree has more than ${limits.children} children`);
  });

  it("long chains of templates", () => {
    const row = lines(100, (index) => `  t${index}: { use: t${index + 1} }`);
    expect(
      messages(`name: a\ntemplates:\n${row}\n  t100: {}\nchildren: { a: { use: t0, command: a } }`),
    ).toContain(`templates use each other more than ${limits.templateDepth} deep`);
  });

  it("any number of mistakes, of which a limited number is reported", () => {
    const text = `name: a\nchildren:\n${lines(5000, (index) => `  c${index}: { comand: a }`)}`;
    expect(messages(text)).toHaveLength(limits.errors);
    expect(Either.merge(Either.mapLeft(outcome(text), formatErrors))).toContain(
      `${limits.errors} errors, and perhaps more; nothing was changed.`,
    );
  });

  it("maps with only duplicate or only unknown keys", () => {
    const keys = lines(20_000, (index) => `k${index}: 1`);
    expect(messages(`${keys}\n${keys}`)).toHaveLength(limits.errors);
    expect(messages(`name: a\nchildren: {}\n${keys}`)).toHaveLength(limits.errors);
  });

  it("one line as long as a file", () => {
    const report = Either.merge(Either.mapLeft(outcome(`name: "${"x".repeat(much / 2)}\n`), formatErrors));
    expect(String(report).length).toBeLessThan(500);
  });

  it("deeply nested defaults of variables", () => {
    const deep = `${"${A:-".repeat(1000)}${"}".repeat(1000)}`;
    expect(messages(`name: "${deep}"\nchildren: {}`)).toEqual(["${A:- is not closed"]);
  });
});

describe("files that include each other endlessly", () => {
  const files = (read: (path: string) => string, names: ReadonlyArray<string> = []): Files => ({
    read: (path) => Either.right(read(path)),
    glob: () => names,
  });
  const including = "name: a\ninclude: one.yaml\nchildren: {}";

  it("are rejected if the chain is too long", () => {
    const next = files((path) => `include: ${path.length}.yaml`);
    const deeper = files((path) => `include: x${path.slice(path.lastIndexOf("/") + 1)}`);
    expect(messages(including, { files: deeper })).toEqual([
      `files include each other more than ${limits.includeDepth} deep`,
    ]);
    expect(messages(including, { files: next })[0]).toMatch(/in a circle/);
  });

  it("are rejected if there are too many", () => {
    const names = Array.from({ length: 1000 }, (_, index) => `/srv/conf.d/${index}.yaml`);
    expect(
      messages('name: a\ninclude: "*"\nchildren: {}', { files: files(() => "templates: {}", names) }),
    ).toContain(`the tree has more than ${limits.files} files`);
  });

  it("are rejected if they are too large in total", () => {
    const names = Array.from({ length: 6 }, (_, index) => `/srv/conf.d/${index}.yaml`);
    const large = files(() => `# ${"x".repeat(much)}\ntemplates: {}`, names);
    expect(messages('name: a\ninclude: "*"\nchildren: {}', { files: large })).toContain(
      "the files are too large: more than 4 MiB in total",
    );
  });
});

describe("for any file content", () => {
  const dollar = "$";
  const piece = fc.constantFrom(
    ...[
      "name: ",
      "children:",
      "  a: ",
      "command: ls",
      "use: ",
      "replicas: ",
      "templates: ",
      "environments: ",
    ],
    ...["\n", "\n  ", "\n    ", "\t", "- ", "? ", ": ", "#", "--- ", ">-\n", "{", "}", "[", "]", '"', "'"],
    ...["&a ", "*a", "<<: ", "!!x ", "__proto__: ", "10", "null", "~", "\u0000", "\u{1f600}"],
    ...[`${dollar}{A}`, `${dollar}{A:-`, "env: "],
  );

  it("parsing returns a tree or errors, and never throws", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const parsed = outcome(pieces.join(""));
        expect(Either.isRight(parsed) || parsed.left.length > 0).toBe(true);
      }),
      examples(1000),
    );
  });

  it("parsing JSON does too", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        expect(Either.isLeft(outcome(json))).toBe(true);
      }),
    );
  });
});
