// Jobs, hooks, limits, quotas and checks on demand came with optional fields in formats that were there. What is stored in them is read by every
// later version, and the address of a tree with them stays the same.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Either, Schema } from "effect";
import { describe, expect, it } from "vitest";
import { revisionOf } from "../../src/daemon/revisionOf.ts";
import { readStoredJob, storedJob } from "../../src/domain/stored/JobRecord.ts";
import { Memory } from "../../src/domain/stored/Memory.ts";
import { readStoredTree, storedTree } from "../../src/domain/stored/StoredTree.ts";

const stored = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/stored/0.2", name), "utf8"));

describe("what version 0.2 has stored", () => {
  it("of a tree with jobs, hooks, limits and quotas is read whole, and has its address", () => {
    const { revision, ...kept } = stored("tree.json");
    const tree = Either.getOrThrow(readStoredTree(kept));
    expect(JSON.parse(JSON.stringify(storedTree(tree)))).toEqual(kept);
    expect(revisionOf(tree)).toBe(revision);
    const [web, group, backup] = tree.root.children;
    expect(web).toMatchObject({
      ...{
        hooks: { before_start: {} },
        reload: { signal: "SIGHUP" },
        limits: { openFiles: { soft: 4096 } },
        nice: 5,
      },
      ...{ watch: { debounceMs: 500 }, memory: { samples: 2 }, maxRuntime: { spreadMs: 3_600_000 } },
      busyPorts: [{ busy: "wait" }],
    });
    expect(group).toMatchObject({ quota: { children: 50 } });
    expect(backup).toMatchObject({ kind: "job", pool: "db" });
  });

  it("of checks that were created on demand is read whole, and has its address", () => {
    const { revision, ...kept } = stored("provision.json");
    const tree = Either.getOrThrow(readStoredTree(kept));
    expect(JSON.parse(JSON.stringify(storedTree(tree)))).toEqual(kept);
    expect(revisionOf(tree)).toBe(revision);
    const [jobs] = tree.root.children;
    expect(jobs).toMatchObject({
      ...{ provision: { check: { failAfter: 2 }, maxChecks: 50 } },
      children: [{ id: "nightly" }, { id: "created", provisioned: true }],
    });
  });

  it("of stops in progress is read", () => {
    const memories: ReadonlyArray<unknown> = stored("memories.json");
    const read = memories.map((one) => Schema.decodeUnknownSync(Memory)(one));
    expect(read.map(({ stop }) => stop?.purpose)).toEqual(["memory", "max_runtime"]);
  });

  it("of jobs is read, with and without counts and the reason of a pause", () => {
    for (const one of stored("jobs.json")) {
      const state = Either.getOrThrow(readStoredJob(JSON.stringify(one)));
      expect(JSON.parse(storedJob(state))).toEqual({ job: 2, state: { ...one.state, passedEarlier: [] } });
    }
  });

  it("of a job that is paused for long, in format 2, is read and written as it was", () => {
    const one = stored("longPause.json");
    const state = Either.getOrThrow(readStoredJob(JSON.stringify(one)));
    expect(JSON.parse(storedJob(state))).toEqual(one);
  });
});
