import { readdirSync, readFileSync } from "node:fs";
import { type Growth, growthBetween, growthWithin, judge, type Series } from "./growth.ts";

/** What a daemon uses at a moment. */
interface Sample {
  /** Minutes since it was started. */
  readonly age: number;
  readonly megabytes: number;
  readonly descriptors: number;
}

/** A daemon, as far as it was looked at. */
interface Daemon {
  /** Minutes of the soak at which it was started. */
  readonly began: number;
  readonly samples: Array<Sample>;
}

/** What is looked at, and how much it may grow from daemon to daemon, in a minute of a soak. */
const kinds = [
  // Some 2,000 runs end in a minute, so this is 250 bytes for each: to remember so much of each run would be a leak.
  { what: "memory of its own", unit: "MB", limit: 0.5, of: ({ megabytes }: Sample) => megabytes },
  // One for each daemon that was there before would be two a minute.
  { what: "descriptors", unit: "descriptors", limit: 1, of: ({ descriptors }: Sample) => descriptors },
] as const;

/** Memory that a process shares with nobody, in MB. (PSS would tell of other Node processes, too, which share pages.) */
const ownMemoryOf = (pid: number): number =>
  [...readFileSync(`/proc/${pid}/smaps_rollup`, "latin1").matchAll(/^Private_\w+:\s+(\d+)/gm)].reduce(
    (sum, [, kilobytes]) => sum + Number(kilobytes) / 1024,
    0,
  );

const inWords = ({ slope, error }: Growth, unit: string): string =>
  `${slope.toFixed(2)} ± ${error.toFixed(2)} ${unit} a minute`;

/** What the daemons of a soak have used. */
export class Usage {
  readonly #daemons: Array<Daemon> = [];

  /** Another daemon, which began at this minute: returns how to look at it. */
  begin(began: number, pid: number): (age: number) => void {
    const samples: Array<Sample> = [];
    this.#daemons.push({ began, samples });
    return (age) =>
      void samples.push({
        age,
        megabytes: ownMemoryOf(pid),
        descriptors: readdirSync(`/proc/${pid}/fd`).length,
      });
  }

  /**
   * In words, and what grows although it should not. The daemons that began before minute `settled` don't count: until
   * then the limits of what is kept are not reached.
   */
  tell(settled: number): { readonly words: string; readonly wrongs: ReadonlyArray<string> } {
    const daemons = this.#daemons.filter(({ began, samples }) => began >= settled && samples.length > 1);
    const told = kinds.map(({ what, unit, limit, of }) => {
      const lives = daemons.map(
        ({ began, samples }): Series => ({
          began,
          points: samples.map((one) => ({ age: one.age, value: of(one) })),
        }),
      );
      const values = daemons.flatMap(({ samples }) => samples.map(of));
      const between = growthBetween(lives);
      const verdict = judge(between, limit);
      const words = `daemon's ${what}: ${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}
  within a daemon's life: ${inWords(growthWithin(lives), unit)}
  from daemon to daemon: ${inWords(between, unit)}: ${verdict} (the limit is ${limit})`;
      return { words, wrongs: verdict === "grows" ? [`${what}: ${inWords(between, unit)}`] : [] };
    });
    const counted = daemons.reduce((sum, { samples }) => sum + samples.length, 0);
    return {
      words: `${daemons.length} daemons, ${counted} samples, from minute ${settled.toFixed(1)} on\n${told.map(({ words }) => words).join("\n")}`,
      wrongs: told.flatMap(({ wrongs }) => wrongs),
    };
  }
}
