import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type AnyMachineSnapshot, type AnyTransitionDefinition, createActor } from "xstate";
import { edgeOf } from "../../machines/edges.ts";
import { lightingOf as machineLighting } from "../../machines/lighting.ts";
import { machines } from "../../machines/machines.ts";
import { serviceSamples } from "../../machines/service/samples.ts";
import { serviceMachine } from "../../machines/service.ts";
import check from "../../schema/charts/check.json" with { type: "json" };
import job from "../../schema/charts/job.json" with { type: "json" };
import service from "../../schema/charts/service.json" with { type: "json" };
import supervisor from "../../schema/charts/supervisor.json" with { type: "json" };
import type { ChartLayout, LaidOutState } from "../../src/domain/view/ChartLayout.ts";
import type { Lighting as Told } from "../../src/domain/view/Lighting.ts";
import { lightingOf, presentLighting, unlit } from "../../web/chart/lighting.ts";
import { virtualClock } from "../machines/virtualClock.ts";
import { pictureOf, wordsOfTwin } from "./picture.ts";

/** What is drawn reads the clock when it is loaded. */
const now = vi.hoisted(() => {
  const at = Date.parse("2026-01-01T12:00:00.000Z");
  vi.useFakeTimers({ now: at, toFake: ["Date"] });
  return at;
});

// These tests never wait, so together they would keep Vitest from hearing an answer of its main process: after 60 s of
// that, which a machine with load 37 took, it ends the run with `Timeout calling "onTaskUpdate"`.
afterEach(async () => {
  await nextTurn();
});

const layouts = { service, supervisor, check, job } as unknown as Readonly<
  Record<keyof typeof machines, ChartLayout>
>;
const charts = Object.entries(layouts);

const nothing: Told = { on: [], left: [], taken: [], legal: [], timer: null };
const presentOf = (layout: ChartLayout, told: Partial<Told>) =>
  presentLighting(layout, { ...nothing, ...told }, { value: "", taken: [] });

/** A state with those around it, the outer ones first. */
const chainOf = (id: string): ReadonlyArray<string> =>
  id.split(".").map((_, at, parts) => parts.slice(0, at + 1).join("."));

const idAt = ({ transitions }: ChartLayout, t: number): string =>
  transitions[t]?.id ?? expect.fail(`no ${t}`);

/** All transitions that have a place in the picture, and what is lit there. */
const placesOf = (layout: ChartLayout) => {
  const boxes = layout.states.flatMap(({ lines = [] }) => lines);
  return layout.transitions.map((transition, t) => ({
    ...transition,
    t,
    lines: layout.edges.filter((edge) => edge.t.includes(t)),
    texts: boxes.filter((line) => line.t.includes(t)),
    isNamed: layout.edges.some(({ labels }) =>
      labels.some((label) => label.lines.some((line) => line.t.includes(t))),
    ),
    isInner: layout.states.some(({ inner = [] }) => inner.includes(t)),
    isEverywhere: layout.everywhere?.t.includes(t) === true,
  }));
};

it("the charts of all kinds are tested here", () => {
  expect(Object.keys(layouts).sort()).toEqual(Object.keys(machines).sort());
});

