import { expect, it } from "vitest";
import { statusDocument } from "../../api/tree/statusDocument.ts";
import type { JobView, ServiceView } from "../../src/domain/view/NodeView.ts";
import type { StatusParts } from "../../src/domain/view/Status.ts";
import { emptyTally } from "../../src/policy/tally.ts";
import { assembled } from "../../supervisors/view/status.ts";

const view = (path: string, reason: string): ServiceView => ({
  kind: "service",
  path,
  state: "running",
  value: "running",
  since: "2026-01-01T00:00:00.000Z",
  reason,
  by: "system",
  wanted: "up",
  next_attempt_at: null,
  due: [],
  allowed: ["stop"],
  consecutive_failures: 0,
  seq: 1,
  health: "unknown",
  pid: 1,
  run: 1,
  restarts: 0,
  last_exit: null,
  kill_at: null,
});

const readings = { uptime_ms: 5, cpu: null, memory: 7 };
const partsOf = (...views: ReadonlyArray<ServiceView>): StatusParts => ({
  tree: {
    name: 'a "name"',
    revision: "sha256:0",
    state: "running",
    reason: "",
    next_attempt_at: null,
    daemon: { pid: 1, version: "0", started_at: "2026-01-01T00:00:00.000Z" },
  },
  children: views.map((one) => ({ kind: "service", view: one, readings, tally: emptyTally })),
});

it("a status assembled from texts is the JSON of the status", () => {
  for (const parts of [
    partsOf(),
    partsOf(view("a", 'it said "}"')),
    partsOf(view("a", ""), view("b", "ü\n")),
  ])
    expect(JSON.parse(statusDocument(parts, new Map()))).toEqual(
      JSON.parse(JSON.stringify(assembled(parts))),
    );
});

it("last words belong to their child, and readings are current, even if the view was serialised earlier", () => {
  const parts = partsOf(view("a", ""));
  statusDocument(parts, new Map());
  const later = {
    ...parts,
    children: parts.children.map((part) =>
      part.kind === "service" ? { ...part, readings: { ...readings, uptime_ms: 6 } } : part,
    ),
  };
  expect(JSON.parse(statusDocument(later, new Map([["a", "no such table"]])))).toMatchObject({
    children: [{ path: "a", uptime_ms: 6, last_words: "no such table" }],
  });
});

// A tree with a job had no readable status: its empty readings left a comma behind its view.
it("a job, which has no readings, leaves no comma behind", () => {
  const {
    health: _,
    pid: __,
    run: ___,
    restarts,
    last_exit,
    kill_at,
    consecutive_failures,
    ...node
  } = view("a", "");
  const shown = { condition: "idle", next_at: null, waiting: 0, paused: null, last_run: null } as const;
  const job: JobView = { ...node, kind: "job", consecutive_failures, ...shown };
  const parts = {
    ...partsOf(),
    children: [{ kind: "job", view: job, readings: {}, tally: emptyTally } as const],
  };
  expect(JSON.parse(statusDocument(parts, new Map()))).toMatchObject({ children: [shown] });
});
