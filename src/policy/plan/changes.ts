import type { ChildSpec, ServiceSpec } from "../../domain/tree/ChildSpec.ts";
import type { Probe, StartupProbe } from "../../domain/tree/ProbeSpec.ts";
import type { FieldChange } from "../../domain/view/Plan.ts";
import { hookNames } from "../hook/hookNames.ts";
import { describeProbe } from "../messages/probe.ts";
import { withheld } from "../withheld.ts";
import { kindOf } from "./kinds.ts";
import { isObject, isSame, showValue } from "./values.ts";

/** Fields whose parts are separate settings, and are compared one by one. */
const fieldsWithParts = new Set([
  ...["env", "backoff", "limit", "ready", "probes", "hooks", "logs", "exitRules", "update", "retry"],
]);

/** The fields in which two specifications of the same kind differ; their children are not compared. */
export const fieldChanges = (current: ChildSpec, wanted: ChildSpec): ReadonlyArray<FieldChange> => {
  const before = new Map<string, unknown>(Object.entries(current));
  const after = new Map<string, unknown>(Object.entries(wanted));
  const words = { from: kindOf(current).inWords(current), to: kindOf(wanted).inWords(wanted) };
  return Object.entries(kindOf(wanted).fields).flatMap(([field, treatment]) => {
    if (treatment === null || isSame(before.get(field), after.get(field))) return [];
    const [name, changeClass] = treatment;
    const [from, to] = [before.get(field), after.get(field)];
    const ownClass = typeof changeClass === "function" ? changeClass(from, to) : changeClass;
    const [former, later] = [words.from.get(field), words.to.get(field)];
    if (former !== undefined && later !== undefined)
      return [{ field: name, from: former, to: later, class: ownClass }];
    return parts(field, name, from, to).map((part) => ({ ...part, class: ownClass }));
  });
};

type Part = Omit<FieldChange, "class">;

/** The parts of a field that differ, or the whole field. */
const parts = (field: string, name: string, from: unknown, to: unknown): ReadonlyArray<Part> => {
  if (field === "ports") return portParts(from, to);
  if (field === "template") return slotParts(from, to);
  if (field === "probes" || field === "hooks" || field === "runLimits")
    return partsOf(field, name, from ?? {}, to ?? {});
  if (!fieldsWithParts.has(field) || !isObject(from) || !isObject(to)) return [part(field, name, from, to)];
  return partsOf(field, name, from, to);
};

const partsOf = (field: string, name: string, from: object, to: object): ReadonlyArray<Part> => {
  // Maps, because an object inherits properties such as `toString`.
  const [before, after] = [new Map(Object.entries(from)), new Map(Object.entries(to))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !isSame(before.get(key), after.get(key)))
    .map((key) =>
      field === "env"
        ? { field: `${name}.${key}`, from: showVariable(before.get(key)), to: showVariable(after.get(key)) }
        : part(key, `${name}.${asInFile(key)}`, before.get(key), after.get(key)),
    );
};

/** The ports that differ, by their keys in the file: `port` and `ports.NAME`. */
const portParts = (from: unknown, to: unknown): ReadonlyArray<Part> => {
  const [before, after] = [portsIn(from), portsIn(to)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => part(key, key, before.get(key), after.get(key)));
};

const portsIn = (ports: unknown): ReadonlyMap<string, unknown> =>
  new Map(
    (Array.isArray(ports) ? ports : []).map(({ name, port }) => [
      name === null ? "port" : `ports.${name}`,
      port,
    ]),
  );

/** What differs between the runs of a job, whose time to stop is a setting of the job itself. */
const slotParts = (from: unknown, to: unknown): ReadonlyArray<Part> =>
  isSlot(from) && isSlot(to)
    ? fieldChanges({ ...from, shutdown: 0 }, { ...to, shutdown: 0 }).map(({ class: _, ...part }) => part)
    : [];

const isSlot = (template: unknown): template is ServiceSpec => isObject(template);

const part = (field: string, name: string, from: unknown, to: unknown): Part => ({
  field: name,
  from: showSetting(field, from),
  to: showSetting(field, to),
});

/** A plan is shown to viewers, and stands in reasons and events. */
const showVariable = (value: unknown): string => (typeof value === "string" ? withheld : showValue(value));

/** A field's key in the file: `reset_after` for `resetAfterMs`. */
const asInFile = (field: string): string =>
  field.replace(/Ms$/, "").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const isDuration = (field: string): boolean => field.endsWith("Ms") || field === "shutdown";

/** Fields that are probes: their headers are not shown, in which people write passwords. */
const probeFields = new Set(["probe", "ready", "live"]);

const isHook = (field: string): boolean => hookNames.some((name) => name === field);

/** The defaults of settings that are undefined if not declared. */
const undeclared: ReadonlyMap<string, string> = new Map([["onLimit", "escalate"]]);

const showSetting = (field: string, value: unknown): string => {
  if (probeFields.has(field) && isObject(value)) return describeProbe(value as Probe | StartupProbe);
  if (isHook(field) && isObject(value))
    return `${showValue(value.command)} (timeout ${showSetting("timeoutMs", value.timeoutMs)})`;
  if (typeof value === "number" && isDuration(field)) return `${value / 1000}s`;
  return showValue(value ?? undeclared.get(field));
};

/** Changes as a reason: `command changed: a → b`, and only `env.KEY changed` where both values are withheld. */
export const describeChanges = (changes: ReadonlyArray<FieldChange>): string =>
  changes
    .map(({ field, from, to }) => (from === to ? `${field} changed` : `${field} changed: ${from} → ${to}`))
    .join("; ");
