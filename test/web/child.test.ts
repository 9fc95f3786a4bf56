import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import { timeOfDay } from "../../web/time/format.ts";
import { expectQuiet, inChromium, password, type Site, seriousIn, startSite } from "./browser.ts";

/** Fails until it has run so often, and then stays. */
const fails = (times: number): string =>
  `n=$(($(cat $0 2>/dev/null)+1)); echo $n > $0; echo "number $n begins"; sleep 0.2; [ $n -gt ${times} ] && exec sleep 1000; echo "number $n can not reach the bank" >&2; exit 3`;
const flaps = "n=$(($(cat $0 2>/dev/null)+1)); echo $n > $0; [ $n -gt 50 ] && exec sleep 1000; exit 1";

const tree = `
version: 1
name: shop
defaults: { min_uptime: 0, on_limit: escalate }
children:
  desk:
    intensity: 10
    period: 10m
    children:
      shaky:
        command: [sh, -c, '${fails(3)}', shaky.count]
        backoff: { initial: 400ms, max: 400ms, jitter: 0, healthy_after: 1h }
        env: { SECRET: not to be seen }
      calm: { command: sleep 1000 }
  quick:
    intensity: 1
    period: 60s
    children:
      steady: { command: sleep 1000, backoff: none }
      beside: { command: sleep 1000 }
  flapping:
    command: [sh, -c, '${flaps}', flapping.count]
    backoff: none
    on_limit: fail
    limit: { restarts: 1000, period: 1h }
  broken: { command: "sh -c 'echo first; echo no such table >&2; exit 3'", restart: temporary }
`;
const mira = { name: "mira", role: "admin" } as const;
const vera = { name: "vera", role: "viewer" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const runsOf = async (path: string) =>
  (await ask(site.place.home, "GET /children/:path/runs", { params: { path }, query: { limit: 1_000 } }))
    .items;

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** A child's page, once its history is there. */
const open = async (path: string, search = "", user: typeof mira | typeof vera = mira): Promise<Page> => {
  const page = await site.openAs(user, `/children/${encodeURIComponent(path)}${search}`);
  await page.locator(".history-strip .history-stay").first().waitFor();
  return page;
};

/** Until a service stays up. */
const settled = (page: Page, path: string, run: number) =>
  expect
    .poll(async () => (await runsOf(path))[0]?.run, { timeout: 20_000 })
    .toBe(run)
    .then(() => page.locator(".bar .state-word", { hasText: "running" }).waitFor());

const at = (page: Page): string | null => new URL(page.url()).searchParams.get("at");

/** All of the page tells of this second, and nothing of now. */
const expectMoment = async (page: Page, time: string, state: string): Promise<void> => {
  await panel(page, "Statechart").getByText(`as it was at ${time}`).waitFor();
  await panel(page, "Why").getByText(`as it was at ${time}`).waitFor();
  await panel(page, "Why").getByText(`was in ${state} since`).waitFor();
  await panel(page, "Output").getByText(`up to ${time}`).waitFor();
  await panel(page, "Runs").getByText(`as known at ${time}`).waitFor();
  await panel(page, "Usage").getByText(`at ${time}`).first().waitFor();
  await page.locator(`.chart-state.on.s-${state}`).waitFor();
  // BACK_OFF follows EXITED in the same step.
  await page.locator(".chart-twin", { hasText: `${state}.waiting` }).waitFor();
  await page.locator(".history-step", { hasText: `${state} / waiting` }).waitFor();
  expect(await panel(page, "Now").count()).toBe(0);
  expect(await page.getByText(/restarts in/).count()).toBe(0);
};

describe("a past moment of a child", () => {
  inChromium(
    "is selected in the history, shows everything as it was then, and is part of the address",
    async () => {
      const page = await open("desk/shaky");
      await settled(page, "desk/shaky", 4);
      const strip = page.locator(".history-strip");
      await expect.poll(() => strip.locator(".s-backoff").count()).toBe(3);
      await strip.locator(".s-backoff").nth(1).click();
      await page.waitForURL(/at=\d+/);
      const time = timeOfDay(Number(at(page)));
      await expectMoment(page, time, "backoff");
      const output = panel(page, "Output");
      await output.getByText("number 2 can not reach the bank").waitFor();
      const inLogs = new URL((await output.getByText("Open in Logs").getAttribute("href")) ?? "", page.url());
      expect(Number(inLogs.searchParams.get("at"))).toBe(Number(at(page)));
      expect(await output.getByText("number 3").count()).toBe(0);
      expect(await panel(page, "Runs").getByRole("row").count()).toBe(3);
      const chosen = at(page);
      // Whoever opens it later sees the same second.
      await page.reload();
      await expectMoment(page, time, "backoff");
      expect(at(page)).toBe(chosen);
      expect(await output.getByText("number 3").count()).toBe(0);
      expect(await seriousIn(page)).toEqual([]);
      expectQuiet(page);
    },
  );

  inChromium("is ignored when the address has something else in its place", async () => {
    for (const at of ["NaN", "-1", "8640000000000000", "99999999999999999999", "yesterday"]) {
      const page = await open("desk/calm", `?at=${at}&run=no`);
      await panel(page, "Statechart").getByText("possible now").waitFor();
      expect(await page.getByText("This could not be shown.").count(), at).toBe(0);
      expect(await page.getByText("This page shows").count(), at).toBe(0);
      await expect.poll(() => new URL(page.url()).search).toBe("");
      expectQuiet(page);
      await page.context().close();
    }
  });

  inChromium("is reached by keyboard, one state a step, and left for the present", async () => {
    const page = await open("desk/shaky");
    await settled(page, "desk/shaky", 4);
    const history = page.getByRole("slider", { name: /History/ });
    await history.focus();
    await page.keyboard.press("Home");
    await page.waitForURL(/at=/);
    const first = at(page);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => at(page)).not.toBe(first);
    expect(Number(at(page))).toBeGreaterThan(Number(first));
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => at(page)).toBe(first);
    await page.keyboard.press("End");
    await expect.poll(() => at(page)).toBeNull();
    await panel(page, "Now").waitFor();
    await panel(page, "Statechart").getByText("machine of a service, now").waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/at=/);
    await page.getByRole("button", { name: "Now", exact: true }).click();
    await expect.poll(() => at(page)).toBeNull();
  });

  inChromium("is reached by dragging the pointer, to the second within a state", async () => {
    const page = await open("desk/shaky");
    await settled(page, "desk/shaky", 4);
    await page.locator(".chart-state.on").waitFor();
    const present = page.locator(".history-strip .s-running").last();
    await present.scrollIntoViewIfNeeded();
    const box = await present.boundingBox();
    if (box === null) return expect.fail("there is no strip");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x - 30, y);
    await page.mouse.down();
    await page.mouse.move(x - 10, y);
    await page.mouse.move(x, y, { steps: 4 });
    await page.getByText(/This page shows/).waitFor();
    // While it is dragged the address waits.
    expect(at(page)).toBeNull();
    await page.mouse.up();
    await page.waitForURL(/at=/);
    const last = (await runsOf("desk/shaky"))[0];
    expect(Number(at(page))).toBeGreaterThan(Date.parse(last?.started_at ?? ""));
    expect(Number(at(page))).toBeLessThan(Date.now());
  });

  inChromium("is found however old it is, and shown as unknown if it is older than the journal", async () => {
    const page = await open("flapping");
    await settled(page, "flapping", 51);
    const runs = await runsOf("flapping");
    const second = Date.parse(runs.at(-2)?.started_at ?? "");
    await page.goto(`${site.url}/children/flapping?at=${second}`);
    await page.locator(".chart-state.on").waitFor();
    await panel(page, "Why").getByText("flapping was").waitFor();
    await page.goto(`${site.url}/children/flapping?at=${second - 3_600_000}`);
    await panel(page, "Statechart").getByText("The journal does not go back to this moment.").waitFor();
    expect(await page.locator(".chart-state.on").count()).toBe(0);
  });
});

