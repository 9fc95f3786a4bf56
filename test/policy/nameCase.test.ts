import { describe, expect, it } from "vitest";
import type { SupervisorSpec } from "../../src/domain/tree/ChildSpec.ts";
import { hasChildren } from "../../src/domain/tree/childTraits.ts";
import { newCaseTwin } from "../../src/policy/nameCase.ts";
import { treeOf } from "./trees.ts";

/** The same tree with other names, which a file could not have. */
const renamed = (supervisor: SupervisorSpec, names: Readonly<Record<string, string>>): SupervisorSpec => ({
  ...supervisor,
  children: supervisor.children.map((child) => ({
    ...(hasChildren(child) ? renamed(child, names) : child),
    id: names[child.id] ?? child.id,
  })),
});

const shop = treeOf(
  "children: { web: { command: w }, other: { command: o }, g: { children: { a: { command: a }, b: { command: b } } } }",
).root;

describe("names that differ in case only", () => {
  it("may stand in different places", () => {
    expect(newCaseTwin(shop, renamed(shop, { a: "Web" }))).toBeNull();
  });

  it("are refused beside each other, on every level", () => {
    expect(newCaseTwin(shop, renamed(shop, { other: "Web" }))).toMatch(/^Web can't be added beside web: /);
    expect(newCaseTwin(shop, renamed(shop, { b: "A" }))).toMatch(/^g\/A can't be added beside g\/a: /);
    expect(newCaseTwin(undefined, renamed(shop, { b: "A" }))).not.toBeNull();
  });

  it("are refused one after the other, for what is removed is stopped last", () => {
    expect(newCaseTwin(shop, renamed(shop, { web: "WEB" }))).toBe(
      "WEB can't be added beside web: their names differ in case only, and macOS would keep both in one folder; choose another name, or remove web first",
    );
  });

  it("are left alone where they are already, and nothing joins them", () => {
    const both = renamed(shop, { other: "Web" });
    expect(newCaseTwin(both, both)).toBeNull();
    expect(newCaseTwin(both, renamed(both, { web: "wEB" }))).toMatch(/^wEB can't be added beside /);
  });
});
