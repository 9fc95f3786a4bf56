import { Effect, Layer } from "effect";
import type { CheckMemory } from "../../domain/stored/CheckRecord.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import { CheckIns, type PingKey, type StoredReport } from "../../ports/store/CheckIns.ts";

/** Reports that live as long as the process, for tests and demonstrations. */
export const makeCheckIns = (): typeof CheckIns.Service => {
  const checks = new Map<ChildPath, CheckMemory>();
  const reports = new Map<ChildPath, ReadonlyArray<StoredReport>>();
  const keys = new Map<ChildPath, PingKey>();
  let observedUntil: number | null = null;
  return {
    recall: Effect.sync(() => ({ checks: new Map(checks), unreadable: [], observedUntil })),
    store: ({ path, memory, report }) =>
      Effect.sync(() => {
        checks.set(path, memory);
        if (report) reports.set(path, [report, ...(reports.get(path) ?? [])]);
      }),
    observed: (until) =>
      Effect.sync(() => {
        observedUntil = until;
      }),
    reports: (path, limit) => Effect.sync(() => (reports.get(path) ?? []).slice(0, limit)),
    setKey: (key) => Effect.sync(() => void keys.set(key.path, key)),
    keysBeginning: (start) =>
      Effect.sync(() => [...keys.values()].filter(({ digest }) => digest.startsWith(start))),
    keys: Effect.sync(() => [...keys.values()]),
  };
};

export const layer: Layer.Layer<CheckIns> = Layer.sync(CheckIns, makeCheckIns);
