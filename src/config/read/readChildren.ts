import { join, legalName } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { childContradictions } from "../../policy/contradictions.ts";
import { folded } from "../../policy/nameCase.ts";
import { limits } from "../diagnostics/limits.ts";
import {
  type Located,
  type LocatedEntry,
  type LocatedMap,
  type Position,
  placeOf,
  positionOf,
} from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import { type KindInFiles, kindsInFiles, kindsWritten } from "../kinds.ts";
import { decode } from "../language/decode.ts";
import { inChild } from "../language/knownKeys.ts";
import { ServiceFile } from "../language/language.ts";
import type { ReadChildren, ReadContext } from "./readContext.ts";

export const readChildren: ReadChildren = (children, supervisor, context) => {
  if (children === undefined) return [];
  if (children.kind !== "map") {
    context.report.error(
      children.at,
      "children must be a map from names to children",
      "write each child as `name:` with its keys below",
    );
    return [];
  }
  const places = new Map<string, { readonly name: string; readonly at: Position }>();
  return [...children.entries].flatMap(([name, child]) => {
    if (context.report.isFull()) return [];
    const twin = places.get(folded(name));
    if (twin)
      context.report.error(
        child.keyAt,
        `${show(name)} differs in case only from ${show(twin.name)}, at ${placeOf(twin.at)}, and macOS would keep both in one folder`,
        "give one of them another name",
      );
    else places.set(folded(name), { name, at: child.keyAt });
    const path = join(context.path, name);
    context.dependencies.knows(path);
    return readNamed(name, child, supervisor, {
      ...context,
      path,
      report: context.report.of(path),
      supervisor: { ...context.supervisor, strategy: supervisor.strategy },
    });
  });
};

const readNamed = (
  name: string,
  { keyAt, value }: LocatedEntry,
  supervisor: Pick<SupervisorSpec, "autoShutdown">,
  context: ReadContext,
): ReadonlyArray<ChildSpec> => {
  const { report } = context;
  if (!legalName.test(name))
    report.error(
      keyAt,
      `${show(name)} is not a valid name`,
      "use letters, digits, . _ and -, beginning with a letter or digit",
    );
  if (name.length > limits.name)
    report.error(keyAt, `the name has ${name.length} characters`, `use at most ${limits.name}`);
  const child = readChild(name, value, context);
  if (!child) return [];
  for (const wrong of childContradictions(child, supervisor))
    report.error(positionOf(value, ["significant"]), wrong);
  return [child];
};

const readChild = (name: string, child: Located, context: ReadContext): ChildSpec | null => {
  const { report } = context;
  if (child.kind !== "map") {
    report.error(
      child.at,
      `${show(name)} has no keys`,
      `give it ${kindsInFiles.map(({ shape }) => shape).join(", or ")}`,
    );
    return null;
  }
  const [kind, ...others] = kindsWritten(child);
  if (kind === undefined) return reportNoKind(name, child, report);
  if (others.length > 0) return reportSeveralKinds(name, child, [kind, ...others], report);
  return kind.read(name, child, context, readChildren);
};

/** A constant, so that its decoder is compiled once. */
const Commandless = ServiceFile.omit("command");

const [fallback, ...otherKinds] = kindsInFiles;

/** A child without the key of any kind is treated as a service without a command, so that its other errors are reported too. */
const reportNoKind = (name: string, child: LocatedMap, report: Report): null => {
  const others = otherKinds.map(({ key, noun }) => `, or \`${key}:\` if it should be ${noun}`);
  report.error(child.at, `${name} has no command`, `add \`${fallback?.key}:\`${others.join("")}`);
  decode(Commandless, child, inChild("a service"), report, ["command"]);
  return null;
};

const reportSeveralKinds = (
  name: string,
  child: LocatedMap,
  kinds: ReadonlyArray<KindInFiles>,
  report: Report,
): null => {
  const keys = kinds.map(({ key }) => key).join(" and ");
  const forms = kinds.map(({ noun, shape }) => `${noun} has ${shape}`).join(", ");
  report.error(child.at, `${show(name)} has both ${keys}`, `${forms}: split it`);
  return null;
};
