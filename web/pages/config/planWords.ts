import type { PlanStep } from "../../api/config.ts";
import type { IconName } from "../../ui/Icon.tsx";

interface StepWords {
  readonly tag: string;
  readonly icon: IconName;
  /** Of how many steps of this kind there are: `2 restart`. */
  readonly counted: string;
}

/** How a step is told. */
export const wordsOf = ({ action, class: when }: Pick<PlanStep, "action" | "class">): StepWords => {
  switch (action) {
    case "restart":
      return when === "restart_by_strategy"
        ? { tag: "restart along", icon: "restart", counted: "restart along" }
        : { tag: "restart", icon: "restart", counted: "restart" };
    case "update":
      return when === "on_next_start"
        ? { tag: "next start", icon: "events", counted: "at the next start" }
        : { tag: "in place", icon: "check", counted: "in place" };
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

/** What the steps come to: `2 restart, 1 added`. */
export const summaryOf = (steps: ReadonlyArray<PlanStep>): string => {
  const counts = new Map<string, number>();
  for (const step of steps) {
    const { counted } = wordsOf(step);
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  return [...counts].map(([counted, count]) => `${count} ${counted}`).join(", ");
};

/** The paths of the running tree whose processes a step interrupts, with all that is under them. */
export const interruptedBy = ({ action, path, instances }: PlanStep): ReadonlyArray<string> => {
  if (action === "scale") return instances;
  return action === "add" || action === "update" || action === "move" ? [] : [path];
};

/** Who did something, without the kind of the principal where that is a person. */
export const personOf = (by: string): string => by.replace(/^user:/, "");

/** Where a revision came from, in a few words. */
export const originOf = (source: string): string => {
  if (source.startsWith("sha256:")) return "a rollback";
  return source.startsWith("/") ? source.slice(source.lastIndexOf("/") + 1) : source;
};
