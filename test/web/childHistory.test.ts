import { describe, expect, it } from "vitest";
import service from "../../schema/charts/service.json" with { type: "json" };
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import type { Transition } from "../../web/api/events.ts";
import { withNewest, withOlder } from "../../web/api/knownHistory.ts";
import { lightingOf } from "../../web/chart/lighting.ts";
import { momentOf, replay, type Stay, stayAt, staysOf, withPresent } from "../../web/history/history.ts";
import { shownAt } from "../../web/history/scrub.ts";
import { segmentOf } from "../../web/history/stripScale.ts";

const chart = service as unknown as ChartLayout;
const start = Date.UTC(2026, 0, 1);
const iso = (second: number): string => new Date(start + second * 1_000).toISOString();
const at = (second: number): number => start + second * 1_000;

interface Row {
  readonly second: number;
  readonly from: string;
  readonly to: string;
  readonly value?: string;
  readonly edges?: ReadonlyArray<readonly [id: string, second: number]>;
  readonly seq?: number;
}

const row = ({ second, from, to, value = to, edges = [], seq = second }: Row): Transition => ({
  ...{ type: "transition", subject: "web", by: "system", run: 1, reason: "so" },
  ...{ seq, at: iso(second), from, to, value },
  edges: edges.map(([id, when]) => ({ id, at: iso(when) })),
});

const spawned = "starting.spawning: SPAWNED [ofThisRun] -> starting.settling";
const ready = "starting.settling: READY [ofThisRun] -> running";
const exited = "running: EXITED [isToBeRestarted] -> backoff";
const backOff = "backoff: BACK_OFF -> backoff.waiting";
const due = "backoff.waiting: after backoff -> backoff.due";
const begun = "backoff: START -> starting";

/** A run that crashes, waits, and is started again. */
const rows = [
  row({
    second: 0,
    from: "stopped",
    to: "starting",
    value: "starting.spawning",
    edges: [["stopped: START -> starting", 0]],
  }),
  row({
    second: 2,
    from: "starting",
    to: "running",
    edges: [
      [spawned, 1],
      [ready, 2],
    ],
  }),
  row({ second: 10, from: "running", to: "backoff", value: "backoff.deciding", edges: [[exited, 10]] }),
  row({
    second: 30,
    from: "backoff",
    to: "starting",
    value: "starting.spawning",
    edges: [
      [backOff, 10.2],
      [due, 29.9],
      [begun, 30],
    ],
  }),
];

const replayed = (
  stays: ReadonlyArray<Stay>,
  second: number,
  live: Parameters<typeof replay>[1]["live"] = [],
) => {
  const stay = stayAt(stays, at(second));
  if (stay === undefined) throw new Error("nothing is known of that moment");
  return replay(chart, { stays, stay, at: at(second), live });
};

describe("a past moment of a chart", () => {
  const stays = staysOf(rows);

  it("is found by replaying the edges of the journal, including those within a state", () => {
    expect(replayed(stays, 0.5).value).toBe("starting.spawning");
    expect(replayed(stays, 1.5)).toEqual({ value: "starting.settling", taken: [spawned] });
    expect(replayed(stays, 5)).toEqual({ value: "running", taken: [ready] });
    expect(replayed(stays, 10)).toEqual({ value: "backoff.deciding", taken: [exited] });
    expect(replayed(stays, 20)).toEqual({ value: "backoff.waiting", taken: [exited, backOff] });
    expect(replayed(stays, 29.95)).toEqual({ value: "backoff.due", taken: [due] });
    expect(replayed(stays, 40)).toEqual({ value: "starting.spawning", taken: [due, begun].slice(1) });
    for (const second of [0.5, 1.5, 5, 10, 20, 29.95, 40])
      expect(lightingOf(chart, replayed(stays, second)).leaf).toBe(replayed(stays, second).value);
  });

  it("lights only states if another version has taken edges unknown to this chart", () => {
    const unknown = "backoff: OLD_NAME -> backoff.elsewhere";
    const old = staysOf([
      ...rows.slice(0, 2),
      row({
        second: 10,
        from: "running",
        to: "backoff",
        value: "backoff.deciding",
        edges: [["running: DIED", 10]],
      }),
      row({
        second: 30,
        from: "backoff",
        to: "starting",
        edges: [
          [unknown, 12],
          [begun, 30],
        ],
      }),
    ]);
    const before = replayed(old, 11);
    expect(before.value).toBe("backoff.deciding");
    expect(lightingOf(chart, before).taken.size).toBe(0);
    const after = replayed(old, 20);
    expect(after.value).toBe("backoff");
    expect(lightingOf(chart, after)).toMatchObject({ leaf: "backoff", last: null });
    // Daemons before that recorded no edges at all.
    const bare = staysOf(rows.map(({ edges: _, ...rest }) => rest));
    expect(replayed(bare, 20)).toEqual({ value: "backoff.deciding", taken: [] });
  });

  it("within the present state includes the edges from the live channel", () => {
    const told = [{ id: spawned, at: iso(31) }];
    expect(replayed(stays, 30.5, told).value).toBe("starting.spawning");
    expect(replayed(stays, 31.5, told)).toEqual({ value: "starting.settling", taken: [spawned] });
  });

  it("is never mixed with the present", () => {
    const known = { stays, isReading: false, hasOlder: false, error: null };
    expect(shownAt(null, known, at(50))).toEqual({ name: "now" });
    expect(shownAt(at(50), known, at(50))).toEqual({ name: "now" });
    expect(shownAt(at(5), known, at(50))).toMatchObject({
      name: "past",
      at: at(5),
      stay: { state: "running" },
    });
    expect(shownAt(at(-5), known, at(50))).toEqual({ name: "unknown", at: at(-5), oldest: at(0) });
    expect(shownAt(at(-5), { ...known, hasOlder: true }, at(50))).toEqual({ name: "reading", at: at(-5) });
    expect(shownAt(at(-5), { ...known, hasOlder: true, error: new Error("gone") }, at(50)).name).toBe(
      "unknown",
    );
  });
});

