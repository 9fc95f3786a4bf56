import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { Touched, TouchedEffect } from "../../domain/view/Touched.ts";
import { displayName } from "../allowed.ts";
import type { Intent } from "./intent.ts";

/** At most so many children are named. */
const named = 4;

const predicates: Readonly<Record<TouchedEffect, readonly [one: string, several: string]>> = {
  stops: ["stops", "stop, in reverse order"],
  restarts: ["restarts", "restart"],
  starts: ["starts", "start, in order"],
  held: ["is held", "are held"],
  fails: ["is given up", "are given up"],
  removed: ["is removed", "are removed"],
  added: ["is added", "are added"],
  signalled: ["is signalled", "are signalled"],
  reloaded: ["is reloaded", "are reloaded"],
  stays: ["stays as it is", "stay as they are"],
};

const effects = Object.keys(predicates) as ReadonlyArray<TouchedEffect>;

const verbs: Readonly<Record<Intent["verb"], string>> = {
  start: "Start",
  stop: "Stop",
  restart: "Restart",
  reload: "Reload",
  signal: "Signal",
  scale: "Scale",
};

const openingOf = (intent: Intent, targets: ReadonlyArray<ChildPath>): string => {
  const [only = "", ...others] = targets;
  const whom = others.length === 0 ? displayName({ path: only }) : `${targets.length} children`;
  const to =
    intent.verb === "scale"
      ? ` to ${intent.replicas}`
      : intent.verb === "signal"
        ? ` with ${intent.signal}`
        : "";
  return `${verbs[intent.verb]} ${whom}${to}`;
};

/**
 * What a command or a failure does, in one sentence: "Stop web: 4 services stop, in reverse order (…)." Only services
 * are counted, unless no service is touched.
 */
export const inWords = (
  what: Intent | string,
  targets: ReadonlyArray<ChildPath>,
  touched: ReadonlyArray<Touched>,
  isGroup: (path: ChildPath) => boolean,
): string => {
  const opening = typeof what === "string" ? what : openingOf(what, targets);
  const services = touched.filter(({ path }) => !isGroup(path));
  const counted = services.length > 0 ? services : touched;
  const moved = counted.filter(({ effect }) => effect !== "stays");
  const [only] = moved;
  if (only === undefined) return `${opening}: ${reasonOf(counted)}.`;
  const isAlone = counted.length === 1 && targets.includes(only.path);
  if (isAlone) return `${opening}: it alone ${predicates[only.effect][0]}.`;
  const noun = services.length > 0 ? "services" : "children";
  const parts = effects.flatMap((effect) => part(effect, noun, counted));
  return `${opening}: ${parts.join("; ")}.`;
};

const reasonOf = (touched: ReadonlyArray<Touched>): string =>
  touched.length === 1 ? `nothing happens: ${touched[0]?.because}` : "nothing happens";

/** The children with this effect: how many, and which if they are few. */
const part = (
  effect: TouchedEffect,
  noun: string,
  touched: ReadonlyArray<Touched>,
): ReadonlyArray<string> => {
  const those = touched.filter((one) => one.effect === effect);
  if (those.length === 0) return [];
  const [one, several] = predicates[effect];
  if (those.length === 1) return [`${displayName(those[0] ?? { path: "" })} ${one}`];
  const names = those.length <= named ? ` (${those.map(displayName).join(", ")})` : "";
  return [`${those.length} ${noun} ${several}${names}`];
};
