import { join, legalName } from "../domain/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../domain/ChildSpec.ts";
import { childContradictions } from "../policy/contradictions.ts";
import { decode } from "./decode.ts";
import { SupervisorFile } from "./language.ts";
import { limits } from "./limits.ts";
import { entry, type Located, type LocatedEntry, type LocatedMap, positionOf, without } from "./located.ts";
import { readService, type ServiceSurroundings } from "./readService.ts";
import { show } from "./show.ts";
import { supervisedPart, supervisorPart } from "./supervised.ts";

/** What reading a child needs besides the child. */
interface Surroundings extends ServiceSurroundings {
  /** Of the supervisor that it is under. */
  readonly path: string;
}

/** The children of a supervisor, in document order; what can't be read is said and left out. */
export const readChildren = (
  children: Located | undefined,
  supervisor: Pick<SupervisorSpec, "autoShutdown">,
  around: Surroundings,
): ReadonlyArray<ChildSpec> => {
  if (children === undefined) return [];
  if (children.kind !== "map") {
    around.report.say(
      children.at,
      "children is a map from names to children",
      "write each child as `name:` with its keys below",
    );
    return [];
  }
  return [...children.entries].flatMap(([name, child]) => {
    if (around.report.isFull()) return [];
    const path = join(around.path, name);
    return readNamed(name, child, supervisor, { ...around, path, report: around.report.of(path) });
  });
};

const readNamed = (
  name: string,
  { keyAt, value }: LocatedEntry,
  supervisor: Pick<SupervisorSpec, "autoShutdown">,
  around: Surroundings,
): ReadonlyArray<ChildSpec> => {
  const { report } = around;
  if (!legalName.test(name))
    report.say(
      keyAt,
      `${show(name)} is not a legal name`,
      "use letters, digits, . _ and -, beginning with a letter or digit",
    );
  if (name.length > limits.name)
    report.say(keyAt, `the name has ${name.length} characters`, `use at most ${limits.name}`);
  const child = readChild(name, value, around);
  if (!child) return [];
  for (const wrong of childContradictions(child, supervisor))
    report.say(positionOf(value, ["significant"]), wrong);
  return [child];
};

const readChild = (name: string, child: Located, around: Surroundings): ChildSpec | null => {
  const { report } = around;
  if (child.kind !== "map") {
    report.say(child.at, `${show(name)} has no keys`, "give it a command, or children");
    return null;
  }
  const isSupervisor = child.entries.has("children");
  if (isSupervisor && child.entries.has("command")) {
    report.say(
      child.at,
      `${show(name)} has both command and children`,
      "a service has a command, a supervisor has children: split it",
    );
    return null;
  }
  return isSupervisor ? readSupervisor(name, child, around) : readService(name, child, around);
};

const readSupervisor = (name: string, map: LocatedMap, around: Surroundings): SupervisorSpec | null => {
  const { report } = around;
  const strategy = entry(map, "strategy");
  const isForInstances = strategy?.kind === "scalar" && strategy.value === "simple_one_for_one";
  if (isForInstances) {
    report.say(
      strategy.at,
      "simple_one_for_one is what replicas are run by",
      "write `replicas: N` on a service",
    );
  }
  const own = isForInstances ? without(map, "strategy") : map;
  const file = decode(SupervisorFile, own, "a supervisor", report, ["children"]);
  const autoShutdown = file?.auto_shutdown ?? "never";
  const children = readChildren(entry(map, "children"), { autoShutdown }, around);
  return (
    file && { ...supervisedPart(name, file, "infinity"), ...supervisorPart(file), children, template: null }
  );
};
