import type { PlanStep } from "../../../api/config.ts";
import type { IconName } from "../../../ui/icons/Icon.tsx";

interface StepWords {
  readonly tag: string;
  readonly icon: IconName;
  /** Follows a number of steps of this kind: `2 restarted`. */
  readonly counted: string;
}

/** How a kind of step is shown. */
export const wordsOf = ({ action, class: when }: Pick<PlanStep, "action" | "class">): StepWords => {
  switch (action) {
    case "restart":
      return when === "restart_by_strategy"
        ? { tag: "restart along", icon: "restart", counted: "restarted along" }
        : { tag: "restart", icon: "restart", counted: "restarted" };
    case "update":
      return when === "on_next_start"
        ? { tag: "next start", icon: "events", counted: "changed at the next start" }
        : { tag: "in place", icon: "check", counted: "changed in place" };
    case "add":
      return { tag: "add", icon: "plus", counted: "added" };
    case "remove":
      return { tag: "remove", icon: "minus", counted: "removed" };
    case "replace":
      return { tag: "replace", icon: "restart", counted: "replaced" };
    case "scale":
      return { tag: "scale", icon: "tree", counted: "scaled" };
    case "move":
      return { tag: "move", icon: "right", counted: "moved" };
    case "start":
      return { tag: "start", icon: "play", counted: "started" };
  }
};

/** A summary of steps: `2 restarted, 1 added`. */
export const summaryOf = (steps: ReadonlyArray<PlanStep>): string => {
  const counts = new Map<string, number>();
  for (const step of steps) {
    const { counted } = wordsOf(step);
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  return [...counts].map(([counted, count]) => `${count} ${counted}`).join(", ");
};

/** The same step for instances of one child; most groups have one. */
export interface StepGroup {
  readonly step: PlanStep;
  /** The path of the child, without the number of an instance. */
  readonly path: string;
  readonly steps: ReadonlyArray<PlanStep>;
}

const childOf = (path: string): string => path.replace(/#\d+$/, "");

/** The steps as shown: those of instances are grouped. */
export const groupsOf = (steps: ReadonlyArray<PlanStep>): ReadonlyArray<StepGroup> => {
  const groups = new Map<string, Array<PlanStep>>();
  for (const step of steps) {
    const { path, instances: _, ...same } = step;
    const key = JSON.stringify([childOf(path), path === childOf(path), same]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [step]);
    else group.push(step);
  }
  return [...groups.values()].map((group) => {
    const [step] = group as [PlanStep, ...ReadonlyArray<PlanStep>];
    return { step, path: childOf(step.path), steps: group };
  });
};

/** The paths that a step interrupts, with their subtrees. */
export const interruptedBy = ({ action, path, instances }: PlanStep): ReadonlyArray<string> => {
  if (action === "scale") return instances;
  return action === "add" || action === "update" || action === "move" ? [] : [path];
};

/** A principal in words; the kind is left out for a user. */
export const personOf = (by: string): string => by.replace(/^user:/, "");

/** The origin of a revision, in a few words. */
export const originOf = (source: string): string => {
  if (source.startsWith("sha256:")) return "a rollback";
  return source.startsWith("/") ? source.slice(source.lastIndexOf("/") + 1) : source;
};
