import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { eventually } from "../e2e/sentinel.ts";
import { expectQuiet, inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const tree = `
version: 1
name: shop
defaults: { min_uptime: 0, backoff: { initial: 10ms, max: 10ms } }
children:
  team:
    strategy: one_for_all
    intensity: 20
    children:
      one: { command: sleep 1000, on_limit: escalate }
      two: { command: sleep 1000, on_limit: escalate }
      three: { command: sleep 1000, on_limit: escalate }
  lone: { command: sleep 1000 }
  crew:
    children:
      a: { command: sleep 1000 }
      b: { command: sleep 1000 }
      broken: { command: "sh -c 'exit 3'", autostart: false, min_uptime: 1s }
  pool: { command: sleep 1000, replicas: 6 }
`;
const mira = { name: "mira", role: "admin" } as const;
const ann = { name: "ann", role: "viewer" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const row = (page: Page, name: string) => page.locator(".outline-row[role=treeitem]", { hasText: name });

const outlined = (page: Page): Promise<ReadonlyArray<string>> =>
  page.locator(".outline-row.touched .strong, .outline-row.touched .outline-name > .cut").allTextContents();

/** The services whose process is another one than before. */
const changedSince = async (before: Readonly<Record<string, number>>): Promise<ReadonlyArray<string>> => {
  const now = await site.place.pids();
  return Object.keys(before).filter((path) => now[path] !== undefined && now[path] !== before[path]);
};

const stateOf = async (path: string): Promise<string | undefined> =>
  (await site.place.status()).children.find((child) => child.path === path)?.state;

describe("before a command is sent, the page outlines", () => {
  inChromium("the nodes that a crash would take down, which then restart: one_for_all", async () => {
    const page = await site.openAs(mira, "/tree?at=team%2Ftwo");
    await page.getByText("If team/two crashes now: 3 services restart").waitFor();
    await page.getByRole("button", { name: "Outline them" }).click();
    await expect.poll(() => outlined(page)).toEqual(["one", "two", "three"]);
    const before = await site.place.pids();
    process.kill(before["team/two"] ?? 0, "SIGKILL");
    await eventually("all three are other processes", async () => (await changedSince(before)).length === 3);
    expect(await changedSince(before)).toEqual(["team/one", "team/two", "team/three"]);
    expectQuiet(page);
  });

  inChromium("the nodes that a stop affects, while its button is pointed at", async () => {
    const page = await site.openAs(mira, "/tree?at=crew");
    const stop = page.getByRole("button", { name: "Stop", exact: true });
    await stop.hover();
    await page.getByText("Stop crew: 2 services stop, in reverse order (crew/b, crew/a).").waitFor();
    expect(await outlined(page)).toEqual(["crew", "a", "b"]);
    await page.getByRole("heading", { name: "Tree" }).hover();
    await expect.poll(() => outlined(page)).toEqual([]);
    await stop.focus();
    await expect.poll(() => outlined(page)).toEqual(["crew", "a", "b"]);
  });

  inChromium("only the child itself for a restart by hand under one_for_all, also in the map", async () => {
    const page = await site.openAs(mira, "/tree?view=map&at=team%2Fone");
    await page.getByRole("button", { name: "Restart", exact: true }).click();
    await page.getByText("Restart team/one: it alone restarts.").waitFor();
    expect(await page.locator(".cell.touched").getAttribute("data-path")).toBe("team/one");
    const before = await site.place.pids();
    await page.getByRole("button", { name: "Restart team/one?" }).click();
    await eventually("it is another process", async () => (await changedSince(before)).length > 0);
    expect(await changedSince(before)).toEqual(["team/one"]);
  });
});

describe("several nodes", () => {
  inChromium("are found by a filter, selected and stopped by one request", async () => {
    const page = await site.openAs(mira, "/tree");
    const field = page.getByRole("combobox", { name: "Filter by path, state or kind" });
    await field.fill("crew/");
    await field.press("Enter");
    await field.fill("state:running");
    await page.waitForURL(/filter=crew/);
    await page.getByText("2 of 17 nodes, 15 hidden").waitFor();
    await page.getByRole("button", { name: "Select all shown" }).click();
    await page.getByText("2 selected").waitFor();
    await page.getByRole("button", { name: "Without crew/" }).click();
    const requests: Array<unknown> = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/actions")) requests.push(request.postDataJSON());
    });
    await page.getByRole("button", { name: "Stop 2" }).click();
    await page.getByRole("button", { name: "Stop these 2?" }).click();
    await page.getByRole("button", { name: "Start 2" }).waitFor();
    expect(requests).toEqual([{ verb: "stop", paths: ["crew/a", "crew/b"], wait: true }]);
    await page.getByText("Stopped 2 children.").waitFor();
    expect([await stateOf("crew/a"), await stateOf("crew/b")]).toEqual(["stopped", "stopped"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Started 2 children.").waitFor();
    expect([await stateOf("crew/a"), await stateOf("crew/b")]).toEqual(["running", "running"]);
    expectQuiet(page);
  });

  inChromium("are copied as a command or for curl, and come first in the palette, in two steps", async () => {
    const page = await site.openAs(mira, "/tree?filter=crew/%20state:running");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Select all shown" }).click();
    await page.getByText("2 selected").waitFor();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "Copy commands to the selected nodes" }).click();
    await page
      .getByRole("row", { name: /^Restart/ })
      .getByRole("button", { name: "Command" })
      .click();
    await expect.poll(copied).toBe("sentinel restart crew/a crew/b");
    await page
      .getByRole("row", { name: /^Restart/ })
      .getByRole("button", { name: "curl" })
      .click();
    await expect.poll(copied).toContain(`'{"verb":"restart","paths":["crew/a","crew/b"]}'`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    const own = page.getByRole("group", { name: "2 selected" });
    await own.getByRole("option", { name: /^Restart.*touches 2/ }).waitFor();
    const pids = await site.place.pids();
    await page.keyboard.type("restart");
    await own.getByRole("option", { name: /^Restart/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Restart these 2?", { exact: true }).waitFor();
    expect(await site.place.pids()).toEqual(pids);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const isNew = async (path: string) => (await site.place.pids())[path] !== pids[path];
    await expect.poll(async () => (await isNew("crew/a")) && (await isNew("crew/b"))).toBe(true);
  });

  inChromium("report which of them failed, and why", async () => {
    const page = await site.openAs(mira, "/tree?filter=crew/");
    await page.getByText("of 17 nodes").waitFor();
    await row(page, "broken").click({ modifiers: ["Control"] });
    await row(page, "broken").getByText("stopped").waitFor();
    await site.place.sentinel("stop", "crew/a");
    await row(page, "a").getByText("stopped").first().waitFor();
    await page
      .locator("[role=treeitem]")
      .nth(2)
      .click({ modifiers: ["Control"] });
    await page.getByText("2 selected").waitFor();
    await page.getByRole("button", { name: "Start 2" }).click();
    await page.getByText("1 of 2 did not get there:").waitFor();
    const failure = page.locator(".bulk-failures li");
    expect(await failure.textContent()).toMatch(/^crew\/broken .*exit code 3/);
    expect(await stateOf("crew/a")).toBe("running");
  });

  inChromium("are selected by keyboard alone, a range with Shift", async () => {
    const page = await site.openAs(mira, "/tree?at=team%2Fone");
    await page.getByRole("treeitem", { selected: true }).waitFor();
    await page.getByRole("tree").focus();
    await page.keyboard.press("Space");
    await page.getByText("1 selected").waitFor();
    await page.keyboard.press("Shift+ArrowDown");
    await page.waitForURL(/two/);
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByText("3 selected").waitFor();
    expect(await page.locator('[role=treeitem][aria-checked="true"]').count()).toBe(3);
    await page.keyboard.press("Space");
    await page.getByText("2 selected").waitFor();
    expect(await seriousIn(page)).toEqual([]);
  });
});

describe("a toast", () => {
  inChromium("undoes a stop, by keyboard", async () => {
    const page = await site.openAs(mira, "/children/lone");
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Stop lone?" }).click();
    await page.getByText("Stopped lone.").waitFor();
    expect(await stateOf("lone")).toBe("stopped");
    // Before anything that takes long: with the focus, the toast stays.
    await page.getByRole("button", { name: "Undo" }).focus();
    expect(await seriousIn(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText("Started lone.").waitFor();
    expect(await stateOf("lone")).toBe("running");
    await page.getByRole("button", { name: "Dismiss" }).click();
    await expect.poll(() => page.locator(".toast").count()).toBe(0);
    expectQuiet(page);
  });
});

describe("a toast that nobody points at", () => {
  inChromium("disappears after 8 s, but not while it has the focus", async () => {
    const page = await site.openAs(mira, "/login");
    await page.clock.install();
    await page.goto(`${site.url}/children/crew`);
    await page.getByRole("button", { name: "Restart", exact: true }).waitFor();
    await site.place.sentinel("stop", "crew/b");
    await page.goto(`${site.url}/children/crew%2Fb`);
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByText("Started crew/b.").waitFor();
    await page.getByRole("button", { name: "Undo" }).focus();
    await page.clock.fastForward(20_000);
    expect(await page.locator(".toast").count()).toBe(1);
    await page.getByRole("button", { name: "Undo" }).blur();
    await page.clock.fastForward(9_000);
    await expect.poll(() => page.locator(".toast").count()).toBe(0);
  });
});

describe("a group of replicas", () => {
  inChromium("is scaled down after a second press, and back up by Undo", async () => {
    const page = await site.openAs(mira, "/children/pool");
    await page.getByRole("button", { name: "One instance fewer" }).click();
    await page.getByRole("button", { name: "One instance fewer" }).click();
    await page.getByRole("button", { name: "Scale to 4" }).click();
    await page.getByText("Scale pool to 4: 2 services are removed (pool#6, pool#5).").waitFor();
    await page.getByRole("button", { name: "Scale from 6 to 4?" }).click();
    await page.getByText("Scaled pool to 4.").waitFor();
    expect(await stateOf("pool#5")).toBeUndefined();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Scaled pool to 6.").waitFor();
    await eventually("the sixth is there again", async () => (await stateOf("pool#6")) === "running");
  });

  inChromium(
    "is folded in the outline while all replicas run, and unfolds in the map on request",
    async () => {
      const page = await site.openAs(mira, "/tree");
      await page.getByRole("treeitem", { name: "pool" }).waitFor();
      expect(await page.getByRole("treeitem", { name: /pool#/ }).count()).toBe(0);
      await page.goto(`${site.url}/tree?view=map`);
      const fold = page.getByRole("button", { name: "Instances of pool" });
      await fold.click();
      await page.getByText("6 running", { exact: true }).waitFor();
      expect(await page.locator('.cell[data-path^="pool#"]').count()).toBe(0);
      await fold.click();
      await expect.poll(() => page.locator('.cell[data-path^="pool#"]').count()).toBe(6);
    },
  );
});

describe("a signal", () => {
  inChromium("is chosen from a menu by keyboard, and sent after a second press", async () => {
    const page = await site.openAs(mira, "/children/lone");
    const before = await site.place.pids();
    await page.getByRole("button", { name: "Signal…" }).press("Enter");
    await page.getByRole("menuitem", { name: "SIGHUP" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText("Signal lone with SIGUSR1: it alone is signalled.").waitFor();
    expect(await changedSince(before)).toEqual([]);
    await page.getByRole("button", { name: "Send SIGUSR1 to lone?" }).click();
    await eventually("it has ended and is another process", async () =>
      (await changedSince(before)).includes("lone"),
    );
  });
});

describe("the drawn tree", () => {
  inChromium("shows one supervisor in start order, and can be moved in by keyboard", async () => {
    const page = await site.openAs(mira, "/tree?view=drawn&at=team");
    const boxes = page.locator(".drawn-box");
    await boxes.first().waitFor();
    expect(await boxes.count()).toBe(4);
    expect(await page.locator(".drawn-area > svg:not(.dependency-lines) path").count()).toBe(3);
    expect(await page.locator(".drawn-place").allTextContents()).toEqual(["1", "2", "3"]);
    await page.getByRole("tree").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(/at=team%2Fone|at=team\/one/);
    await page.keyboard.press("ArrowDown");
    await page.waitForURL(/two/);
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/at=team$/);
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/at=(%2F|\/)$/);
    await expect.poll(() => boxes.count()).toBe(17);
    expect(await seriousIn(page)).toEqual([]);
    expectQuiet(page);
  });
});

describe("a viewer", () => {
  inChromium("may select, but has no command buttons, and is refused by the daemon, too", async () => {
    const page = await site.openAs(ann, "/tree?at=lone");
    await page.getByText("If lone crashes now: it alone restarts.").waitFor();
    await row(page, "lone").click({ modifiers: ["Control"] });
    await page.getByText("1 selected").waitFor();
    expect(await page.getByRole("button", { name: /Start|Stop|Restart|Signal|Scale/ }).count()).toBe(0);
    const { request } = page.context();
    const { csrf } = await (await request.get(`${site.url}/api/v1/session`)).json();
    for (const path of ["actions", "actions/preview"]) {
      const answer = await request.post(`${site.url}/api/v1/${path}`, {
        data: { verb: "stop", paths: ["lone"] },
        headers: { "x-csrf-token": csrf },
      });
      expect({ path, status: answer.status() }).toEqual({ path, status: 403 });
    }
  });
});
