import { displayWidth } from "../../terminal/displayWidth.ts";
import { printable } from "../../terminal/printable.ts";
import { paint, type Tone } from "../../terminal/style.ts";
import type { Finding, Verdict } from "../Finding.ts";
import type { Repair } from "../repair/repair.ts";
import { rowOf } from "../rows.ts";
import { wrap } from "./wrap.ts";

/** How the report is drawn. */
export interface Style {
  readonly coloured: boolean;
  /** Columns of the terminal; `Infinity`: lines are not broken. */
  readonly width: number;
  /** Whether what is well is listed, too. */
  readonly isVerbose: boolean;
}

/** A line of the first column: a mark and a title. */
interface Item {
  readonly mark: string;
  readonly tone: Tone;
  readonly title: string;
  readonly texts: ReadonlyArray<string>;
  /** Never broken, so that it can be copied. */
  readonly command?: string | undefined;
}

const marks: Readonly<Record<Verdict, readonly [string, Tone]>> = {
  problem: ["✕", "red"],
  warning: ["!", "yellow"],
  ok: ["✓", "green"],
};

/** Two spaces, a mark, a space, the title, two spaces. */
const indentOf = (titleWidth: number): number => titleWidth + 6;

const itemLines = (
  { mark, tone, title, texts, command }: Item,
  titleWidth: number,
  { coloured, width }: Style,
): ReadonlyArray<string> => {
  const indent = indentOf(titleWidth);
  const lines = texts.flatMap((text) => wrap(printable(text), Math.max(24, width - indent)));
  const head = `  ${paint(mark, tone, coloured)} ${title}${" ".repeat(titleWidth - displayWidth(title))}  `;
  const below = " ".repeat(indent);
  return [
    ...lines.map((line, index) => `${index === 0 ? head : below}${line}`),
    ...(command === undefined ? [] : [`${below}${paint(printable(command), "cyan", coloured)}`]),
  ];
};

const itemOf = ({ id, found, verdict, remedy, command }: Finding): Item => {
  const row = rowOf(id);
  const [mark, tone] = marks[verdict];
  const isWell = verdict === "ok";
  return {
    ...{ mark, tone, title: row.title },
    texts: isWell ? [found] : [found, remedy ?? row.remedy],
    command: isWell ? undefined : command,
  };
};

const repairMarks: Readonly<Record<Repair["outcome"], readonly [string, Tone, string]>> = {
  done: ["✓", "green", ""],
  left: ["–", "dim", "not done: "],
  failed: ["✕", "red", "failed: "],
};

const repairItem = ({ id, outcome, what }: Repair): Item => {
  const [mark, tone, prefix] = repairMarks[outcome];
  return { mark, tone, title: rowOf(id).title, texts: [`${prefix}${what}`] };
};

const section = (heading: string, items: ReadonlyArray<Item>, titleWidth: number, style: Style): string => {
  const lines = items.flatMap((item) => itemLines(item, titleWidth, style));
  return [paint(heading, "bold", style.coloured), ...lines].join("\n");
};

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** The last line: what is well, in one. */
const summary = (findings: ReadonlyArray<Finding>, style: Style): string => {
  const number = findings.filter(({ verdict }) => verdict === "ok").length;
  const all = number === findings.length ? "All " : "";
  const more = style.isVerbose ? "" : paint("  (sentinel doctor -v lists them)", "dim", style.coloured);
  const verb = number === 1 ? "is" : "are";
  return `${paint("✓", "green", style.coloured)} ${all}${counted(number, "check")} ${verb} well${more}`;
};

/** The report for people: repairs, then problems, then warnings, then what is well. */
export const reportText = (
  findings: ReadonlyArray<Finding>,
  repairs: ReadonlyArray<Repair>,
  style: Style,
): string => {
  const by = (verdict: Verdict): ReadonlyArray<Item> =>
    findings.filter((finding) => finding.verdict === verdict).map(itemOf);
  const [problems, warnings] = [by("problem"), by("warning")];
  const okay = style.isVerbose ? by("ok") : [];
  const repaired = repairs.map(repairItem);
  const titles = [...repaired, ...problems, ...warnings, ...okay].map(({ title }) => displayWidth(title));
  const titleWidth = Math.max(0, ...titles);
  const sections = [
    ["Repairs", repaired],
    [counted(problems.length, "problem"), problems],
    [counted(warnings.length, "warning"), warnings],
    ["Well", okay],
  ] as const;
  const shown = sections.flatMap(([heading, items]) =>
    items.length === 0 ? [] : [section(heading, items, titleWidth, style)],
  );
  return `${[...shown, summary(findings, style)].join("\n\n")}\n`;
};
