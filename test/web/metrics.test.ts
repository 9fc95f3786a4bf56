import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Transition } from "../../web/api/events.ts";
import type { MetricHistory } from "../../web/api/metrics.ts";
import { chosenIn, metricsAddress, withChosen } from "../../web/pages/metrics/address.ts";
import { commandOf } from "../../web/pages/metrics/command.ts";
import {
  areaOf,
  hasRange,
  linesOf,
  mostLines,
  pathOf,
  scaleOf,
  shifted,
  shownSubjects,
  subjectCount,
  ticksOf,
  valueAt,
} from "../../web/pages/metrics/lines.ts";
import { drawnMarks, markAt, marksInWords, marksOf } from "../../web/pages/metrics/marks.ts";
import {
  aggregationOf,
  aggregationsOf,
  inOrder,
  sourceOf,
  textOf,
  titleOf,
} from "../../web/pages/metrics/quantity.ts";
import { isFixed, readTimeOf, refreshOf, spanBefore, spanOf } from "../../web/pages/metrics/time.ts";
import { showTimesIn } from "../../web/time/zone.ts";
import { expectQuiet, inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const memory = "sentinel_process_resident_memory_bytes";
const restarts = "sentinel_process_restarts_total";
const hour = 3_600_000;
const now = Date.parse("2026-03-12T12:00:00.000Z");

type Points = MetricHistory["series"][number]["points"];

const history = (
  series: Readonly<Record<string, Points>>,
  given: Partial<MetricHistory> = {},
): MetricHistory => ({
  ...{ metric: memory, kind: "gauge", agg: "avg", step: 30, tier: "raw", grouped: false },
  ...{ from: "2026-03-12T11:00:00.000Z", to: "2026-03-12T12:00:00.000Z" },
  series: Object.entries(series).map(([subject, points]) => ({ labels: { subject }, points })),
  ...given,
});

describe("the address of the metrics", () => {
  it("has the children, the time, what is calculated and the moment; what is invalid is left out", () => {
    const given = { path: "web", range: "7d", lines: "together", compare: "before", at: 17, agg: "a:max" };
    expect(metricsAddress(given)).toEqual({ ...given, from: undefined, to: undefined });
    const odd = { range: "8d", lines: "apart", compare: "after", at: -1 };
    expect(Object.values(metricsAddress(odd)).every((value) => value === undefined)).toBe(true);
  });

  it("says for each metric what is calculated, if that is not the usual", () => {
    const chosen = chosenIn({ agg: `${memory}:max,x:odd` });
    expect([...chosen]).toEqual([[memory, "max"]]);
    expect(withChosen(chosen, restarts, "sum")).toBe(`${memory}:max,${restarts}:sum`);
    expect(withChosen(chosen, memory, "min")).toBe(`${memory}:min`);
  });

  it("means a range back from now, or the time between two moments", () => {
    expect(spanOf({}, now)).toEqual({ from: now - hour, to: now });
    expect(spanOf({ range: "24h" }, now)).toEqual({ from: now - 24 * hour, to: now });
    const past = { from: "2026-03-12T08:00:00.000Z", to: "2026-03-12T10:00:00.000Z" };
    expect(spanOf(past, now)).toEqual({ from: now - 4 * hour, to: now - 2 * hour });
    expect(spanOf({ from: past.from }, now)).toEqual({ from: now - 4 * hour, to: now });
    // The wrong way round, or unreadable.
    expect(spanOf({ from: past.to, to: past.from }, now).to).toBe(now - 4 * hour);
    expect(spanOf({ from: "yesterday" }, now)).toEqual({ from: now - hour, to: now });
    expect([isFixed({ range: "7d" }), isFixed(past)]).toEqual([false, true]);
  });

  it("is read anew as it goes on, and once if it does not", () => {
    expect([refreshOf({}), refreshOf({ range: "30d" })]).toEqual([30_000, hour]);
    const goesOn = readTimeOf({ range: "6h" }, () => now);
    expect([goesOn.every, goesOn.spanNow().to]).toEqual([30_000, now]);
    const past = { from: "2026-03-12T08:00:00.000Z", to: "2026-03-12T10:00:00.000Z" };
    expect(readTimeOf(past, () => now).every).toBeNull();
    const before = readTimeOf(past, () => now, true);
    expect(before.spanNow()).toEqual(spanBefore(spanOf(past, now)));
    expect(before.spanNow().to).toBe(now - 4 * hour);
    expect(before.key).not.toBe(readTimeOf(past, () => now).key);
  });
});

describe("a metric", () => {
  it("is named in words, those of the daemon first and in an order of their own", () => {
    expect([titleOf(memory), titleOf("queue_wait_seconds"), titleOf("orders_total")]).toEqual([
      "Memory",
      "Queue wait",
      "Orders",
    ]);
    const stored = ["orders_total", restarts, memory].map((metric) => ({
      metric,
      kind: "gauge" as const,
      series: 1,
    }));
    expect(inOrder(stored).map(({ metric }) => metric)).toEqual([memory, restarts, "orders_total"]);
  });

  it("has the unit that its name ends with; a counter is a rate", () => {
    expect(textOf(memory, "avg")(5e7)).toBe("50 MB");
    expect(textOf("sentinel_process_read_bytes_total", "rate")(2e6)).toBe("2.0 MB/s");
    expect(textOf("sentinel_process_read_bytes_total", "sum")(2e6)).toBe("2.0 MB");
    expect(textOf("sentinel_process_cpu_cores", "max")(0.5)).toBe("50.0 %");
    expect(textOf(restarts, "rate")(0.05)).toBe("3/min");
    const seconds = textOf("sentinel_process_run_duration_seconds", "p95");
    expect([seconds(0.0123), seconds(2.5), seconds(600), seconds(0)]).toEqual([
      "12.3 ms",
      "2.5 s",
      "10 min",
      "0 s",
    ]);
    expect(textOf("sentinel_process_run_duration_seconds", "count")(3)).toBe("3");
  });

  it("is calculated as chosen where that makes sense, as usual otherwise", () => {
    const gauge = { metric: memory, kind: "gauge", series: 2 } as const;
    const chosen = new Map([[memory, "sum"]] as const);
    expect(aggregationOf(gauge, new Map(), false)).toBe("avg");
    expect(aggregationOf(gauge, new Map(), true)).toBe("sum");
    // A sum of a single child is no choice.
    expect(aggregationOf(gauge, chosen, false)).toBe("avg");
    expect(aggregationOf({ ...gauge, kind: "counter" }, chosen, false)).toBe("sum");
    expect(aggregationOf({ ...gauge, kind: "dist" }, chosen, false)).toBe("p95");
    expect(aggregationsOf("counter", false)).toEqual(["rate", "sum"]);
  });

  it("says what a value stands for, and what has answered", () => {
    expect(sourceOf(history({}, { step: 300, tier: "5m", agg: "max" }))).toBe("max of each 5 min, from 5m");
  });
});

describe("the lines of a plot", () => {
  const many = Object.fromEntries(
    Array.from({ length: 9 }, (_, at): [string, Points] => [`w${at}`, [[now, at + 1]]]),
  );

  it("are those of the children that use most of something, at most six", () => {
    const other = history({ w0: [[now, 7]], w8: [[now, 1]] }, { metric: restarts });
    const shown = shownSubjects([history(many), other]);
    expect(shown).toEqual(["w0", "w4", "w5", "w6", "w7", "w8"]);
    expect(shown).toHaveLength(mostLines);
    expect(subjectCount([history(many), other])).toBe(9);
  });

  it("leave out a child of which nothing was measured", () => {
    expect(linesOf(history({ a: [], b: [[now, 1]] })).map(({ subject }) => subject)).toEqual(["b"]);
  });

  it("have a gap where nothing was measured, and a dot for a value alone", () => {
    const at = (steps: number, value: number): readonly [number, number] => [steps * 30_000, value];
    const line = { subject: "a", points: [at(0, 0), at(1, 10), at(4, 5), at(7, 10), at(8, 10)] };
    const path = pathOf(line, 30, { from: 0, to: 300_000 }, { bottom: 0, top: 10 });
    expect(path.line).toBe("M50.0 100.0L150.0 0.0M750.0 0.0L850.0 0.0");
    expect(path.dots).toBe("M450.0 50.0h.01");
  });

  it("have no gap between samples if the steps are shorter than 30 s", () => {
    const line = {
      subject: "a",
      points: [
        [0, 1],
        [30_000, 1],
      ] as Points,
    };
    expect(pathOf(line, 5, { from: 0, to: 60_000 }, { bottom: 0, top: 1 }).dots).toBe("");
    expect(valueAt(line.points, 5, 29_000)).toBe(1);
  });

  it("have the value of the step in which a moment is, or none", () => {
    const points: Points = [
      [0, 1],
      [30_000, 2],
    ];
    expect([valueAt(points, 30, 29_999), valueAt(points, 30, 30_000)]).toEqual([1, 2]);
    expect(valueAt(points, 30, 60_000)).toBeUndefined();
  });

  it("have an area from the least to the most of each step, where means are of several samples", () => {
    expect([hasRange(history({}, { step: 30 })), hasRange(history({}, { step: 300 }))]).toEqual([
      false,
      true,
    ]);
    expect(hasRange(history({}, { step: 300, agg: "max" }))).toBe(false);
    const [least, most] = [2, 8].map((value) => ({ subject: "a", points: [[100_000, value]] as Points }));
    const range = least === undefined || most === undefined ? [] : [least, most];
    expect(areaOf(range, 100, { from: 0, to: 1_000_000 }, { bottom: 0, top: 10 })).toBe(
      "M100.0 20.0h100.0V80.0h-100.0z",
    );
    expect(areaOf([], 100, { from: 0, to: 1_000_000 }, { bottom: 0, top: 10 })).toBe("");
  });

  it("of the time before are moved into this one", () => {
    expect(shifted({ subject: "a", points: [[1, 5]] }, 10)).toEqual({ subject: "a", points: [[11, 5]] });
  });

  it("have a scale with 0 and a round end", () => {
    const scale = (...values: ReadonlyArray<number>) =>
      scaleOf([{ subject: null, points: values.map((value, at) => [at, value]) }]);
    expect(scale(3, 70)).toEqual({ bottom: 0, top: 80 });
    expect(scale(0.05)).toEqual({ bottom: 0, top: 0.05 });
    expect(scale(0)).toEqual({ bottom: 0, top: 1 });
    expect(scale(-3, 9)).toEqual({ bottom: -4, top: 10 });
    expect(scaleOf([])).toEqual({ bottom: 0, top: 1 });
    expect(ticksOf({ bottom: 0, top: 80 }, String)).toEqual(["80", "40", "0"]);
    expect(ticksOf({ bottom: 0, top: 1 }, (value) => value.toFixed(0))).toEqual(["1", "0"]);
  });
});

describe("the marks of the time line", () => {
  const span = { from: now - hour, to: now };
  const transition = (minute: number, given: Partial<Transition>): Transition => ({
    ...{ type: "transition", seq: minute, subject: "web", by: "system", reason: "exit code 1" },
    ...{ at: new Date(span.from + minute * 60_000).toISOString(), from: "backoff", to: "starting", run: 2 },
    ...given,
  });
  const revision = {
    number: 4,
    at: "2026-03-12T11:30:00.000Z",
    by: "user:mira",
    message: "more memory",
  } as const;

  it("are restarts and revisions: no first start, and no step within a start", () => {
    const marks = marksOf(
      [
        transition(10, {}),
        transition(11, { run: 1 }),
        transition(12, { from: "starting" }),
        transition(13, { from: "starting", to: "running" }),
        transition(90, {}),
      ],
      [revision, { ...revision, at: "2026-03-12T09:00:00.000Z" }],
      span,
    );
    expect(marks.map(({ what }) => what)).toEqual(["restart", "revision"]);
    expect(marksInWords(marks)).toBe("1 restart, 1 revision");
  });

  it("are drawn once for each place, and found near a moment", () => {
    const marks = marksOf([transition(10, {}), transition(10, { subject: "db" })], [revision], span);
    expect(drawnMarks(marks, span, 80)).toHaveLength(2);
    expect(markAt(marks, Date.parse(revision.at) + 20_000, span)?.what).toBe("revision");
    expect(markAt(marks, Date.parse(revision.at) + 120_000, span)).toBeUndefined();
  });
});

describe("a plot as a command", () => {
  const of = { metric: memory, subject: ["web/api"], agg: "max" } as const;

  it("has the same children, calculation and time", () => {
    expect(commandOf(of, { range: "7d" }, now)).toBe(
      `sentinel metrics ${memory} web/api --agg max --since 7d`,
    );
    const past = { from: "2026-03-12T08:00:00.000Z", to: "2026-03-12T10:00:00.000Z" };
    expect(commandOf(of, past, now)).toMatch(
      /--since 2026-03-12T08:00:00.000Z --until 2026-03-12T10:00:00.000Z$/,
    );
  });
});

const tree = `
version: 1
name: shop
children:
  web: { command: "sh -c 'exec sleep 1000'", min_uptime: 0 }
  flapping: { command: "sh -c 'exit 1'", min_uptime: 0, backoff: { initial: 100ms, max: 100ms } }
`;
const mira = { name: "mira", role: "admin" } as const;

describe("the page of the metrics", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite(tree);
  });
  afterAll(() => site.leave());

  /** The parameters of the histories that the page has asked for. */
  let asked: Array<URLSearchParams> = [];
  beforeEach(() => {
    asked = [];
    showTimesIn("utc");
  });
  afterEach(() => showTimesIn("local"));

  /** Answers in place of a store that has been filled for days: memory and restarts of `web`, all 50 MB and 1/s. */
  const withHistory = async (page: Page): Promise<void> => {
    await page.route(/\/api\/v1\/metrics\/names/, (route) =>
      route.fulfill({
        json: {
          items: [
            { metric: memory, kind: "gauge", series: 2 },
            { metric: restarts, kind: "counter", series: 1 },
          ],
          next: null,
        },
      }),
    );
    await page.route(/\/api\/v1\/metrics\?/, (route) => {
      const query = new URL(route.request().url()).searchParams;
      asked.push(query);
      const [from, to] = [Date.parse(query.get("from") ?? ""), Date.parse(query.get("to") ?? "")];
      const step = 30_000;
      const begins = Array.from({ length: Math.floor((to - from) / step) }, (_, at) => from + at * step);
      const metric = query.get("metric") ?? "";
      const labels = query.has("group_by") ? { subject: "web" } : {};
      return route.fulfill({
        json: {
          ...history({}, { metric, agg: (query.get("agg") ?? "avg") as MetricHistory["agg"] }),
          series: [{ labels, points: begins.map((at) => [at, metric === memory ? 5e7 : 1]) }],
        },
      });
    });
  };

  const open = async (search = ""): Promise<Page> => {
    const page = await site.openAs(mira, "/settings");
    await withHistory(page);
    await page.goto(`${site.url}/history${search}`);
    return page;
  };

  const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

  inChromium("has a plot for each metric, with the newest values and what has answered", async () => {
    const page = await open("?path=web");
    await panel(page, "Memory").getByText("avg of each 30 s, from raw").waitFor();
    await panel(page, "Memory").getByText("50 MB", { exact: true }).last().waitFor();
    await panel(page, "Restarts").getByText("60/min", { exact: true }).last().waitFor();
    await page.getByRole("img", { name: /^Memory, avg: web 50 MB, 50 MB to 50 MB$/ }).waitFor();
    expect(asked.every((query) => query.get("subject") === "web")).toBe(true);
    expect(await seriousIn(page)).toEqual([]);
    await panel(page, "Memory").getByRole("link", { name: "web" }).click();
    await page.waitForURL(/\/children\/web$/);
    await page.getByRole("link", { name: "History" }).click();
    await page.waitForURL(/\/history\?path=web$/);
    expectQuiet(page);
  });

  inChromium("changes the time, the calculation and the lines, all kept in the address", async () => {
    const page = await open();
    await panel(page, "Memory").waitFor();
    await page.getByRole("radio", { name: "7d" }).check({ force: true });
    await page.waitForURL(/range=7d/);
    await expect
      .poll(() => asked.some((query) => spanIn(query) === 7 * 24 * hour && query.get("agg") === "avg"))
      .toBe(true);
    await page.getByLabel("Memory: what is calculated").selectOption("max");
    await page.waitForURL(/agg=/);
    await panel(page, "Memory").getByText("max of each 30 s, from raw").waitFor();
    await page.getByRole("radio", { name: "All together" }).check({ force: true });
    await panel(page, "Memory").getByText("all together").waitFor();
    await page.getByRole("button", { name: "Copy as curl" }).first().waitFor();
    await page.reload();
    await panel(page, "Memory").getByText("max of each 30 s, from raw").waitFor();
    expect(await page.getByRole("radio", { name: "All together" }).isChecked()).toBe(true);
    expectQuiet(page);
  });

  inChromium("shows the time before with dashes, and its values", async () => {
    const page = await open("?path=web&from=2026-03-12T10:00:00.000Z&to=2026-03-12T12:00:00.000Z");
    await panel(page, "Memory").waitFor();
    await page.getByRole("button", { name: "Compare with the period before" }).click();
    await page.waitForURL(/compare=before/);
    await panel(page, "Memory").locator(".metric-line.before").waitFor({ state: "attached" });
    await panel(page, "Memory").getByText("before 50 MB").waitFor();
    const times = new Set(asked.map((query) => `${query.get("from")} ${query.get("to")}`));
    expect(times).toEqual(
      new Set([
        "2026-03-12T10:00:00.000Z 2026-03-12T12:00:00.000Z",
        "2026-03-12T08:00:00.000Z 2026-03-12T10:00:00.000Z",
      ]),
    );
    expectQuiet(page);
  });

  inChromium(
    "has one moment for all plots, moved by the pointer and by keys, kept by the address",
    async () => {
      const page = await open("?path=web");
      const slider = page.getByRole("slider", { name: "The moment whose values are shown" });
      await panel(page, "Restarts").locator("svg").last().waitFor();
      expect(await slider.getAttribute("aria-valuetext")).toBe("the newest");
      await panel(page, "Memory").locator(".metric-drawing").hover();
      await expect.poll(() => page.locator(".metric-moment").count()).toBe(2);
      await page.mouse.move(0, 0);
      await expect.poll(() => page.locator(".metric-moment").count()).toBe(0);
      await slider.focus();
      await page.keyboard.press("Home");
      await page.waitForURL(/at=\d+/);
      const first = Number(await slider.getAttribute("aria-valuenow"));
      await page.keyboard.press("ArrowRight");
      await expect
        .poll(async () => Number(await slider.getAttribute("aria-valuenow")))
        .toBe(first + hour / 120);
      await page.reload();
      await expect.poll(() => page.locator(".metric-moment").count()).toBe(2);
      await page.getByRole("button", { name: "Show the newest" }).click();
      await page.waitForURL((url) => !url.search.includes("at="));
      expectQuiet(page);
    },
  );

  inChromium("shows the time that a mouse is dragged over, and the time before with Back", async () => {
    const page = await open("?path=web&from=2026-03-12T10:00:00.000Z&to=2026-03-12T12:00:00.000Z");
    const box = await panel(page, "Memory").locator(".metric-drawing").boundingBox();
    if (box === null) throw new Error("there is no plot");
    await page.mouse.move(box.x + box.width / 4, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 30);
    await page.locator(".metric-chosen").first().waitFor();
    await page.mouse.up();
    await page.waitForURL(/from=2026-03-12T10%3A(29|30|31)/);
    await page.waitForURL(/to=2026-03-12T(10%3A59|11%3A00)/);
    expect(page.url()).not.toMatch(/[?&]at=/);
    await page.goBack();
    await page.waitForURL(/to=2026-03-12T12/);
    expectQuiet(page);
  });

  inChromium("marks the restarts of the journal on every plot, and names the one at the moment", async () => {
    const page = await open();
    await panel(page, "Events").locator(".metric-event.restart").first().waitFor();
    await expect.poll(() => page.locator("path.metric-mark.restart").count()).toBeGreaterThanOrEqual(2);
    await panel(page, "Events").locator(".metric-event.restart").first().click();
    await page.getByRole("link", { name: /^flapping started again/ }).click();
    await page.waitForURL(/\/children\/flapping\?at=\d+$/);
    expectQuiet(page);
  });

  inChromium("says when samples are taken if there are none, and that a child is unknown", async () => {
    const page = await site.openAs(mira, "/settings");
    await page.route(/\/api\/v1\/metrics\/names/, (route) =>
      route.fulfill({ json: { items: [], next: null } }),
    );
    await page.goto(`${site.url}/history`);
    await page.getByText("Nothing has been measured yet.").waitFor();
    await page.getByText(/measured every 30 seconds/).waitFor();
    await page.unroute(/\/api\/v1\/metrics\/names/);
    await page.goto(`${site.url}/history?path=nobody`);
    await page.getByText("This could not be shown.").waitFor();
  });

  inChromium("is no wider than a phone", async () => {
    const page = await open("?range=24h&compare=before");
    await page.setViewportSize({ width: 390, height: 844 });
    await panel(page, "Memory").locator("svg").last().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(await seriousIn(page)).toEqual([]);
  });
});

/** How much time a request is about. */
const spanIn = (query: URLSearchParams): number =>
  Date.parse(query.get("to") ?? "") - Date.parse(query.get("from") ?? "");