describe("the stays of a child", () => {
  it("each have a unique moment, by which an address names them", () => {
    const stays = staysOf([
      row({ second: 0, from: "stopped", to: "starting", edges: [["a", 0]] }),
      row({ second: 0, seq: 1, from: "starting", to: "running", edges: [["b", 0]] }),
      row({ second: 3, from: "running", to: "failed" }),
    ]);
    expect(stays.map(({ state, since, until }) => [state, since - start, until && until - start])).toEqual([
      ["running", 0, 3_000],
      ["failed", 3_000, null],
    ]);
    expect(stays[0]?.edges.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(stays.map(({ endsRun }) => endsRun)).toEqual([false, true]);
  });

  it("end with the state from the live channel, before the journal has been read that far", () => {
    const stays = staysOf(rows);
    const node = { value: "running", reason: "ready", by: "system", run: 2 };
    const ahead = withPresent(stays, { ...node, state: "running", since: iso(33) });
    expect(ahead.slice(-2).map(({ state, until }) => [state, until])).toEqual([
      ["starting", at(33)],
      ["running", null],
    ]);
    expect(withPresent(stays, { ...node, state: "starting", since: iso(30) })).toBe(stays);
    // What it tells may also be older than the journal.
    expect(withPresent(stays, { ...node, state: "backoff", since: iso(10) })).toBe(stays);
  });

  it("are selected at the end of the step that began them, and the present one as now", () => {
    const all = staysOf([
      row({ second: 0, from: "stopped", to: "running" }),
      // The end of a run is noticed a little later, and BACK_OFF follows at once.
      row({ second: 10, from: "running", to: "backoff", value: "backoff.deciding", edges: [[exited, 10.4]] }),
      row({
        second: 30,
        from: "backoff",
        to: "starting",
        edges: [
          [backOff, 10.42],
          [due, 29.9],
          [begun, 30],
        ],
      }),
    ]);
    expect(all.map((stay) => momentOf(all, stay))).toEqual([at(0), at(10.42), null]);
    expect(replayed(all, 10.42).value).toBe("backoff.waiting");
    // However short a stay was, its moment is in it.
    const short = staysOf([
      row({ second: 0, from: "stopped", to: "running", edges: [["stopped: START -> starting", 0.5]] }),
      row({ second: 0.1, seq: 1, from: "running", to: "failed" }),
    ]);
    expect(momentOf(short, short[0] ?? expect.fail())).toBe(at(0.1) - 1);
  });

  it("are as wide as they were long, in small steps; very long ones are compressed and labelled", () => {
    const [stay] = staysOf(rows);
    const width = (seconds: number) =>
      segmentOf({ ...(stay ?? expect.fail()), since: 0, until: seconds * 1_000 }, 0);
    const widths = [0, 1, 5, 20, 60, 600].map((seconds) => width(seconds).width);
    expect(widths).toEqual(widths.toSorted((one, other) => one - other));
    expect(new Set(widths).size).toBe(widths.length);
    expect(width(0).width).toBeGreaterThanOrEqual(4);
    expect([width(0), width(600)].map(({ isCompressed }) => isCompressed)).toEqual([false, false]);
    expect(width(22_800)).toEqual({ width: 72, isCompressed: true, hasName: true });
    expect(width(864_000).width).toBe(72);
  });
});

describe("the loaded part of a child's history", () => {
  const page = (seqs: ReadonlyArray<number>, older: string | null) => ({
    transitions: seqs.map((seq) => row({ second: seq, from: "stopped", to: "running" })),
    ...{ older, oldest: seqs[0] ?? 0 },
  });
  const seqs = (known: ReturnType<typeof withNewest>) => known.transitions.map(({ seq }) => seq);

  it("grows at both ends without a gap", () => {
    const first = withNewest(undefined, page([7, 8, 9], "before 7"));
    expect(first).toMatchObject({ older: "before 7" });
    const longer = withOlder(first, page([5, 6], "before 5"));
    expect(seqs(longer)).toEqual([5, 6, 7, 8, 9]);
    const newer = withNewest(longer, page([9, 10, 11], "before 9"));
    expect(seqs(newer)).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect(newer.older).toBe("before 5");
  });

  it("starts over if the newest page does not connect to it", () => {
    const known = withNewest(undefined, page([1, 2, 3], null));
    expect(withNewest(known, page([28, 29, 30], "before 28"))).toEqual({
      transitions: page([28, 29, 30], null).transitions,
      older: "before 28",
    });
  });
});
