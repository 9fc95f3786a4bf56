import { type ChildPath, isWithin, join, root } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { hasChildren } from "../../domain/tree/childTraits.ts";
import type { Dependency } from "../../domain/tree/Dependency.ts";
import { deadlockIn, waitInWords } from "../../policy/dependencies/deadlock.ts";
import { whyNeverMet } from "../../policy/dependencies/neverMet.ts";
import { nearestPath } from "../../policy/nearest.ts";
import { entry, type LocatedMap, type Position, positionOf } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import type { SupervisorFile } from "../language/language.ts";

/** A dependency as it is written: the other child by a name that may be short for its path. */
interface Written extends Omit<Dependency, "path"> {
  readonly name: string;
  readonly at: Position;
}

/** What a child waits for, and where that is written. */
interface Resolved {
  readonly path: ChildPath;
  readonly on: Dependency;
  readonly at: Position;
  readonly report: Report;
}

/** The dependencies of all children, whose names are resolved once the whole tree is known. */
export class Dependencies {
  readonly #paths = new Set<ChildPath>();
  readonly #declared: Array<{ path: ChildPath; written: ReadonlyArray<Written>; report: Report }> = [];

  /** Notes that a child is declared, valid or not. */
  knows(path: ChildPath): void {
    this.#paths.add(path);
  }

  /** Notes what a child waits for. */
  declare(path: ChildPath, { after }: Pick<SupervisorFile, "after">, map: LocatedMap, report: Report): void {
    if (after !== undefined) this.#declared.push({ path, written: writtenIn(after, map), report });
  }

  /** The tree with the dependencies of its children; what is wrong with them is reported. */
  addedTo(tree: SupervisorSpec): SupervisorSpec {
    const resolved = this.#declared.flatMap(({ path, written, report }) =>
      written.flatMap(({ name, at, ...rest }): ReadonlyArray<Resolved> => {
        const other = this.#pathOf(name, path, at, report);
        return other === null ? [] : [{ path, on: { path: other, ...rest }, at, report }];
      }),
    );
    const byPath = new Map<ChildPath, ReadonlyArray<Resolved>>();
    for (const one of resolved) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
    const whole = { ...tree, children: tree.children.map((child) => withAfter(child, root, byPath)) };
    for (const one of resolved) reportUnreachable(whole, one);
    reportDeadlock(whole, resolved);
    return whole;
  }

  /** A whole path, the name of a sibling, or a unique last part of a path; null if it is none, which is reported. */
  #pathOf(name: string, path: ChildPath, at: Position, report: Report): ChildPath | null {
    const sibling = join(path.slice(0, Math.max(path.lastIndexOf("/"), 0)), name);
    const exact = [name, sibling].find((one) => this.#paths.has(one));
    const ending = exact === undefined ? [...this.#paths].filter((one) => one.endsWith(`/${name}`)) : [];
    const found = exact ?? (ending.length === 1 ? ending[0] : undefined);
    if (found === undefined) {
      const near = nearestPath(name, [...this.#paths]);
      if (ending.length > 1)
        report.error(
          at,
          `${show(name)} is the name of several children`,
          `write one of ${ending.join(", ")}`,
        );
      else
        report.error(
          at,
          `there is no child ${show(name)}, for which ${path} could wait`,
          near === null ? "write the path of a child, such as web/api" : `did you mean "${near}"?`,
        );
      return null;
    }
    const kin = kinshipOf(path, found);
    if (kin === null) return found;
    report.error(at, `${path} can't wait for ${kin}`, "remove it");
    return null;
  }
}

const reportUnreachable = (tree: SupervisorSpec, { on, at, report }: Resolved): void => {
  const why = whyNeverMet(tree, on);
  if (why !== null) report.error(at, why, "wait until it is ready instead");
};

const reportDeadlock = (tree: SupervisorSpec, resolved: ReadonlyArray<Resolved>): void => {
  const circle = deadlockIn(tree);
  const part = resolved.find(({ path, on }) => circle?.includes(waitInWords(path, on)));
  part?.report.error(
    part.at,
    `these would wait for each other for ever: ${circle?.join("; ")}`,
    "remove one of these dependencies, or change the order of the children",
  );
};

const writtenIn = (after: NonNullable<SupervisorFile["after"]>, map: LocatedMap): ReadonlyArray<Written> => {
  const whole = entry(map, "after");
  const keyAt = (name: string): Position =>
    (whole?.kind === "map" ? whole.entries.get(name)?.keyAt : undefined) ?? positionOf(map, ["after"]);
  if (isList(after))
    return after.map((name, index) => ({
      ...{ name, at: positionOf(map, ["after", index]) },
      until: "ready",
    }));
  return Object.entries(after).map(([name, value]) => {
    const { for: until = "ready", propagate = "none" } = typeof value === "string" ? { for: value } : value;
    return { name, at: keyAt(name), until, ...(propagate === "none" ? {} : { propagate }) };
  });
};

const isList = (after: NonNullable<SupervisorFile["after"]>): after is ReadonlyArray<string> =>
  Array.isArray(after);

/** Why two children can't wait for each other; null if they are not related. */
const kinshipOf = (path: ChildPath, other: ChildPath): string | null => {
  if (path === other) return "itself";
  if (isWithin(other, path)) return `${other}, which is not ready before it`;
  return isWithin(path, other) ? `${other}, which is started with it` : null;
};

const withAfter = (
  child: ChildSpec,
  parent: ChildPath,
  found: ReadonlyMap<ChildPath, ReadonlyArray<Resolved>>,
): ChildSpec => {
  const path = join(parent, child.id);
  const [first, ...others] = (found.get(path) ?? []).map(({ on }) => on);
  const own = first === undefined ? {} : { after: [first, ...others] as const };
  if (!hasChildren(child)) return { ...child, ...own };
  return { ...child, ...own, children: child.children.map((one) => withAfter(one, path, found)) };
};
