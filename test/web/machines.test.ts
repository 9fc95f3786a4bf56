import { afterAll, beforeAll, describe, expect, it } from "vitest";
import service from "../../schema/charts/service.json" with { type: "json" };
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { censusOf, countOf } from "../../web/chart/census.ts";
import { Tree } from "../../web/live/Tree.ts";
import { outlineOf } from "../../web/pages/tree/outline.ts";
import { filterFor, parseFilter } from "../../web/selection/filter.ts";
import { expectQuiet, inChromium, type Site, startSite } from "./browser.ts";
import { DaemonModel, nodeOf } from "./daemonModel.ts";

const layout = service as unknown as ChartLayout;

const nodes = [
  nodeOf(0, { parent: null, path: "", kind: "supervisor", value: "running.idle" }),
  nodeOf(1, { path: "web", value: "running" }),
  nodeOf(2, { path: "api", state: "backoff", value: "backoff.waiting" }),
  nodeOf(3, { path: "jobs", state: "starting", value: "starting.settling.withDeadline" }),
  nodeOf(4, { path: "mail", state: "backoff", value: "backoff.due" }),
];

const treeOf = (): Tree => {
  const tree = new Tree();
  tree.reset(new DaemonModel(nodes).snapshot);
  return tree;
};

const pathsIn = (tree: Tree, filter: string) =>
  outlineOf(tree, { folds: new Map(), filter: parseFilter(filter) }).map(({ i }) => tree.node(i)?.path);

describe("the count of nodes by state", () => {
  it("counts each node in its state and the states around it, and no node of another kind", () => {
    const tree = treeOf();
    const census = censusOf(layout, tree, "service");
    const counted = [...census].filter(([, count]) => count > 0);
    expect(Object.fromEntries(counted)).toEqual({
      ...{ running: 1, starting: 1, "starting.settling": 1 },
      ...{ backoff: 2, "backoff.waiting": 1, "backoff.due": 1 },
    });
    expect(census.size).toBe(layout.states.length);
    expect([countOf(tree, "service"), countOf(tree, "supervisor"), countOf(tree, "job")]).toEqual([4, 1, 0]);
  });
});

describe("a filter of the tree", () => {
  it("finds nodes by state, kind and path, with their ancestors", () => {
    const tree = treeOf();
    expect(pathsIn(tree, filterFor("service", "backoff"))).toEqual(["", "api", "mail"]);
    expect(pathsIn(tree, filterFor("service", "backoff.due"))).toEqual(["", "mail"]);
    expect(pathsIn(tree, "state:starting.settling")).toEqual(["", "jobs"]);
    expect(pathsIn(tree, "state:backoff ap")).toEqual(["", "api"]);
    expect(pathsIn(tree, "kind:supervisor")).toEqual([""]);
    expect(pathsIn(tree, "state:backoff.d")).toEqual([]);
    expect(pathsIn(tree, "")).toHaveLength(nodes.length);
  });
});

const yaml = `
version: 1
name: shop
children:
  web: { command: sleep 1000, min_uptime: 0 }
  api: { command: sleep 1000, min_uptime: 0 }
  broken: { command: "sh -c 'exit 3'", restart: temporary, min_uptime: 0 }
`;
const mira = { name: "mira", role: "admin" } as const;

describe("the page of machines", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite(yaml);
  });
  afterAll(() => site.leave());

  inChromium("shows the number of nodes in each state, and follows its changes", async () => {
    const page = await site.openAs(mira, "/machines/service");
    const row = (state: string) => page.locator(".state-list li", { hasText: new RegExp(`^${state}\\d`) });
    await row("running").getByText("2", { exact: true }).waitFor();
    await row("failed").getByText("1", { exact: true }).waitFor();
    expect(await page.locator(".chart-count").allTextContents()).toEqual(expect.arrayContaining(["2", "1"]));
    await site.place.sentinel("stop", "api");
    await row("running").getByText("1", { exact: true }).waitFor();
    await row("stopped").getByText("1", { exact: true }).waitFor();
    await page.locator('.chart-state.peopled[data-state="stopped"]').waitFor();
    await site.place.sentinel("start", "api");
    await row("running").getByText("2", { exact: true }).waitFor();
    expectQuiet(page);
  });

  inChromium("links each state to its nodes, for pointer and keyboard", async () => {
    const page = await site.openAs(mira, "/machines");
    await page.locator('.chart-state.peopled[data-state="failed"]').click();
    await page.waitForURL(/\/tree\?filter=kind/);
    await expect.poll(() => page.getByRole("treeitem").allInnerTexts()).toHaveLength(2);
    await page.getByRole("treeitem", { name: /broken/ }).waitFor();
    await page.goBack();
    await page.getByRole("link", { name: /^running.idle/ }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/tree\?filter=kind.*supervisor/);
    await expect.poll(() => page.getByRole("treeitem").allInnerTexts()).toHaveLength(1);
  });

  inChromium("switches between kinds, and lists them when the address names none of them", async () => {
    const page = await site.openAs(mira, "/machines");
    await page.getByRole("link", { name: "supervisor 1" }).click();
    await page.waitForURL(/\/machines\/supervisor$/);
    await expect.poll(() => page.locator(".machine").count()).toBe(1);
    await page.goto(`${site.url}/machines/agent`);
    await page.getByText("There is no machine agent.").waitFor();
    await page.getByText("The kinds of node are service, supervisor, check, job.").waitFor();
  });

  inChromium("says how old it is when the daemon is gone", async () => {
    const page = await site.openAs(mira, "/machines/service");
    await page.getByText("3 nodes, now").waitFor();
    await site.place.killDaemon();
    await page.getByText("3 nodes, as it was").waitFor();
    await site.place.sentinel("up", "--detach", "--listen", new URL(site.url).host);
    await page.getByText("3 nodes, now").waitFor();
  });
});
