import { blockSize } from "./Segment.ts";

/** Of a file system, in bytes. */
export interface Space {
  readonly free: number;
  readonly total: number;
}

interface SpaceOptions {
  /** How much is to be left free; by default 5 % of the disk, 500 MB at most. */
  readonly reserve?: number;
  readonly look: () => Promise<Space>;
  /** Make room until it is enough; what was lost by that, in words, or null. */
  readonly relieve: (want: {
    readonly portion: number;
    readonly isEnough: () => Promise<boolean>;
  }) => Promise<string | null>;
  /** Tell people. */
  readonly alarm: (reason: string) => void;
}

/** How often free space is looked at, in ms: usually, and when there is little left. */
const every = { usually: 5_000, short: 500 };

const customaryReserve = ({ total }: Space): number => Math.min(total * 0.05, 500e6);

/** Above the reserve by so much, there is enough again: not every line is to start the next alarm. */
const enough = 1.25;

/** Watches free space, and has room made before a child is told that there is none. */
export class SpaceWatch {
  readonly #options: SpaceOptions;
  #timer: NodeJS.Timeout;
  #state: "enough" | "short" = "enough";
  #looking: Promise<void> | null = null;
  #printed = 0;
  #reserve: number;

  constructor(options: SpaceOptions) {
    this.#options = options;
    this.#reserve = options.reserve ?? Number.POSITIVE_INFINITY;
    this.#timer = setTimeout(() => this.check(), 0).unref();
  }

  /** So many bytes were printed: after much of it, time alone is no measure. */
  printed(bytes: number): void {
    this.#printed += bytes;
    if (this.#printed > this.#reserve / 8) this.check();
  }

  /** Look now. */
  check(): void {
    this.#printed = 0;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#looking;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    // A file system that can't be asked now is asked again: what else could be done about it?
    const space = await this.#options.look().catch(() => null);
    // Neither is the daemon to die of what hinders it to make room, nor to give that up.
    if (space) await this.#judge(space).catch(() => undefined);
    this.#timer = setTimeout(
      () => this.check(),
      this.#state === "short" ? every.short : every.usually,
    ).unref();
  }

  async #judge(space: Space): Promise<void> {
    const { reserve = customaryReserve(space), look, relieve, alarm } = this.#options;
    this.#reserve = reserve;
    if (space.free >= reserve * enough) {
      if (this.#state === "short")
        alarm(`there is room on the disk again: ${megabytes(space.free)} are free`);
      this.#state = "enough";
    }
    // Once there was too little, room is made until there is enough again.
    if (space.free >= (this.#state === "short" ? reserve * enough : reserve)) return;
    if (this.#state === "enough") {
      alarm(
        `the disk is getting full: ${megabytes(space.free)} are free, ${megabytes(reserve)} are to be; old output is compressed, then removed`,
      );
    }
    this.#state = "short";
    const lost = await relieve({
      portion: Math.max(blockSize, reserve / 8),
      isEnough: async () => (await look()).free >= reserve * enough,
    });
    if (lost) alarm(lost);
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e5) / 10} MB`;
