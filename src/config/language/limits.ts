import { Schema } from "effect";
import { type Amount, isMore, SoftHard } from "../../domain/tree/Limits.ts";
import { formatDuration, longestDuration, parseDuration } from "./duration.ts";
import { field, type Scalar } from "./fields/field.ts";
import { numberFrom, wholeFrom } from "./fields/numbers.ts";
import { Size } from "./fields/units.ts";
import { key, map } from "./keys.ts";
import { formatSize, parseSize } from "./size.ts";

/** What the kernel limits, in the language of `sentinel.yaml`. Its words are explained in docs/limits.md. */

/** How the amounts of a resource are written. */
interface Unit {
  readonly title: string;
  readonly example: string;
  readonly parse: (text: string) => number | null;
  readonly print: (amount: number) => string | number;
  readonly most: number;
  readonly pattern: string;
}

const amountIn = (text: string, { parse }: Unit): Amount | null =>
  text === "unlimited" || text === "infinity" ? "unlimited" : parse(text);

/** Distinct amounts are in order. */
const inOrder = ({ soft, hard }: SoftHard): boolean => !isMore(soft, hard);

/** One limit, or a soft and a hard one: `4096`, `1024:4096`, `unlimited`. */
const softHard = (unit: Unit): Schema.Schema<SoftHard, Scalar> => {
  const printed = (amount: Amount): string | number => (amount === "unlimited" ? amount : unit.print(amount));
  const one = `(unlimited|infinity|${unit.pattern})`;
  return field({
    title: unit.title,
    expected: `${unit.example}, a soft and a hard limit as SOFT:HARD, or unlimited`,
    parse: (value) => {
      const parts = String(value).split(":");
      const [soft = null, hard = soft] = parts.map((part) => amountIn(part, unit));
      if (parts.length > 2 || soft === null || hard === null || typeof value === "boolean") return null;
      return inOrder({ soft, hard }) ? { soft, hard } : null;
    },
    print: ({ soft, hard }) => (soft === hard ? printed(soft) : `${printed(soft)}:${printed(hard)}`),
    target: SoftHard.pipe(Schema.filter(inOrder)).annotations({
      arbitrary: () => (fc) => {
        const amount = fc.oneof(fc.integer({ min: 0, max: unit.most }), fc.constant("unlimited" as const));
        return fc
          .tuple(amount, amount)
          .map(([one, other]) =>
            isMore(one, other) ? { soft: other, hard: one } : { soft: one, hard: other },
          );
      },
    }),
    json: [
      { type: "string", pattern: `^${one}(:${one})?$` },
      { type: "integer", minimum: 0 },
    ],
  });
};

const size = softHard({
  title: "size, or two as SOFT:HARD",
  example: "a size with its unit, such as 8MiB",
  parse: parseSize,
  print: formatSize,
  most: 2 ** 50,
  pattern: "0|\\d+(\\.\\d+)? ?[KMGTkmgt]?i?[Bb]",
});

const count = softHard({
  title: "whole number, or two as SOFT:HARD",
  example: "a whole number",
  parse: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : null),
  print: (amount) => amount,
  most: 2 ** 31,
  pattern: "\\d{1,15}",
});

const time = softHard({
  title: "duration, or two as SOFT:HARD",
  example: "a duration with its unit, such as 10m",
  parse: parseDuration,
  print: formatDuration,
  most: longestDuration,
  pattern: "(0|([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+)",
});

/** The kernel gives no process less than a hundredth of a core, and counts no more processes. */
const [leastCores, mostCores, mostProcesses] = [0.01, 4096, 4_194_304];

export const LimitsFile = map("{ open_files: 4096, memory: 512MiB }", {
  open_files: key(count, "How many files and sockets each process may have open.", "the daemon's own limits"),
  core: key(size, "The largest core dump of a process; 0: none is written."),
  file_size: key(
    size,
    "The largest file that a process may write. The files of its output count: they are larger than what is kept of them.",
  ),
  stack: key(size, "The largest stack of a process."),
  cpu_time: key(
    time,
    "The processor time that each process may use, in whole seconds; at the soft limit the kernel sends SIGXCPU, at the hard one SIGKILL.",
  ),
  locked_memory: key(size, "How much memory each process may lock."),
  address_space: key(size, "The largest address space of each process, in which reserved memory counts."),
  memory: key(
    Size,
    "The memory that all processes together may use; at the limit the kernel kills them all. Linux only, with a control group.",
  ),
  cpu: key(
    numberFrom(leastCores, mostCores),
    "The cores that all processes together may use; beyond that they are slowed down. Linux only, with a control group.",
  ),
  processes: key(
    wholeFrom(1, mostProcesses),
    "How many processes and threads there may be; no more can be started. Linux only, with a control group.",
  ),
});
export type LimitsFile = typeof LimitsFile.Type;
