import type { ChildKind, SpecOf } from "../../domain/tree/ChildSpec.ts";
import { describeActive, describeSchedules, describeWindows } from "../messages/schedule.ts";
import { type FieldTable, processFields, supervisedFields } from "./fields.ts";
import { showValue } from "./values.ts";

/** How a plan treats a kind of child. */
interface Kind<Spec> {
  readonly fields: FieldTable<Spec>;
  /** Its name in the reason of a replacement; children whose nouns differ are replaced, not updated. */
  readonly noun: (spec: Spec) => string;
  /** The fields that a plan shows in words, instead of as they are stored, with these words. */
  readonly inWords: (spec: Spec) => ReadonlyMap<string, string>;
}

const asStored = (): ReadonlyMap<string, string> => new Map();

const kinds: { readonly [Each in ChildKind]: Kind<SpecOf<Each>> } = {
  service: {
    fields: { kind: null, ...supervisedFields, ...processFields },
    noun: () => "a service",
    inWords: asStored,
  },
  supervisor: {
    fields: {
      kind: null,
      ...supervisedFields,
      strategy: ["strategy", "in_place"],
      intensity: ["intensity", "in_place"],
      periodMs: ["period", "in_place"],
      autoShutdown: ["auto_shutdown", "in_place"],
      start: ["start", "in_place"],
      children: null,
      template: null,
      update: ["update", "in_place"],
      quota: ["quota", "in_place"],
      provision: ["provision", "in_place"],
    },
    noun: ({ template }) => (template ? "replicated" : "a supervisor"),
    inWords: asStored,
  },
  check: {
    fields: {
      kind: null,
      ...supervisedFields,
      expects: ["check", "in_place"],
      graceMs: ["check.grace", "in_place"],
      withinMs: ["check.within", "in_place"],
      failAfter: ["check.fail_after", "in_place"],
      provisioned: ["created by a report", "in_place"],
    },
    noun: () => "a check",
    inWords: asStored,
  },
  job: {
    fields: {
      kind: null,
      ...supervisedFields,
      // Its parts are settings of the job, which the next run follows.
      template: ["run", "in_place"],
      schedules: ["schedule", "in_place"],
      jitterMs: ["schedule.jitter", "in_place"],
      overlap: ["schedule.overlap", "in_place"],
      catchUp: ["schedule.catch_up", "in_place"],
      startWithinMs: ["schedule.start_within", "in_place"],
      timeoutMs: ["timeout", "in_place"],
      killGraceMs: ["stop.timeout", "in_place"],
      retry: ["retry", "in_place"],
      pool: ["schedule.pool", "in_place"],
      blackouts: ["schedule.blackouts", "in_place"],
      active: ["schedule", "in_place"],
      chain: ["after", "in_place"],
      parameters: ["parameters", "in_place"],
    },
    noun: () => "a job",
    inWords: ({ schedules, blackouts, active, chain }) =>
      new Map([
        ["schedules", describeSchedules(schedules)],
        ["blackouts", describeWindows(blackouts)],
        ["active", describeActive(active)],
        ["chain", showValue(chain.map(({ job, on }) => `${job}: ${on}`))],
      ]),
  },
};

export const kindOf = <Each extends ChildKind>({ kind }: { readonly kind: Each }): Kind<SpecOf<Each>> =>
  kinds[kind];
