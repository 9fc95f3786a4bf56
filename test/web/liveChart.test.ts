import { afterAll, beforeAll, describe, expect } from "vitest";
import { expectQuiet, inChromium, type Site, startSite } from "./browser.ts";

const tree = `
version: 1
name: shop
children:
  web: { command: sleep 1000, min_uptime: 0 }
  slow: { command: sleep 1000, autostart: false, ready: { log: never, timeout: 60s } }
  stubborn: { command: "sh -c 'trap : TERM; while :; do sleep 1; done'", min_uptime: 0, stop: { timeout: 20s } }
  flapping: { command: "sh -c 'exit 1'", min_uptime: 0, backoff: { initial: 60s, max: 60s, jitter: 0 } }
`;
const mira = { name: "mira", role: "admin" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

/** The words under the chart, by heading. */
const twinOf = (page: Awaited<ReturnType<Site["openAs"]>>) => page.locator(".chart-twin");

describe("the chart of a child", () => {
  inChromium("shows the edges that the daemon calls possible now", async () => {
    const page = await site.openAs(mira, "/children/web");
    await twinOf(page).getByText("EXITED (to restart) → backoff").waitFor();
    const words = await twinOf(page).textContent();
    expect(words?.match(/EXITED/g)).toHaveLength(1);
    const possible = page.locator(".chart-edge.possible");
    expect(
      (await possible.evaluateAll((all) => all.map((one) => one.getAttribute("data-edge")))).sort(),
    ).toEqual([
      "running > backoff",
      "running > stopping",
      "running.unknown > running.healthy",
      "running.unknown > running.unhealthy",
    ]);
    expectQuiet(page);
  });

  inChromium("counts down each timer: of a start, a stop and a backoff", async () => {
    for (const [path, verb, state, total] of [
      ["slow", "start", "settling", "60 s"],
      ["stubborn", "stop", "asking", "20 s"],
      ["flapping", null, "waiting", "60 s"],
    ] as const) {
      const page = await site.openAs(mira, `/children/${path}`);
      if (verb !== null) void site.place.sentinel(verb, path, "--no-wait");
      await page.locator(`.chart-state.on[data-state$="${state}"]`).waitFor();
      const left = page.locator(".chart text", { hasText: new RegExp(`\\d+ s of ${total}`) });
      await left.waitFor();
      const first = await left.textContent();
      await expect.poll(() => left.textContent()).not.toBe(first);
      await page.locator(".chart-ring").waitFor();
      await twinOf(page).getByText(`s of ${total} left`).waitFor();
      expectQuiet(page);
      await page.close();
    }
  });

  inChromium("animates the edge just taken, and draws it at once with reduced motion", async () => {
    const page = await site.openAs(mira, "/children/web");
    await page.locator(".chart-state.on").waitFor();
    const lasts = () =>
      page
        .locator(".chart-way.fresh path")
        .first()
        .evaluate((way) => getComputedStyle(way).animationDuration);
    await site.place.sentinel("stop", "web");
    await page.locator('.chart-state.on[data-state="stopped"]').waitFor();
    expect(await page.locator(".chart-edge.taken .chart-token").count()).toBe(1);
    expect(await lasts()).toBe("0.65s");
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await lasts()).toBe("0s");
    await site.place.sentinel("start", "web");
  });

  inChromium("fits its column at 1440 px, for each kind", async () => {
    const page = await site.openAs(mira, "/children/web");
    for (const path of ["web", "%2F"]) {
      await page.goto(`${site.url}/children/${path}`);
      await page.locator(".chart-state.on").waitFor();
      const [needed = 0, there = 0] = await page
        .locator(".chart-scroll")
        .evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
      expect({ path, isWide: needed > there }).toEqual({ path, isWide: false });
    }
  });
});

describe("a command that is not accepted now", () => {
  inChromium("is greyed out, and says why in the daemon's words", async () => {
    const page = await site.openAs(mira, "/children/flapping");
    const start = page.getByRole("button", { name: "Start", exact: true });
    await expect
      .poll(() => start.getAttribute("title"))
      .toMatch(/^flapping is already being restarted; .* \d\d:\d\d:\d\d$/);
    expect(await start.getAttribute("aria-disabled")).toBe("true");
  });
});