for (const [kind, layout] of charts)
  describe(`the drawing of a ${kind}'s chart`, () => {
    it("lights the state of the node and the states around it, and no other", () => {
      expect(layout.states.length).toBeGreaterThan(5);
      for (const { id } of layout.states) {
        const around = chainOf(id).slice(0, -1);
        for (const lighting of [
          presentOf(layout, { on: chainOf(id) }),
          lightingOf(layout, { value: id, taken: [] }),
        ]) {
          const picture = pictureOf(layout, lighting);
          expect(picture.on).toEqual([id]);
          expect([...picture.around].sort()).toEqual([...around].sort());
          expect(picture.markup).not.toMatch(/NaN|undefined|null/);
        }
      }
    });

    it("lights every transition taken: its edge with a token and label, its note, or the line below", () => {
      const places = placesOf(layout);
      for (const { id, event, lines, texts, isInner, isNamed, isEverywhere } of places) {
        const picture = pictureOf(
          layout,
          presentOf(layout, { taken: [id], left: lines.map(({ from }) => from) }),
        );
        expect({ id, taken: [...picture.taken].sort() }).toEqual({
          id,
          taken: lines.map((line) => line.id).sort(),
        });
        expect({ id, tokens: picture.tokens.length }).toEqual({ id, tokens: lines.length });
        if (texts.some((line) => line.kind === "note"))
          expect(picture.takenTexts).toContain(`${event} noted`);
        else if (isEverywhere) expect(picture.takenTexts.join()).toContain(event);
        else if (texts.length > 0) expect(picture.takenTexts).toHaveLength(texts.length);
        else if (isNamed) expect(picture.takenTexts.length).toBeGreaterThan(0);
        const isSeen = picture.taken.length + picture.takenTexts.length > 0;
        expect({ id, isSeen: isSeen || isInner }).toEqual({ id, isSeen: true });
      }
      // The picture is the sum of them: no transition is left out of all.
      expect(places.filter((one) => one.lines.length > 0).length).toBeGreaterThan(0);
    });

    it("lights exactly the transitions that are possible from the state of the node", () => {
      for (const { id, from, lines, texts } of placesOf(layout)) {
        const drawn = lines.filter(({ projected, from: start }) => projected !== true || start !== from);
        for (const line of drawn) {
          const there = presentOf(layout, { on: chainOf(line.from), legal: [id] });
          expect(pictureOf(layout, there).possible).toContain(line.id);
          const held = presentOf(layout, { on: chainOf(line.from), legal: [] });
          expect(pictureOf(layout, held).possible).toEqual([]);
        }
        for (const line of texts.filter(({ kind: what }) => what === "stub")) {
          const picture = pictureOf(layout, presentOf(layout, { on: chainOf(from ?? ""), legal: [id] }));
          expect(picture.possibleTexts).toContain(line.text);
        }
      }
    });

    it("lights an edge drawn from each substate only at the active one", () => {
      const projected = layout.edges.filter((edge) => edge.projected === true);
      for (const line of projected) {
        const id = idAt(layout, line.t[0] ?? -1);
        const others = projected.filter((other) => other.t.includes(line.t[0] ?? -1) && other !== line);
        const possible = pictureOf(
          layout,
          presentOf(layout, { on: chainOf(line.from), legal: [id] }),
        ).possible;
        const taken = pictureOf(layout, presentOf(layout, { taken: [id], left: [line.from] })).taken;
        for (const lit of [possible, taken]) {
          expect(lit).toContain(line.id);
          for (const other of others) expect(lit).not.toContain(other.id);
        }
      }
    });

    it("counts every timer down where it runs: with a ring in the state, and the time left beside its edge", () => {
      const timers = placesOf(layout).filter(({ kind: what }) => what === "after");
      // Checks and jobs have their times in their own engines.
      expect(timers.length > 0).toBe(kind === "service" || kind === "supervisor");
      for (const { id, from } of timers) {
        const box = stateAround(layout, from ?? "");
        const timer = { state: box.id, id, due_at: new Date(now + 8_000).toISOString(), total_ms: 19_000 };
        const picture = pictureOf(layout, presentOf(layout, { on: chainOf(box.id), timer }));
        expect(picture.rings).toHaveLength(1);
        const [[x, y] = [0, 0]] = picture.rings;
        expect(x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h).toBe(true);
        expect({ id, texts: picture.texts.filter((text) => text.includes("8 s of 19 s")).length }).toEqual({
          id,
          texts: 1,
        });
      }
      expect(pictureOf(layout, unlit).rings).toEqual([]);
      expect(pictureOf(layout, unlit).texts.join()).not.toMatch(/\d s of/);
    });

    it("lights nothing where nothing is known", () => {
      const picture = pictureOf(layout, unlit);
      expect([picture.on, picture.around, picture.taken, picture.possible, picture.tokens]).toEqual([
        [],
        [],
        [],
        [],
        [],
      ]);
      expect([...picture.takenTexts, ...picture.possibleTexts]).toEqual([]);
    });

    it("shows the number of nodes in every state", () => {
      const [some, other] = layout.states.map(({ id }) => id);
      const census = new Map(layout.states.map(({ id }) => [id, id === some ? 3 : 0]));
      const { markup } = pictureOf(layout, unlit, census);
      expect(markup.match(/ peopled"/g)).toHaveLength(1);
      expect(markup).toMatch(new RegExp(`peopled" data-state="${some}"`));
      expect(markup).toMatch(new RegExp(`empty" data-state="${other}"`));
    });
  });

/** The drawn state in which a timer of a state runs. */
const stateAround = ({ states }: ChartLayout, path: string): LaidOutState =>
  states.filter(({ id }) => chainOf(path).includes(id)).at(-1) ?? expect.fail(`${path} is not drawn`);

describe("the life of a service", () => {
  /** The drawing after each step of a real actor. */
  const drawnRun = () => {
    const clock = virtualClock();
    let transitions: Array<AnyTransitionDefinition> = [];
    const actor = createActor(serviceMachine, {
      input: {
        rules: {
          ...{ restart: "permanent", ready: { kind: "alive", minUptimeMs: 1000 } },
          ...{ shutdown: 100, stopSignal: "SIGTERM", exitRules: { success: [0], fatal: [], ignore: [] } },
        },
        lastRun: 0,
      },
      clock,
      inspect: (event) => {
        if (event.type === "@xstate.microstep") transitions.push(...event._transitions);
      },
    });
    actor.start();
    let before: AnyMachineSnapshot = actor.getSnapshot();
    return (act: (send: typeof actor.send) => void) => {
      transitions = [];
      act((event) => actor.send(event));
      const snapshot = actor.getSnapshot();
      const samples = serviceSamples(snapshot.context, clock.now());
      const told = { ...machineLighting(snapshot, samples, { before, transitions }), timer: null };
      before = snapshot;
      const lighting = presentLighting(service as unknown as ChartLayout, told, { value: "", taken: [] });
      return {
        lighting,
        picture: pictureOf(layouts.service, lighting),
        taken: transitions.map((one) => edgeOf(one).id),
      };
    };
  };
  const because = { reason: "test", by: "test" };

  it("is shown edge by edge, and each edge was possible before it was taken", () => {
    const step = drawnRun();
    const seen = [
      step((send) => send({ type: "START", run: 1, at: 0, ...because })),
      step((send) => send({ type: "SPAWNED", run: 1, pid: 7 })),
      step((send) => send({ type: "READY", run: 1 })),
      step((send) => send({ type: "EXITED", run: 1, at: 9, exit: { code: 1 } })),
      step((send) => send({ type: "BACK_OFF", delayMs: 500 })),
      step((send) => send({ type: "START", run: 2, at: 600, ...because })),
      step((send) => send({ type: "STOP", mode: "ordered", ...because })),
    ];
    expect(seen.map(({ picture }) => picture.taken)).toEqual([
      ["stopped > starting"],
      ["starting.spawning > starting.settling"],
      ["starting.settling > running"],
      ["running > backoff"],
      ["backoff.deciding > backoff.waiting"],
      ["backoff > starting"],
      ["starting.spawning > stopping.aborting"],
    ]);
    seen.slice(1).forEach(({ picture }, at) => {
      for (const line of picture.taken) expect(seen[at]?.picture.possible).toContain(line);
      expect(picture.tokens).toEqual(picture.taken);
    });
    // A permanent service that runs has one exit: to the restart. What a probe may find next changes its health.
    expect([...(seen[2]?.picture.possible ?? [])].sort()).toEqual([
      "running > backoff",
      "running > stopping",
      "running.unknown > running.healthy",
      "running.unknown > running.unhealthy",
    ]);
    expect(seen[2]?.picture.possibleTexts.filter((text) => text.startsWith("EXITED"))).toEqual([
      "EXITEDto restart",
    ]);
  });
});

describe("the words under a chart", () => {
  const chart = layouts.service;
  const waiting = "backoff.waiting: after backoff -> backoff.due";

  it("name the last edges, the state with the time left of its timer, and the possible edges with their conditions", () => {
    const lighting = presentOf(chart, {
      on: chainOf("backoff.waiting"),
      taken: ["running: EXITED [isToBeRestarted] -> backoff", "backoff: BACK_OFF -> backoff.waiting"],
      legal: [waiting, "backoff: STOP -> stopped", "(any): UPDATE"],
      timer: {
        ...{ state: "backoff.waiting", id: waiting },
        ...{ due_at: new Date(now + 8_000).toISOString(), total_ms: 19_000 },
      },
    });
    expect(wordsOfTwin(chart, lighting, "backoff.waiting")).toEqual({
      "Came by": "EXITED (to restart) → backoff, then BACK_OFF → backoff.waiting",
      "Is in": "backoff.waiting, delay: 8 s of 19 s left",
      "Can go": "after delay → backoff.due · STOP → stopped",
    });
  });

  it("list for a past moment all edges that leave the state, since nobody knows which were possible", () => {
    const words = wordsOfTwin(chart, lightingOf(chart, { value: "running", taken: [] }), "running", false);
    expect(words["Came by"]).toBe("nothing that is recorded");
    expect(words["Was in"]).toBe("running");
    expect(words["Ways out"]).toMatch(/EXITED \(to restart\) → backoff · EXITED \(normal\) → finished/);
  });

  it("call no edge possible before the daemon has said so", () => {
    const lighting = presentLighting(chart, undefined, { value: "running", taken: [] });
    expect(wordsOfTwin(chart, lighting, "running")["Can go"]).toBe("nowhere");
    expect(pictureOf(chart, lighting).possible).toEqual([]);
    expect(pictureOf(chart, lighting).on).toEqual(["running"]);
  });
});

describe("an edge that was just taken", () => {
  const taken = ["stopped: START -> starting"];
  it("is animated only if it was taken while the page was looking", () => {
    const fresh = pictureOf(layouts.service, presentOf(layouts.service, { taken })).markup;
    expect(fresh).toContain('class="chart-way fresh"');
    const old = presentLighting(layouts.service, nothing, { value: "starting", taken });
    const { markup, taken: lines } = pictureOf(layouts.service, old);
    expect(lines).toEqual(["stopped > starting"]);
    expect(markup).not.toContain("fresh");
  });
});
