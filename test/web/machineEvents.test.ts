import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MachineEvents } from "../../web/lines/MachineEvents.ts";

// Modules read it while they are loaded.
vi.hoisted(() => vi.stubGlobal("document", { hidden: false, baseURI: "http://127.0.0.1/" }));

const transition = (seq: number) => ({
  ...{ seq, at: new Date(seq * 1_000).toISOString(), subject: "web", type: "transition", run: 1 },
  ...{ from: "running", to: "backoff", reason: "exit code 1", by: "system" },
});

/** A daemon with a journal of so many transitions, which doesn't answer while `fails`. */
const journal = { count: 0, fails: false };
const answer = (address: URL): Response => {
  const of = (name: string): string | null => address.searchParams.get(name);
  const until = of("until");
  const limit = Number(of("limit"));
  const all = Array.from({ length: journal.count }, (_, index) => transition(index + 1))
    .filter(({ seq }) => seq > Number(of("after") ?? 0))
    .filter(({ at }) => until === null || at < until);
  const items = of("last") === null ? all.slice(0, limit) : all.slice(-limit);
  return Response.json({ items, next: null });
};

const everything = (events: MachineEvents): ReadonlyArray<number> =>
  events.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).map(({ seq }) => seq);

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { hidden: false });
  vi.stubGlobal("fetch", async (address: URL) => {
    if (journal.fails) throw new TypeError("Failed to fetch");
    return answer(address);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

// Cause: one request that failed ended the rows of states for good, until the page was opened again.
describe("the transitions between lines of output", () => {
  it("go on after a failed request", async () => {
    Object.assign(journal, { count: 2, fails: false });
    const events = new MachineEvents(["web"]);
    events.open();
    await pass(0);
    expect(everything(events)).toEqual([1, 2]);
    journal.fails = true;
    await pass(10_000);
    Object.assign(journal, { count: 3, fails: false });
    await pass(10_000);
    expect(everything(events)).toEqual([1, 2, 3]);
    events.close();
    journal.count = 4;
    await pass(30_000);
    expect(everything(events)).toEqual([1, 2, 3]);
  });

  it("begin after a failed request, and are read further back after one", async () => {
    Object.assign(journal, { count: 1_500, fails: true });
    const events = new MachineEvents(["web"]);
    events.open();
    await pass(10_000);
    expect(everything(events)).toEqual([]);
    journal.fails = false;
    await pass(10_000);
    expect(everything(events)).toHaveLength(1_000);
    journal.fails = true;
    events.want(0);
    await pass(10_000);
    journal.fails = false;
    await pass(10_000);
    expect(everything(events)).toHaveLength(1_500);
    events.close();
  });
});
