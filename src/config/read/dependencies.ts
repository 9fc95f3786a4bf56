import { type ChildPath, isWithin, join, root } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { childAt, hasChildren, isJob } from "../../domain/tree/childTraits.ts";
import type { Dependency } from "../../domain/tree/Dependency.ts";
import type { Chain } from "../../domain/tree/JobSettings.ts";
import { deadlockIn, waitInWords } from "../../policy/dependencies/deadlock.ts";
import { whyNeverMet } from "../../policy/dependencies/neverMet.ts";
import { chainCircle, chainInWords } from "../../policy/job/chainCircle.ts";
import { nearestPath } from "../../policy/nearest.ts";
import { entry, type LocatedMap, type Position, positionOf } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import type { SupervisorFile } from "../language/language.ts";

/** What the other child has to reach, or how the run of a job has to end that a job follows. */
type Until = Dependency["until"] | Chain["on"];

/** An entry of `after`: the other child by a name that may be short for its path. */
interface Written extends Omit<Dependency, "path" | "until"> {
  readonly name: string;
  readonly until: Until;
  readonly at: Position;
}

/** An entry of `after` with the path of the other child, and where it is written. */
interface Entry extends Omit<Written, "name"> {
  readonly path: ChildPath;
  readonly other: ChildPath;
  readonly report: Report;
}

/** What a child waits for, and where that is written. */
interface Resolved {
  readonly path: ChildPath;
  readonly on: Dependency;
  readonly at: Position;
  readonly report: Report;
}

/** What a job runs after, and where that is written. */
interface Follows {
  readonly path: ChildPath;
  readonly chain: Chain;
  readonly at: Position;
  readonly report: Report;
}

/** What a child declares in `after`. */
interface Declared {
  readonly after: ReadonlyArray<Dependency>;
  readonly chain: ReadonlyArray<Chain>;
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
    const entries = this.#declared.flatMap(({ path, written, report }) =>
      written.flatMap(({ name, ...rest }): ReadonlyArray<Entry> => {
        const other = this.#pathOf(name, path, rest.at, report);
        return other === null ? [] : [{ ...rest, path, other, report }];
      }),
    );
    const resolved = entries.flatMap((entry) => dependencyOf(entry, tree));
    const follows = entries.flatMap((entry) => chainOf(entry, tree));
    const [awaited, followed] = [byPath(resolved), byPath(follows)];
    const declaredBy = (path: ChildPath): Declared => ({
      after: (awaited.get(path) ?? []).map(({ on }) => on),
      chain: (followed.get(path) ?? []).map(({ chain }) => chain),
    });
    const whole = { ...tree, children: tree.children.map((child) => withAfter(child, root, declaredBy)) };
    for (const one of resolved) reportUnreachable(whole, one);
    reportDeadlock(whole, resolved);
    reportCircle(follows);
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

const byPath = <One extends { readonly path: ChildPath }>(
  all: ReadonlyArray<One>,
): ReadonlyMap<ChildPath, ReadonlyArray<One>> => {
  const found = new Map<ChildPath, Array<One>>();
  for (const one of all) found.set(one.path, [...(found.get(one.path) ?? []), one]);
  return found;
};

const isChained = (until: Until): until is Chain["on"] =>
  until === "success" || until === "failure" || until === "end";

const isJobAt = (tree: SupervisorSpec, path: ChildPath): boolean => {
  const child = childAt(tree, path);
  return child !== undefined && isJob(child);
};

/** A dependency of a child; none if it is a chain of jobs, or invalid, which is reported. */
const dependencyOf = (entry: Entry, tree: SupervisorSpec): ReadonlyArray<Resolved> => {
  const { path, other, until, propagate, at, report } = entry;
  if (isChained(until)) return [];
  if (isJobAt(tree, other)) {
    const hint = isJobAt(tree, path)
      ? `write \`after: { ${other}: success }\`, or failure or end, to run after it`
      : "only jobs run after a job; for a command that ends before others start, write `oneshot: true` in place of `schedule`";
    report.error(at, `${other} is a job, and can't be waited for until it is ${until}`, hint);
    return [];
  }
  if (propagate !== undefined && isJobAt(tree, path)) {
    report.error(at, "`propagate` has no meaning for a job: its runs are not restarted", "remove it");
    return [];
  }
  return [
    { path, on: { path: other, until, ...(propagate === undefined ? {} : { propagate }) }, at, report },
  ];
};

/** What a job runs after; none if it is a dependency, or invalid, which is reported. */
const chainOf = (entry: Entry, tree: SupervisorSpec): ReadonlyArray<Follows> => {
  const { path, other, until, at, report } = entry;
  // A child that is invalid is not in the tree, and has been reported.
  if (!isChained(until) || childAt(tree, path) === undefined || childAt(tree, other) === undefined) return [];
  if (!isJobAt(tree, path)) {
    report.error(
      at,
      `only a job runs after the ${until} of another one, and ${path} is none`,
      "write ready, started, healthy or finished; or give it a `schedule`, which makes it a job",
    );
    return [];
  }
  if (!isJobAt(tree, other)) {
    report.error(
      at,
      `${other} is no job, so that ${path} can't run after its ${until}`,
      `write \`after: { ${other}: ready }\` to wait for it, or give ${other} a \`schedule\``,
    );
    return [];
  }
  return [{ path, chain: { job: other, on: until }, at, report }];
};

const reportCircle = (follows: ReadonlyArray<Follows>): void => {
  const jobs = [...byPath(follows)].map(([job, links]) => ({ job, chain: links.map(({ chain }) => chain) }));
  const circle = chainCircle(jobs);
  const part = follows.find(({ path, chain }) => circle?.includes(chainInWords(path, chain)));
  part?.report.error(
    part.at,
    `these jobs would start each other for ever: ${circle?.join("; ")}`,
    "remove one of them",
  );
};

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
  declaredBy: (path: ChildPath) => Declared,
): ChildSpec => {
  const path = join(parent, child.id);
  const { after, chain } = declaredBy(path);
  const [first, ...others] = after;
  const own = first === undefined ? {} : { after: [first, ...others] as const };
  if (isJob(child)) return { ...child, ...own, chain };
  if (!hasChildren(child)) return { ...child, ...own };
  return { ...child, ...own, children: child.children.map((one) => withAfter(one, path, declaredBy)) };
};
