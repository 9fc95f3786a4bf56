import type { Position } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { ImportTooLarge } from "../draft/sizeLimits.ts";

/** A line of a crontab that runs something. */
export interface CronEntry {
  readonly at: Position;
  /** Five fields, or a keyword such as `@daily`. */
  readonly when: string;
  readonly user: string | null;
  readonly command: string;
  /** Text for standard input: everything after the first unescaped `%`. */
  readonly input: string | null;
  /** Variables set above it, with their lines. */
  readonly variables: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
  /** Of an anacrontab: days between runs, minutes of delay, and its id. */
  readonly anacron: { readonly days: string; readonly delay: string; readonly id: string } | null;
}

const variableLine = /^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z_][A-Za-z0-9_]*))\s*=(.*)$/;

const words = /^(@\w+)\s+(.*)$/;
const fields = /^(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/;
const anacronLine = /^(\d+|@\w+)\s+(\d+)\s+(\S+)\s+(.*)$/;

const known = ["@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/** `%` is a newline, and everything after the first one is standard input; `\%` is a percent sign. */
const splitInput = (text: string): { readonly command: string; readonly input: string | null } => {
  const [command = "", ...input] = text.split(/(?<!\\)%/).map((part) => part.replaceAll("\\%", "%"));
  return { command: command.trim(), input: input.length > 0 ? input.join("\n") : null };
};

const oneField = /^(\*|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(\/\d+)?(,(\*|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(\/\d+)?)*$/;
const ranges = [
  { name: "minute", from: 0, to: 59, words: "" },
  { name: "hour", from: 0, to: 23, words: "" },
  { name: "day of month", from: 1, to: 31, words: "" },
  { name: "month", from: 1, to: 12, words: "jan feb mar apr may jun jul aug sep oct nov dec" },
  { name: "day of week", from: 0, to: 7, words: "sun mon tue wed thu fri sat" },
] as const;

const legal = (part: string, range: (typeof ranges)[number]): boolean =>
  part
    .split(/[,/-]/)
    .every((word) =>
      /^\d+$/.test(word)
        ? Number(word) <= Math.max(range.to, 59)
        : word === "*" || (word !== "" && range.words.split(" ").includes(word.toLowerCase())),
    );

/** The error in the five fields of a crontab; null if they are valid. */
const wrongFields = (when: string): string | null => {
  const parts = when.split(/\s+/);
  for (const [index, range] of ranges.entries()) {
    const part = parts[index] ?? "";
    if (!oneField.test(part) || !legal(part, range)) return `"${part}" is not a ${range.name}`;
    const numbers = part.replace(/\/\d+/g, "").match(/\d+/g) ?? [];
    if (numbers.some((text) => Number(text) < range.from || Number(text) > range.to))
      return `${range.name}: "${part}" is not within ${range.from} and ${range.to}`;
  }
  return null;
};

const hint =
  "write five fields, `minute hour day month weekday`, or one of @reboot, @yearly, @monthly, @weekly, @daily, @hourly; L, W, # and ? are Quartz's, not cron's";

/** The limit of all variables stored with entries. */
const mostCopied = 500_000;

type Variables = CronEntry["variables"];

const readAnacron = (line: string, at: Position, variables: Variables): CronEntry | string => {
  const match = anacronLine.exec(line);
  if (!match) return "this line is neither `period delay id command` nor NAME=value";
  const [, days = "", delay = "", id = "", command = ""] = match;
  return { at, when: "", user: null, command, input: null, variables, anacron: { days, delay, id } };
};

/** A line that runs a command, or an error. */
const readEntry = (
  line: string,
  withUser: boolean,
  at: Position,
  variables: Variables,
): CronEntry | string => {
  const [, typed = "", rest = ""] = words.exec(line) ?? fields.exec(line) ?? [];
  if (typed === "") return "this line is neither a schedule with a command nor NAME=value";
  const inWords = typed.startsWith("@");
  const when = inWords ? typed.toLowerCase() : typed.replace(/\s+/g, " ");
  if (inWords && !known.includes(when)) return `${when} is not a keyword of cron`;
  const wrong = inWords ? null : wrongFields(when);
  if (wrong !== null) return wrong;
  const user = withUser ? (/^\S+/.exec(rest)?.[0] ?? "") : null;
  const split = splitInput(user === null ? rest : rest.slice(user.length).trim());
  if (split.command === "") return withUser ? "there is no command after the user" : "there is no command";
  return { at, when, user, ...split, variables, anacron: null };
};

/** How to interpret the lines of a crontab. */
interface CronForm {
  /** It has a user column, as `/etc/crontab` does. */
  readonly withUser: boolean;
  readonly isAnacron: boolean;
}

/** A crontab's entries, in order. */
export const readCrontab = (text: string, form: CronForm, report: Report): ReadonlyArray<CronEntry> => {
  let variables = new Map<string, { readonly value: string; readonly line: number }>();
  // Earlier entries keep the variables of their time: the map is copied when it changes after them.
  let handedOut = false;
  let copied = 0;
  return text.split(/\r?\n/).flatMap((whole, index): ReadonlyArray<CronEntry> => {
    const line = whole.trim();
    const at = { line: index + 1, column: whole.length - whole.trimStart().length + 1 };
    if (line === "" || line.startsWith("#")) return [];
    const set = variableLine.exec(line);
    if (set) {
      const value = (set[4] ?? "").trim().replace(/^(["'])(.*)\1$/, "$2");
      if (handedOut) {
        copied += variables.size;
        if (copied > mostCopied) throw new ImportTooLarge("every variable for every job is too much");
        variables = new Map(variables);
      }
      handedOut = false;
      variables.set(set[1] ?? set[2] ?? set[3] ?? "", { value, line: at.line });
      return [];
    }
    const entry = form.isAnacron
      ? readAnacron(line, at, variables)
      : readEntry(line, form.withUser, at, variables);
    handedOut = true;
    if (typeof entry !== "string") return [entry];
    report.error(at, entry, hint);
    return [];
  });
};
