// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the file
import { Either } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { withoutVariables } from "../../src/config/assemble/interpolate.ts";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { printTree } from "../../src/config/print/printTree.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { examples } from "../support/examples.ts";
import { fileTree } from "./trees.ts";

const parsed = (text: string): TreeSpec =>
  Either.getOrThrowWith(
    parseTree(text, { file: "sentinel.yaml", directory: "/srv/shop", variables: {} }),
    (errors) => new Error(`${formatErrors(errors)}\n${text}`),
  );

/** A file as it would be written by hand: in any style that YAML has. */
const written = (file: unknown): string =>
  withoutVariables(stringify(file, { aliasDuplicateObjects: false }));

describe("an effective tree that is printed", () => {
  it("reads back as the same tree, for any file", () => {
    fc.assert(
      fc.property(fileTree, (file) => {
        const tree = parsed(written(file));
        const printed = printTree(tree, () => "a place");
        expect(parsed(printed)).toEqual(tree);
        expect(printTree(parsed(printed))).toBe(printTree(tree));
      }),
      examples(30),
    );
  });

  // R20: what is filled in at the start must not be filled in when the file is read, nor be taken for literal text.
  it("has the instance number where the file has it, and nowhere else", () => {
    const part = fc.constantFrom(
      "${SENTINEL_REPLICA}",
      "$${SENTINEL_REPLICA}",
      "$$",
      "x",
      " ",
      "{",
      "$",
      "'a b'",
    );
    const text = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => `a${parts.join("")}`);
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), text, (line, words, value) => {
        const child = (command: unknown) => ({ command, replicas: 2, env: { A: value } });
        const tree = parsed(stringify({ name: "shop", children: { a: child(line), b: child(words) } }));
        const printed = printTree(tree);
        expect(parsed(printed)).toEqual(tree);
        expect(printTree(parsed(printed))).toBe(printed);
      }),
      examples(200),
    );
  });

  it("prints a shell command that needs no shell as a shell command", () => {
    const tree = parsed("name: shop\nchildren: { a: { command: ls | cat } }");
    const [child] = tree.root.children;
    if (child?.kind !== "service") throw new Error("the child is a service");
    const plain: TreeSpec = {
      ...tree,
      root: { ...tree.root, children: [{ ...child, command: { shell: "ls" } }] },
    };
    expect(parsed(printTree(plain)).root.children[0]).toMatchObject({
      command: { argv: ["/bin/sh", "-c", "ls"] },
    });
  });

  it("has the whole paths of dependencies, which may have the name of a sibling", () => {
    const tree = parsed(`name: shop
children:
  db: { command: db }
  web:
    after: { db: { for: started, propagate: stop } }
    children:
      db: { command: own db }
      api: { command: api, replicas: 2, after: [db] }
      worker: { command: worker, after: { api: ready, web/db: started } }
`);
    const web = tree.root.children.find(({ id }) => id === "web");
    expect(web?.after).toEqual([{ path: "db", until: "started", propagate: "stop" }]);
    const below = web?.kind === "supervisor" ? web.children.map(({ after }) => after) : [];
    expect(below).toEqual([
      undefined,
      [{ path: "db", until: "ready" }],
      [
        { path: "web/api", until: "ready" },
        { path: "web/db", until: "started" },
      ],
    ]);
    expect(parsed(printTree(tree))).toEqual(tree);
  });
});
