// A field that was added to a specification would have changed the fingerprint of every living process, so that an
// upgrade that was to touch no child restarted all of them.
import { describe, expect, it } from "vitest";
import { fingerprinted, isStartedWith } from "../../src/adapters/node/process/records/fingerprint.ts";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import { processFields, supervisedFields } from "../../src/policy/plan/fields.ts";
import { treeOf } from "../policy/trees.ts";

const service = treeOf("children: { a: { command: run, port: 80 } }").root.children[0] as ServiceSpec;

describe("the fingerprint of a run", () => {
  const request = fingerprinted(service);

  // Leaving out the umask was noticed by no test.
  it("changes with exactly those fields that need a restart", () => {
    for (const [field, treatment] of Object.entries({ ...supervisedFields, ...processFields })) {
      const changed = { ...service, [field]: "another" };
      expect(isStartedWith(changed, request), field).toBe(treatment?.[1] !== "restart");
    }
  });

  it("is the same if a later field has its default", () => {
    const bare = { ...service, ports: undefined };
    const none = { ...service, ports: [] };
    expect(isStartedWith(none, fingerprinted(bare))).toBe(true);
    expect(isStartedWith(bare, fingerprinted(none))).toBe(true);
  });
});
