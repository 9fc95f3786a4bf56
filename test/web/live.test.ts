import { afterAll, beforeAll, describe, expect } from "vitest";
import { eventually, isAlive } from "../e2e/sentinel.ts";
import { expectQuiet, inChromium, type Site, startSite } from "./browser.ts";

const tree = `
version: 1
name: shop
children:
  web: { command: sleep 1000, min_uptime: 0, backoff: { initial: 60s, max: 60s } }
  api: { command: sleep 1000, min_uptime: 0, backoff: { initial: 10ms, max: 10ms }, replicas: 2 }
  crew:
    children:
      one: { command: sleep 1000, min_uptime: 0 }
      two: { command: sleep 1000, min_uptime: 0 }
`;
const mira = { name: "mira", role: "admin" } as const;
const ann = { name: "ann", role: "viewer" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const pidOf = async (path: string): Promise<number> => {
  const pid = (await site.place.pids())[path];
  if (pid === undefined) throw new Error(`${path} has no process`);
  return pid;
};

/** Kill a service and the restart after it: only then there is a pause. */
const killTwice = async (path: string): Promise<void> => {
  const first = await pidOf(path);
  process.kill(first, "SIGKILL");
  const isRestarted = () =>
    pidOf(path).then(
      (pid) => pid !== first,
      () => false,
    );
  await eventually("it is restarted", isRestarted);
  process.kill(await pidOf(path), "SIGKILL");
};

describe("a page shows without a reload", () => {
  inChromium(
    "that a process was killed with -9: the reason, the next attempt and the edge taken",
    async () => {
      const page = await site.openAs(mira);
      await page.getByText("All 5 run.").waitFor();
      const child = await site.openAs(mira, "/children/web");
      await child.locator(".chart-state.on").waitFor();
      await killTwice("web");
      const began = Date.now();
      await page.getByText("1 needs watching, 4 run well.").waitFor();
      // A slow machine is allowed more than the 500 ms that a person is promised.
      expect(Date.now() - began).toBeLessThan(5_000);
      const row = page.locator(".attention li");
      await row.getByText("SIGKILL").waitFor();
      expect(await row.textContent()).toMatch(/next in \d+ (s|min)/);
      await page.getByRole("link", { name: "web: backoff" }).waitFor();
      await child.locator(".chart-twin").getByText("backoff.waiting").first().waitFor();
      await child.getByText("BACK_OFF", { exact: false }).first().waitFor();
      await child.locator(".chart-edge.taken").first().waitFor();
      await child.locator(".chart-ring").waitFor();
      expectQuiet(page);
      expectQuiet(child);
      await site.place.sentinel("restart", "web");
      await page.getByText("All 5 run.").waitFor();
    },
  );

  inChromium("a restart that takes a second press, after which another process runs", async () => {
    const page = await site.openAs(mira, "/children/api%231");
    const before = await pidOf("api#1");
    await page.getByRole("button", { name: "Restart" }).click();
    expect(await pidOf("api#1")).toBe(before);
    await page.getByRole("button", { name: "Restart api#1?" }).click();
    await eventually(
      "another process runs",
      async () => ![undefined, before].includes((await site.place.pids())["api#1"]),
    );
    await page.getByText(String(await pidOf("api#1")), { exact: true }).waitFor();
    await page.getByRole("cell", { name: "#2" }).waitFor();
  });

  inChromium("what a command to a supervisor affects, before it is sent; Escape cancels it", async () => {
    const page = await site.openAs(mira, "/children/crew");
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Stop crew, 2 children?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByRole("button", { name: "Stop crew, 2 children?" }).click();
    await page.locator(".bar .state-word", { hasText: "stopped" }).waitFor();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("link", { name: /^one running/ }).waitFor();
  });

  inChromium("an earlier state, when it is selected", async () => {
    const page = await site.openAs(mira, "/children/web");
    await page.getByRole("button", { name: "State before" }).click();
    await page
      .getByRole("region", { name: "Statechart" })
      .getByText(/as it was at \d/)
      .waitFor();
    await page.getByRole("button", { name: "Now", exact: true }).click();
    await page.getByText("machine of a service, now").waitFor();
  });
});

describe("a viewer", () => {
  inChromium("has no command buttons, and is refused by the daemon, too", async () => {
    const page = await site.openAs(ann, "/children/web");
    await page.getByText("ann, viewer").waitFor();
    await page.locator(".chart-state.on").waitFor();
    expect(await page.getByRole("button", { name: /Start|Stop|Restart/ }).count()).toBe(0);
    const context = page.context();
    const { csrf } = await (await context.request.get(`${site.url}/api/v1/session`)).json();
    const answer = await context.request.post(`${site.url}/api/v1/actions`, {
      data: { verb: "stop", paths: ["web"], wait: false },
      headers: { "x-csrf-token": csrf },
    });
    expect(answer.status()).toBe(403);
  });
});

describe("a page whose daemon is gone", () => {
  inChromium("says how old it is, and continues with the next daemon without a reload", async () => {
    const page = await site.openAs(mira);
    await page.getByText("All 5 run.").waitFor();
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    const { daemon } = await site.place.status();
    await site.place.killDaemon();
    await page.getByText("No contact with the daemon.").waitFor();
    await page.getByText(/At \d\d:\d\d:\d\d: All 5 ran\./).waitFor();
    expect(await page.locator(".stale").count()).toBe(1);
    expect(isAlive(daemon.pid)).toBe(false);
    await site.place.sentinel("up", "--detach", "--listen", new URL(site.url).host);
    await page.getByText(/^Live\b/).waitFor();
    await page.getByText("All 5 run.", { exact: true }).waitFor();
    expect(await page.locator(".stale").count()).toBe(0);
    expect(await page.evaluate(() => Object.hasOwn(globalThis, "isSamePage"))).toBe(true);
    await killTwice("web");
    await page.getByText("1 needs watching, 4 run well.").waitFor();
  });
});