describe("the restart limit of a child", () => {
  inChromium("counts the restarts of its group, says what one more causes, and ages by itself", async () => {
    const page = await site.openAs(mira, "/login");
    await page.clock.install();
    await page.goto(`${site.url}/children/quick%2Fsteady`);
    const limit = panel(page, "quick, restarts in 60 s");
    await limit.getByText("0 of 1").waitFor();
    await limit
      .getByText(/2 failures within 60 s and quick stops its 2 children and fails to the tree/)
      .waitFor();
    const { children } = await ask(site.place.home, "GET /status");
    const steady = children.find(({ path }) => path === "quick/steady");
    if (steady?.kind !== "service" || steady.pid === null) return expect.fail("it does not run");
    process.kill(steady.pid, "SIGKILL");
    await limit.getByText("1 of 1").waitFor();
    await limit.getByText(/One more before \d\d:\d\d:\d\d and quick stops its 2 children/).waitFor();
    await limit.getByRole("img", { name: /1 restart in the last 60 s/ }).waitFor();
    // The page of the supervisor says the same of its group.
    const group = await open("quick");
    await panel(group, "quick, restarts in 60 s").getByText("1 of 1").waitFor();
    // Nothing has to be asked for that.
    await page.context().route(/explain/, (route) => route.abort());
    await page.clock.fastForward(60_000);
    await limit.getByText("0 of 1").waitFor();
  });
});

