// A field that was added to a specification would have changed the address of every stored tree, so that an upgrade
// showed a revision that nobody had made; and a stored tree without it could not be read.
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { revisionOf } from "../../src/daemon/revisionOf.ts";
import { canonicalJson } from "../../src/domain/stored/canonicalJson.ts";
import { namedFields } from "../../src/domain/stored/namedFields.ts";
import { readStoredTree, storedTree } from "../../src/domain/stored/StoredTree.ts";
import type { ServiceSpec, SupervisorSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { processFields, supervisedFields } from "../../src/policy/plan/fields.ts";
import { treeOf } from "../policy/trees.ts";

const tree = treeOf(
  "children: { a: { command: run, port: 80 }, pool: { command: p, replicas: 2 }, g: { children: { b: { command: b } } } }",
);
const service = tree.root.children[0] as ServiceSpec;
const withService = (changed: object): TreeSpec => ({
  ...tree,
  root: { ...tree.root, children: [{ ...service, ...changed }, ...tree.root.children.slice(1)] },
});

describe("the content address of a tree", () => {
  it("does not depend on the order of fields", () => {
    const turned = Object.fromEntries(Object.entries(service).toReversed());
    expect(revisionOf(withService(turned))).toBe(revisionOf(tree));
  });

  it("changes with every field of a service", () => {
    const fields = Object.keys({ ...supervisedFields, ...processFields });
    for (const field of fields)
      expect(revisionOf(withService({ [field]: "another" })), field).not.toBe(revisionOf(tree));
  });

  it("changes with every field of a supervisor, its children and its template", () => {
    const group = tree.root.children[1] as SupervisorSpec;
    for (const field of Object.keys(group).filter((field) => field !== "kind")) {
      const value = field === "children" ? [service] : field === "template" ? service : "another";
      const changed = { ...group, [field]: value };
      const other: TreeSpec = {
        ...tree,
        root: { ...tree.root, children: tree.root.children.with(1, changed) },
      };
      expect(revisionOf(other), field).not.toBe(revisionOf(tree));
    }
  });

  it("is the same if a later field has its default, or a field is not part of it", () => {
    const bare = withService({ ports: undefined });
    expect(revisionOf(withService({ ports: [] }))).toBe(revisionOf(bare));
    expect(revisionOf(withService({ ports: undefined, isOfNobodysInterest: true }))).toBe(revisionOf(bare));
  });
});

describe("named fields", () => {
  interface Older {
    readonly command: string;
  }
  interface Newer extends Older {
    readonly nice: number;
  }
  const textOf = (spec: Newer): string =>
    canonicalJson(namedFields(spec, { command: "always", nice: { unless: 0 } }));
  const before = canonicalJson(namedFields<Older>({ command: "run" }, { command: "always" }));

  it("omit a later one that has its default", () => {
    expect(textOf({ command: "run", nice: 0 })).toBe(before);
    expect(textOf({ command: "run", nice: 5 })).not.toBe(before);
  });
});

describe("a stored tree", () => {
  it("is read unchanged", () => {
    const stored: unknown = JSON.parse(JSON.stringify(storedTree(tree)));
    expect(stored).toMatchObject({ spec: 2 });
    expect(readStoredTree(stored)).toEqual(Either.right(tree));
  });

  it("without a format number is of version 0.1", () => {
    expect(readStoredTree(tree)).toEqual(Either.right(tree));
  });

  it("goes through every step from its format to the newest", () => {
    const wasCalled = (name: string) => (stored: unknown) => ({ ...(stored as TreeSpec), name });
    const steps = [wasCalled("two"), wasCalled("three")];
    expect(readStoredTree(tree, steps)).toMatchObject(Either.right({ name: "three" }));
    expect(readStoredTree({ spec: 2, tree }, steps)).toMatchObject(Either.right({ name: "three" }));
    expect(readStoredTree({ spec: 3, tree }, steps)).toEqual(Either.right(tree));
  });

  it("of a newer or invalid format is rejected as such", () => {
    expect(readStoredTree({ spec: 9, tree })).toEqual(
      Either.left("was stored by a newer Sentinel (format 9, and this one reads up to 2)"),
    );
    expect(readStoredTree({ spec: 2, tree: { name: "x" } })).toEqual(
      Either.left("was stored by another version of Sentinel, and this one can't read it"),
    );
  });
});
