import { describe, expect, it } from "vitest";
import type { ChildSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { hasChildren } from "../../src/domain/tree/childTraits.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { whyFull, withProvisioned } from "../../src/policy/plan/provisioned.ts";
import { treeOf } from "./trees.ts";

const file = (provision: string, children = ""): TreeSpec =>
  treeOf(
    `children: { jobs: { ${provision} children: { declared: { check: { every: 1h } }, ${children} } } }`,
  );
const creating = "provision: { check: { every: 1d }, max_checks: 2 },";
const jobsIn = ({ root }: TreeSpec): ReadonlyArray<ChildSpec> => {
  const [jobs] = root.children;
  return jobs !== undefined && hasChildren(jobs) ? jobs.children : [];
};

/** The tree of a file, with checks that reports have created. */
const withCreated = (tree: TreeSpec, ...names: ReadonlyArray<string>): TreeSpec => ({
  ...tree,
  root: {
    ...tree.root,
    children: tree.root.children.map((jobs) =>
      hasChildren(jobs)
        ? {
            ...jobs,
            children: [
              ...jobs.children,
              ...names.map((id) => ({ ...jobs.children[0], id, provisioned: true }) as ChildSpec),
            ],
          }
        : jobs,
    ),
  },
});

const stepsTo = (wanted: TreeSpec, current: TreeSpec) =>
  plan(current, withProvisioned(wanted, current)).steps.map(({ action, path, reason }) => [
    action,
    path,
    reason,
  ]);

describe("checks that reports have created", () => {
  const current = withCreated(file(creating), "nightly");

  it("stay when a file is applied that can't know them, and follow what is expected there now", () => {
    const [, nightly] = jobsIn(withProvisioned(file(creating), current));
    expect(nightly).toMatchObject({ id: "nightly", provisioned: true, expects: { everyMs: 86_400_000 } });
    expect(jobsIn(withProvisioned(file("provision: { check: { every: 2d } },"), current))[1]).toMatchObject({
      expects: { everyMs: 172_800_000 },
    });
  });

  it("go with the declaration by which they came, and plans say so", () => {
    expect(stepsTo(file(""), current)).toEqual([
      ["update", "jobs", expect.stringContaining("provision")],
      ["remove", "jobs/nightly", "no longer declared"],
    ]);
  });

  it("are taken into the file by declaring them: nothing is started or stopped", () => {
    const wanted = file(creating, "nightly: { check: { every: 1d } }");
    expect(stepsTo(wanted, withProvisioned(wanted, current))).toEqual([]);
    const [[action, path, reason] = []] = stepsTo(wanted, current);
    expect([action, path]).toEqual(["update", "jobs/nightly"]);
    expect(reason).toContain("created by a report");
  });

  it("don't stay beside a declared child whose name differs in case only", () => {
    const wanted = file(creating, "Nightly: { check: { every: 1d } }");
    expect(jobsIn(withProvisioned(wanted, current)).map(({ id }) => id)).toEqual(["declared", "Nightly"]);
  });

  it("don't come into a tree of another name, and a tree without any is the same object", () => {
    const other = { ...file(creating), name: "other" };
    expect(withProvisioned(other, current)).toBe(other);
    const same = file(creating);
    expect(withProvisioned(same, same)).toBe(same);
  });

  it("are counted, but not those that were declared", () => {
    const most = {
      check: { expects: { everyMs: 1 }, graceMs: 0, withinMs: null, failAfter: 1 },
      maxChecks: 2,
    };
    expect(whyFull(most, jobsIn(current))).toBeNull();
    expect(whyFull(most, jobsIn(withCreated(file(creating), "a", "b")))).toContain("there are 2 already");
  });
});
