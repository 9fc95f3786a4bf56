import { blockSize } from "../archive/Segment.ts";

/** Space of a file system, in bytes. */
export interface DiskSpace {
  readonly free: number;
  readonly total: number;
}

interface MonitorOptions {
  /** How much to keep free; by default 5 % of the disk, at most 500 MB. */
  readonly reserve?: number;
  readonly readSpace: () => Promise<DiskSpace>;
  /** Free space until there is enough; returns a description of what was lost, or null. */
  readonly purge: (want: {
    readonly segmentSize: number;
    readonly isEnough: () => Promise<boolean>;
  }) => Promise<string | null>;
  /** Raise an alarm. */
  readonly alarm: (reason: string) => void;
}

/** How often free space is checked, in ms: normally, and while it is short. */
const checkInterval = { usually: 5_000, short: 500 };

const defaultReserve = ({ total }: DiskSpace): number => Math.min(total * 0.05, 500e6);

/** There is enough again when free space exceeds the reserve by this factor, so that the state does not flap. */
const recoveryFactor = 1.25;

/** Monitors free space, and purges output before the disk is full for the children. */
export class FreeSpaceMonitor {
  readonly #options: MonitorOptions;
  #timer: NodeJS.Timeout;
  #state: "enough" | "short" = "enough";
  #checking: Promise<void> | null = null;
  #printed = 0;
  #reserve: number;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#reserve = options.reserve ?? Number.POSITIVE_INFINITY;
    this.#timer = setTimeout(() => this.check(), 0).unref();
  }

  /** Count printed bytes: a fast writer fills the reserve between two timed checks. */
  printed(bytes: number): void {
    this.#printed += bytes;
    if (this.#printed > this.#reserve / 8) this.check();
  }

  /** Check now. */
  check(): void {
    this.#printed = 0;
    this.#checking ??= this.#checkNow().finally(() => {
      this.#checking = null;
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#checking;
    clearTimeout(this.#timer);
  }

  async #checkNow(): Promise<void> {
    clearTimeout(this.#timer);
    // If the file system can't be asked now, the next check asks again.
    const space = await this.#options.readSpace().catch(() => null);
    // A failed purge must neither end the daemon nor the monitoring.
    if (space) await this.#evaluate(space).catch(() => undefined);
    this.#timer = setTimeout(
      () => this.check(),
      this.#state === "short" ? checkInterval.short : checkInterval.usually,
    ).unref();
  }

  async #evaluate(space: DiskSpace): Promise<void> {
    const { reserve = defaultReserve(space), readSpace, purge, alarm } = this.#options;
    this.#reserve = reserve;
    if (space.free >= reserve * recoveryFactor) {
      if (this.#state === "short")
        alarm(`there is room on the disk again: ${megabytes(space.free)} are free`);
      this.#state = "enough";
    }
    // Once space is short, purge until there is enough again.
    if (space.free >= (this.#state === "short" ? reserve * recoveryFactor : reserve)) return;
    if (this.#state === "enough") {
      alarm(
        `the disk is getting full: ${megabytes(space.free)} are free, ${megabytes(reserve)} are to be; old output is compressed, then removed`,
      );
    }
    this.#state = "short";
    const lost = await purge({
      segmentSize: Math.max(blockSize, reserve / 8),
      isEnough: async () => (await readSpace()).free >= reserve * recoveryFactor,
    });
    if (lost) alarm(lost);
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e5) / 10} MB`;
