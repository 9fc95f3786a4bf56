import type { Exit } from "../../src/domain/tree/Exit.ts";
import { hookNames } from "../../src/domain/tree/HookSpec.ts";
import { probesIn } from "../../src/policy/probe/health.ts";
import type { Sample } from "../lighting.ts";
import type { ServiceContext } from "./context.ts";
import type { ServiceEvent } from "./events.ts";

const attribution = { reason: "", by: "system" };
/** Exits of each class; the rules decide what they mean. */
const exits: ReadonlyArray<Exit> = [
  { code: 0 },
  { code: 1 },
  { code: 75 },
  { signal: "SIGTERM" },
  { signal: "SIGSEGV" },
];

/** Exits that the rules of this service mention. */
const exitsOf = ({ exitRules: { success, fatal, ignore } }: ServiceContext["rules"]): ReadonlyArray<Exit> =>
  [...success, ...fatal, ...ignore].map((match) =>
    typeof match === "number" ? { code: match } : { signal: match },
  );

/** Results of the probes of this service. */
const probed = ({ run, rules }: ServiceContext): ReadonlyArray<ServiceEvent> => {
  const names = [...(rules.ready.kind === "probe" ? (["startup"] as const) : []), ...probesIn(rules.probes)];
  return names.flatMap((probe) =>
    (["success", "failure"] as const).map((outcome) => ({
      type: "PROBED" as const,
      run,
      probe,
      result: { outcome, message: "" },
    })),
  );
};

/** Results of the hooks of this service, and what follows its end if there is one for that. */
const hooked = ({ run, rules: { hooks = {} } }: ServiceContext, now: number): ReadonlyArray<ServiceEvent> => {
  const ends = hookNames
    .filter((hook) => hooks[hook] !== undefined)
    .flatMap((hook) =>
      [null, ""].map((failure) => ({ type: "HOOKED" as const, run, at: now, hook, failure })),
    );
  return hooks.after_exit === undefined ? ends : [...ends, { type: "GONE", run, exit: { code: 0 } }];
};

/**
 * The events that may come next: one of each type, or several if its content decides. The machine determines which
 * transition each would take. `now` is monotonic ms.
 */
export const serviceSamples = (context: ServiceContext, now: number): ReadonlyArray<Sample> => {
  const { run, rules } = context;
  const held = context.held?.run ?? run;
  const started = { run: run + 1, at: now, ...attribution };
  const events: ReadonlyArray<ServiceEvent> = [
    { type: "START", ...started },
    { type: "START", ...started, heldBy: "a dependency" },
    { type: "STOP", mode: "ordered", ...attribution },
    { type: "STOP", mode: "ordered", ...attribution, heldBy: "a dependent" },
    { type: "STOP", mode: "brutal", ...attribution },
    { type: "BACK_OFF", delayMs: 0 },
    { type: "FAIL", reason: "", curable: true },
    { type: "FAIL", reason: "", curable: false },
    { type: "UPDATE", rules },
    { type: "HELD_BY", run: held, reason: "" },
    { type: "CLEARED", run: held, at: now },
    { type: "SPAWNED", run, pid: 1 },
    { type: "WAITING", run, reason: "" },
    { type: "READY", run },
    ...hooked(context, now),
    ...probed(context),
    ...[...exits, ...exitsOf(rules)].map((exit) => ({ type: "EXITED" as const, run, at: now, exit })),
  ];
  return events.map((event) => ({ event }));
};
