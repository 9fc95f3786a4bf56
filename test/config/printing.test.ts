import { Either } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { formatErrors } from "../../src/config/formatErrors.ts";
import { withoutVariables } from "../../src/config/interpolate.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { printTree } from "../../src/config/printTree.ts";
import type { TreeSpec } from "../../src/domain/ChildSpec.ts";
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
  it("is read as the same tree again, whatever file it came from", () => {
    fc.assert(
      fc.property(fileTree, (file) => {
        const tree = parsed(written(file));
        const printed = printTree(tree, () => "a place");
        expect(parsed(printed)).toEqual(tree);
        expect(printTree(parsed(printed))).toBe(printTree(tree));
      }),
      { numRuns: 60 },
    );
  });

  it("says a line for the shell that needs none as what it is", () => {
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
});