describe("the page of a child", () => {
  inChromium("links a run to its output, and the last words to their line", async () => {
    const page = await open("desk/shaky");
    await settled(page, "desk/shaky", 4);
    await panel(page, "Runs").getByRole("link", { name: "#2" }).click();
    await page.waitForURL(/run=2/);
    const output = panel(page, "Output");
    await output.getByText("run 2, stdout and stderr").waitFor();
    await output.getByText("number 2 begins").waitFor();
    expect(await output.getByText("number 1").count()).toBe(0);
    await output.getByRole("link", { name: "All runs" }).click();
    await output.getByText("number 1 begins").waitFor();
    await page.goto(`${site.url}/children/broken`);
    await page.locator('a[href*="line="]', { hasText: "“no such table”" }).click();
    await page.waitForURL(/run=1/);
    await page.locator(".said", { hasText: "no such table" }).waitFor();
  });

  inChromium("shows as a timeline what led to its state", async () => {
    const page = await open("desk/shaky");
    await settled(page, "desk/shaky", 4);
    const chain = page.getByRole("list", { name: "Events that led to this state" });
    await chain.getByText("run 3 ends: exit code 3").waitFor();
    expect(await chain.getByRole("listitem").allTextContents()).toEqual([
      expect.stringMatching(/revision 1 applied/),
      expect.stringMatching(/run 1 ends: exit code 3$/),
      expect.stringMatching(/run 2 ends: exit code 3$/),
      expect.stringMatching(/run 3 ends: exit code 3$/),
      expect.stringMatching(/running: /),
    ]);
    await panel(page, "Why").getByRole("link", { name: "desk", exact: true }).click();
    await page.waitForURL(/children\/desk$/);
  });

  inChromium("plots measurements as soon as there are any, and says since when", async () => {
    const page = await open("desk/calm");
    const usage = panel(page, "Usage");
    await usage.locator("canvas").nth(1).waitFor();
    await usage.getByText(/since \d\d:\d\d:\d\d, while this page was open/).waitFor();
    await usage.getByRole("img", { name: /Memory: .* MB/ }).waitFor();
    expectQuiet(page);
  });

  inChromium(
    "shows a viewer its declaration with origins, but no withheld values and no commands",
    async () => {
      const page = await open("desk/shaky", "", vera);
      const declaration = panel(page, "Declaration");
      await declaration.getByText("env.SECRET").waitFor();
      await declaration.getByText("withheld", { exact: true }).waitFor();
      expect(await page.content()).not.toContain("not to be seen");
      await declaration
        .getByRole("button", { name: /\.ya?ml:\d+$/ })
        .first()
        .waitFor();
      await declaration.getByText(/\d+ defaults/).click();
      await declaration.getByText("restart", { exact: true }).waitFor();
      expect(await page.getByRole("button", { name: "Restart" }).count()).toBe(0);
      expect(await page.getByRole("button", { name: "Stop" }).count()).toBe(0);
    },
  );

  inChromium("works for users who see only a part of the tree", async () => {
    const part = { name: "pat", role: "viewer", scope: ["desk/*"], password } as const;
    await ask(site.place.home, "POST /users", { body: part });
    const page = await site.open("/login");
    await page.context().request.post(`${site.url}/api/v1/session`, {
      data: { username: part.name, password },
      headers: { origin: site.url },
    });
    await page.goto(`${site.url}/children/desk%2Fcalm`);
    await page.getByRole("list", { name: "Events that led to this state" }).waitFor();
    await panel(page, "Declaration").getByText("command", { exact: true }).waitFor();
    expect(await seriousIn(page)).toEqual([]);

    await page.goto(site.url);
    await page.locator(".cell").nth(1).waitFor();
    const scope: readonly [string, ...Array<string>] = ["desk/calm"];
    await ask(site.place.home, "PATCH /users/:name", { params: { name: part.name }, body: { scope } });
    await expect.poll(() => page.locator(".cell").count()).toBe(1);
    expect(await page.locator(".cell").getAttribute("href")).toBe("/children/desk%2Fcalm");
  });

  inChromium("begins on a phone with the reason, and shows the chart in words", async () => {
    const page = await site.openAs(mira, "/children/desk%2Fshaky", { viewport: { width: 390, height: 844 } });
    await page.locator(".chart-twin").waitFor();
    const top = async (selector: string) => (await page.locator(selector).first().boundingBox())?.y ?? 0;
    expect(await top(".why")).toBeLessThan(await top(".chart-twin"));
    expect(await top(".chart-twin")).toBeLessThan(await top(".chart"));
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(await seriousIn(page)).toEqual([]);
  });
});
