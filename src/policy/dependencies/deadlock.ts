import { type ChildPath, join, root } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { hasChildren } from "../../domain/tree/childTraits.ts";
import type { Dependency } from "../../domain/tree/Dependency.ts";

/** The beginning of a child's start, or its end; of a supervisor, the end is that all its children have started. */
type Moment = `begin ${ChildPath}` | `done ${ChildPath}`;

/** Why one moment comes after another. */
interface Wait {
  readonly for: Moment;
  readonly because: string;
}

const begin = (path: ChildPath): Moment => `begin ${path}`;
const done = (path: ChildPath): Moment => `done ${path}`;

const targetOf = ({ path, until }: Dependency): Moment => (until === "started" ? begin(path) : done(path));

/** That a child waits for another one, in words. */
export const waitInWords = (path: ChildPath, on: Dependency): string =>
  `${path} waits for ${on.path}: ${on.until}`;

/** What the moments of a start wait for: dependencies, supervisors, and the serial order of siblings. */
const waitsOf = (spec: SupervisorSpec): ReadonlyMap<Moment, ReadonlyArray<Wait>> => {
  const waits = new Map<Moment, Array<Wait>>();
  const add = (moment: Moment, wait: Wait): void => {
    waits.set(moment, [...(waits.get(moment) ?? []), wait]);
  };
  const visit = (child: ChildSpec, path: ChildPath): void => {
    add(done(path), { for: begin(path), because: "" });
    for (const on of child.after ?? [])
      add(begin(path), { for: targetOf(on), because: waitInWords(path, on) });
    if (!hasChildren(child)) return;
    for (const [index, one] of child.children.entries()) {
      const at = join(path, one.id);
      const before = child.children[index - 1];
      add(begin(at), { for: begin(path), because: `${at} is started with ${path}` });
      add(done(path), { for: done(at), because: `${path} is ready once ${at} is` });
      if (child.start === "serial" && before !== undefined)
        add(begin(at), {
          for: done(join(path, before.id)),
          because: `${at} is started after ${join(path, before.id)} (start: serial)`,
        });
      visit(one, at);
    }
  };
  visit(spec, root);
  return waits;
};

/** A cycle in the waits, as the reasons along it; null if there is none. */
const cycleIn = (waits: ReadonlyMap<Moment, ReadonlyArray<Wait>>): ReadonlyArray<string> | null => {
  const finished = new Set<Moment>();
  const underWay = new Map<Moment, number>();
  const reasons: Array<string> = [];
  const visit = (moment: Moment): ReadonlyArray<string> | null => {
    const since = underWay.get(moment);
    if (since !== undefined) return reasons.slice(since);
    if (finished.has(moment)) return null;
    underWay.set(moment, reasons.length);
    for (const wait of waits.get(moment) ?? []) {
      reasons.push(wait.because);
      const cycle = visit(wait.for);
      if (cycle !== null) return cycle;
      reasons.pop();
    }
    underWay.delete(moment);
    finished.add(moment);
    return null;
  };
  for (const moment of waits.keys()) {
    const cycle = visit(moment);
    if (cycle !== null) return cycle.filter((because) => because !== "");
  }
  return null;
};

/**
 * Why some children of a tree could never start, because they wait for each other: what each of them waits for, in a
 * circle. Null if none do.
 */
export const deadlockIn = (spec: SupervisorSpec): ReadonlyArray<string> | null => cycleIn(waitsOf(spec));
