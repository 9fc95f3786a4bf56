import type { LogLine, LogStream } from "../../src/domain/LogLine.ts";
import type { Life } from "../process/death/notes.ts";

/** How many lines of each kind a run was heard to print, and of each stream. */
type Counts = Record<"out" | "err" | "helper", number> & Record<LogStream, number>;

/** Which stream the fixture `lives` prints each kind of numbered line to. */
const streamOf: Readonly<Record<string, LogStream>> = { out: "stdout", err: "stderr", helper: "stdout" };

const isKind = (tag: string): tag is "out" | "err" | "helper" => tag in streamOf;

/**
 * The account of every line that somebody who follows `lives` has heard: each child's numbers without a gap, and each
 * run's own numbered lines once and in order. Lines that a limit has removed before they were heard are a gap like any
 * other, unless the follower has said so of as many.
 */
export class LineAccount {
  readonly #newest = new Map<string, number>();
  readonly #runs = new Map<string, Counts>();
  readonly #wrongs: Array<string> = [];
  /** By child: how many lines were never heard, and what that led to. */
  readonly #unheard = new Map<string, { lines: number; readonly wrongs: Array<string> }>();
  #heard = 0;

  get heard(): number {
    return this.#heard;
  }

  /** The number of the last line of a child, 0 for none. */
  newestOf(path: string): number {
    return this.#newest.get(path) ?? 0;
  }

  /** How many lines of a run's stream were heard. */
  linesOf(path: string, run: number, stream: LogStream): number {
    return this.#runs.get(`${path} run ${run}`)?.[stream] ?? 0;
  }

  add({ path, run, seq, stream, text, unterminated }: LogLine): void {
    this.#heard += 1;
    const expected = this.newestOf(path) + 1;
    if (seq > expected) {
      const { wrongs } = this.#unheardOf(path, seq - expected);
      wrongs.push(`${path}: lines ${expected} to ${seq - 1} were never heard`);
    }
    if (seq < expected) this.#wrongs.push(`${path}: line ${seq} was heard after ${expected - 1}`);
    this.#newest.set(path, seq);
    const counts = this.#countsOf(`${path} run ${run}`);
    counts[stream] += 1;
    if (text === `${run} ready`) return;
    const [said, tag = "", number] = text.split(" ");
    const next = isKind(tag) ? counts[tag] + 1 : null;
    const wrong = `${path} run ${run} ${stream}: line ${seq}, "${text}", is not ${next}`;
    const isLater = next !== null && Number(number) > next;
    if (
      said !== String(run) ||
      !(isLater || Number(number) === next) ||
      streamOf[tag] !== stream ||
      unterminated
    )
      this.#wrongs.push(wrong);
    else if (isLater) this.#unheardOf(path).wrongs.push(wrong);
    if (isKind(tag)) counts[tag] = Number(number);
  }

  /**
   * What was wrong with what was heard of these lives, which are all that there were; `missed`: how many lines of each
   * child the follower has said to be gone.
   */
  wrongs(lives: ReadonlyArray<Life>, missed: ReadonlyMap<string, number> = new Map()): ReadonlyArray<string> {
    const known = new Set(lives.map(({ path, run }) => `${path} run ${run}`));
    const strangers = [...this.#runs.keys()].flatMap((name) =>
      known.has(name) ? [] : [`${name} was heard and never lived`],
    );
    const isTold = (path: string): boolean => {
      const told = missed.get(path) ?? 0;
      return told > 0 && told >= (this.#unheard.get(path)?.lines ?? 0);
    };
    const short = lives.flatMap(({ path, run, end }) => {
      const { out, err } = this.#countsOf(`${path} run ${run}`);
      if (end === null || isTold(path) || (out === end.out && err === end.err)) return [];
      return [`${path} run ${run}: ${out} and ${err} lines were heard of ${end.out} and ${end.err}`];
    });
    const untold = [...this.#unheard].flatMap(([path, { wrongs }]) => (isTold(path) ? [] : wrongs));
    return [...this.#wrongs, ...untold, ...strangers, ...short];
  }

  #unheardOf(path: string, lines = 0) {
    const unheard = this.#unheard.get(path) ?? { lines: 0, wrongs: [] };
    this.#unheard.set(path, unheard);
    unheard.lines += lines;
    return unheard;
  }

  #countsOf(name: string): Counts {
    const counts = this.#runs.get(name) ?? { out: 0, err: 0, helper: 0, stdout: 0, stderr: 0 };
    this.#runs.set(name, counts);
    return counts;
  }
}
