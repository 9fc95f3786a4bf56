import { type ChildPath, isWithin } from "../../../domain/ChildPath.ts";
import type { LogQuery, RunName, RunRange } from "../../../ports/LogStore.ts";
import { ChildOutput } from "./ChildOutput.ts";
import { Pump } from "./Pump.ts";
import type { StepObserver } from "./steps.ts";

export interface OutputOptions {
  readonly home: string;
  readonly step?: StepObserver;
}

/** The output of all children of a home. */
export class OutputStore {
  readonly home: string;
  readonly #step: StepObserver;
  readonly #pump = new Pump();
  readonly #children = new Map<ChildPath, ChildOutput>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor({ home, step = () => undefined }: OutputOptions) {
    this.home = home;
    this.#step = step;
  }

  /** Changes whenever there are new lines. */
  get version(): number {
    return this.#version;
  }

  /** Call `listener` whenever there are new lines; returns how to stop that. */
  onGrowth(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  track({ path, run }: RunName): void {
    this.#child(path).track(run);
  }

  drained({ path, run }: RunName): Promise<RunRange> {
    return this.#child(path).drained(run);
  }

  /** The children that a query is about, as far as something is known of them now. */
  known({ within }: LogQuery): ReadonlyArray<ChildOutput> {
    return [...this.#children.values()].filter(({ path }) =>
      within.some((ancestor) => isWithin(ancestor, path)),
    );
  }

  /** The same, with what earlier daemons knew and what was printed up to this moment. */
  children(query: LogQuery): ReadonlyArray<ChildOutput> {
    for (const path of query.within) if (ChildOutput.isKnown(this.home, path)) this.#child(path);
    const found = this.known(query);
    for (const child of found) child.lookAgain();
    return found;
  }

  close(): void {
    this.#pump.close();
    for (const child of this.#children.values()) child.close();
  }

  #child(path: ChildPath): ChildOutput {
    const known = this.#children.get(path);
    if (known) return known;
    const child = new ChildOutput(path, {
      home: this.home,
      pump: this.#pump,
      grown: () => this.#grown(),
      step: this.#step,
    });
    this.#children.set(path, child);
    return child;
  }

  #grown(): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
