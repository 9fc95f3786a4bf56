import { type Growth, growthBetween, growthWithin, judge, type Series } from "./growth.ts";

/** What a daemon uses at a moment. */
interface Sample {
  /** Minutes since it was started. */
  readonly age: number;
  readonly value: number;
}

/** A daemon, as far as it was looked at. */
interface Daemon {
  /** Minutes of the soak at which it was started. */
  readonly began: number;
  readonly samples: Record<Kind, Array<Sample>>;
}

/**
 * What is looked at, and how much it may grow from daemon to daemon, in a minute of a soak, in which some 1,000 runs end.
 * Memory of its own is mostly what V8 has not given back yet, and differs by 10 MB from one daemon to the next; what is
 * alive on the heap hardly does, so that 250 bytes for each run that there ever was can be told in a quarter of an hour. A
 * descriptor for each daemon that was there before would be two a minute.
 */
const kinds = {
  own: { what: "memory of its own", unit: "MB", limit: 5 },
  heap: { what: "memory that is alive on its heap", unit: "MB", limit: 0.25 },
  descriptors: { what: "descriptors", unit: "descriptors", limit: 1 },
} as const;
type Kind = keyof typeof kinds;

const inWords = ({ slope, error }: Growth, unit: string): string =>
  `${slope.toFixed(2)} ± ${error.toFixed(2)} ${unit} a minute`;

/** What the daemons of a soak have used. */
export class Usage {
  readonly #daemons: Array<Daemon> = [];

  /** Another daemon, which began at this minute: returns how to note what it uses at some age, in minutes. */
  begin(began: number): (kind: Kind, age: number, value: number) => void {
    const samples: Daemon["samples"] = { own: [], heap: [], descriptors: [] };
    this.#daemons.push({ began, samples });
    return (kind, age, value) => void samples[kind].push({ age, value });
  }

  /**
   * In words, and what grows although it should not. The daemons that began before minute `settled` don't count: until
   * then the limits of what is kept are not reached.
   */
  tell(settled: number): { readonly words: string; readonly wrongs: ReadonlyArray<string> } {
    const daemons = this.#daemons.filter(({ began }) => began >= settled);
    const told = (Object.keys(kinds) as ReadonlyArray<Kind>).map((kind) => tellOf(kind, daemons));
    return {
      words: `${daemons.length} daemons, from minute ${settled.toFixed(1)} on\n${told.map(({ words }) => words).join("\n")}`,
      wrongs: told.flatMap(({ wrongs }) => wrongs),
    };
  }
}

const tellOf = (
  kind: Kind,
  daemons: ReadonlyArray<Daemon>,
): { readonly words: string; readonly wrongs: ReadonlyArray<string> } => {
  const { what, unit, limit } = kinds[kind];
  const lives = daemons
    .map(({ began, samples }): Series => ({ began, points: samples[kind] }))
    .filter(({ points }) => points.length > 0);
  const values = lives.flatMap(({ points }) => points.map(({ value }) => value));
  if (lives.length < 3) return { words: `daemon's ${what}: too short to judge`, wrongs: [] };
  const between = growthBetween(lives);
  const verdict = judge(between, limit);
  const words = `daemon's ${what}: ${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)} in ${values.length} samples
  within a daemon's life: ${inWords(growthWithin(lives), unit)}
  from daemon to daemon: ${inWords(between, unit)}: ${verdict} (the limit is ${limit})`;
  return { words, wrongs: verdict === "grows" ? [`${what} grows: ${inWords(between, unit)}`] : [] };
};
