import type { ConfigError } from "../../config/diagnostics/ConfigError.ts";
import type { Finding } from "../../config/import/draft/Finding.ts";

const fidelities = ["exact", "approximate", "unsupported", "unknown"] as const;

/** Findings that are reported in one line. */
interface Group {
  readonly fidelity: Finding["fidelity"];
  readonly sources: Array<string>;
  readonly lines: Array<number>;
  readonly keys: Array<string>;
  /** The target of the setting; for several findings, the part that they share. */
  readonly target: string | null;
  readonly note: string;
}

const add = <Item>(items: Array<Item>, item: Item): void => {
  if (!items.includes(item)) items.push(item);
};

/** A setting without the children that have it: `uid` for `children.web.uid`. */
const settingOf = (target: string | null): string | null =>
  target === null ? null : target.replace(/(^|, )(children\.[^.,]+\.)+/g, "$1");

/** Findings grouped by a key, in the order of the first of each group. */
const grouped = (
  findings: ReadonlyArray<Finding>,
  of: (finding: Finding) => string,
): ReadonlyArray<Group> => {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const { fidelity, source, line, key, target, note } = finding;
    const id = of(finding);
    const found = groups.get(id);
    const group = found
      ? { ...found, target: found.target === target ? target : settingOf(target) }
      : { fidelity, sources: [], lines: [], keys: [], target, note };
    groups.set(id, group);
    add(group.sources, source);
    add(group.keys, key);
    if (line !== null) add(group.lines, line);
  }
  return [...groups.values()];
};

/** How many names are listed; the rest is counted. */
const maxListed = 6;

const names = (all: ReadonlyArray<string | number>): string =>
  all.length > maxListed
    ? `${all.slice(0, maxListed - 1).join(", ")} and ${all.length - maxListed + 1} more`
    : all.join(", ");

/** Where it is written: by file and line or, if the lines are of several files, by line and the section that follows. */
const placeOf = (lines: ReadonlyArray<number>, file: string | null): string => {
  const numbers = lines.slice(0, maxListed).join(",");
  if (file === null) return numbers === "" ? "" : `line ${numbers} of `;
  return numbers === "" ? `${file} ` : `${file}:${numbers} `;
};

const lineOf = ({ fidelity, sources, lines, keys, target, note }: Group, file: string | null): string => {
  const place = placeOf(lines, file);
  const arrow = target === null ? "" : ` → ${target}`;
  return `${fidelity.padEnd(11)} ${place}${names(sources)}: ${keys.join(", ")}${arrow}${note === "" ? "" : `: ${note}`}`;
};

/** The exact findings, one line for all sources with the same keys. */
const exactLines = (findings: ReadonlyArray<Finding>, file: string | null): ReadonlyArray<string> => {
  const bySource = grouped(findings, ({ source }) => source);
  const byKeys = new Map<string, Group>();
  for (const group of bySource) {
    const id = group.keys.join("\n");
    const found = byKeys.get(id);
    if (found) found.sources.push(...group.sources);
    else byKeys.set(id, { ...group, lines: [], target: null, note: "" });
  }
  return [...byKeys.values()].map((group) => lineOf(group, file));
};

/** The number of the source's keys by fidelity, and of defaults that it doesn't override. */
const count = (written: ReadonlyArray<Finding>, defaults: number): string => {
  const counts = fidelities.map(
    (fidelity) => `${written.filter((one) => one.fidelity === fidelity).length} ${fidelity}`,
  );
  const untouched = defaults === 0 ? "" : `; ${defaults} defaults of the source: see --json`;
  return `${counts.join(", ")}${untouched}`;
};

/**
 * A report on the keys of a source, with repeated findings grouped. Its defaults, the places of exact findings and
 * remarks on them are left to `--json`. `file`: see `placeOf`.
 */
export const reportLines = (report: ReadonlyArray<Finding>, file: string | null): ReadonlyArray<string> => {
  const written = report.filter(({ isDefault }) => !isDefault);
  const exact = written.filter(({ fidelity }) => fidelity === "exact");
  const differing = fidelities.slice(1).flatMap((one) => written.filter(({ fidelity }) => fidelity === one));
  const same = ({ fidelity, key, target, note }: Finding) =>
    JSON.stringify(note === "" ? [fidelity, key, settingOf(target)] : [fidelity, note, settingOf(target)]);
  return [
    ...exactLines(exact, file),
    ...grouped(differing, same).map((group) => lineOf(group, file)),
    count(written, report.length - written.length),
  ];
};

const unset = /^\$\{(\w+)\} is (?:not set|empty)/;

/** What is missing for the result to be valid where it will be loaded; empty if it is valid. */
export const missingLines = (missing: ReadonlyArray<ConfigError>, file: string): ReadonlyArray<string> => {
  if (missing.length === 0) return [];
  const variables = new Set(missing.flatMap(({ message }) => unset.exec(message)?.[1] ?? []));
  const others = missing.filter(({ message }) => !unset.test(message));
  return [
    `${file} is not valid here yet:`,
    ...(variables.size === 0
      ? []
      : [`  set ${[...variables].join(", ")}, in the environment or in an env file that the file names`]),
    ...others.map(
      ({ line, column, message, hint }) =>
        `  ${line}:${column}: ${message}${hint === null ? "" : `; ${hint}`}`,
    ),
  ];
};
