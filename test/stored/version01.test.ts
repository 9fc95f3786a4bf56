// What version 0.1 has stored must be read as it was meant, or an upgrade would restart or change what runs: the tree
// that was there last, its content address, and the fingerprints of the runs. The files are those of a real home.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Either, Schema } from "effect";
import { describe, expect, it } from "vitest";
import { pathOf } from "../../src/adapters/node/layout/slug.ts";
import { isStartedWith } from "../../src/adapters/node/process/records/fingerprint.ts";
import { formerDefaults } from "../../src/config/language/defaults.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { revisionOf } from "../../src/daemon/revisionOf.ts";
import { join as below, type ChildPath, root } from "../../src/domain/tree/ChildPath.ts";
import { type ChildSpec, type ServiceSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { plan } from "../../src/policy/plan/plan.ts";

const folder = join(import.meta.dirname, "../fixtures/stored/0.1");
const text = readFileSync(join(folder, "sentinel.yaml"), "utf8");
const stored: {
  readonly revision: string;
  readonly tree: unknown;
  readonly requests: Readonly<Record<string, { readonly fingerprint: string }>>;
} = JSON.parse(readFileSync(join(folder, "stored.json"), "utf8"));

const read = (defaults?: typeof formerDefaults): TreeSpec =>
  Either.getOrThrow(
    parseTree(text, {
      file: "sentinel.yaml",
      directory: "/srv/stored",
      variables: {},
      ...(defaults && { defaults }),
    }),
  );

const servicesIn = (
  spec: ChildSpec,
  path: ChildPath = root,
): ReadonlyArray<readonly [ChildPath, ServiceSpec]> =>
  spec.kind !== "supervisor"
    ? [[path, spec.kind === "job" ? spec.template : spec]]
    : spec.children.flatMap((child) => servicesIn(child, below(path, child.id)));

describe("data stored by version 0.1", () => {
  const tree = Schema.decodeUnknownSync(TreeSpec)(stored.tree);

  it("has a tree that is read unchanged, and keeps its address", () => {
    expect(tree).toEqual(stored.tree);
    expect(revisionOf(tree)).toBe(stored.revision);
  });

  it("has the meaning of its file at that time, so that the file counts as unchanged", () => {
    expect(revisionOf(read(formerDefaults))).toBe(stored.revision);
  });

  it("is updated to the current meaning of its file without touching a process", () => {
    const { steps } = plan(tree, read());
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.map((step) => [step.action, step.class])).toEqual(steps.map(() => ["update", "in_place"]));
  });

  it("has runs whose fingerprints still match their declarations", () => {
    const services = new Map(servicesIn(tree.root));
    const runs = Object.entries(stored.requests);
    expect(runs).toHaveLength(8);
    for (const [slug, request] of runs) {
      const spec = services.get(pathOf(slug));
      expect(spec && isStartedWith(spec, request), slug).toBe(true);
    }
  });
});
