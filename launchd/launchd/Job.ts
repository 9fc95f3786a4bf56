import { setTimeout as sleep } from "node:timers/promises";
import { ServiceError, type ServiceName } from "../ServiceManager.ts";
import type { Meaning } from "./answers.ts";
import { faultOf, ownerOf } from "./definitionFile.ts";
import type { Launchctl, Place } from "./Launchctl.ts";
import type { PrintedJob } from "./printed.ts";
import { type Cause, causesOfRefusal, volumeWithoutOwners } from "./refusals.ts";
import type { Surroundings } from "./Surroundings.ts";

/** How often launchd is asked, in ms. */
const pollInterval = 200;

/** How long a job may take beyond its exit timeout, and how long launchd is asked again to load one, in ms. */
const patience = { stop: 10_000, load: 15_000, start: 15_000 } as const;

/** launchd's own exit timeout of a job that has none, in s. */
const usualExitTimeoutS = 5;

const stopTimeout = ({ exitTimeoutS }: PrintedJob): number =>
  (exitTimeoutS ?? usualExitTimeoutS) * 1000 + patience.stop;

/** Look until something holds, or a time is over; returns whether it does. */
const within = async (timeout: number, holds: () => Promise<boolean>): Promise<boolean> => {
  const end = performance.now() + timeout;
  while (!(await holds())) {
    if (performance.now() > end) return false;
    await sleep(pollInterval);
  }
  return true;
};

/** A service in the place where launchd has it, or would load it. */
export class Job {
  readonly #launchctl: Launchctl;
  readonly #surroundings: Surroundings;
  readonly #service: ServiceName;
  readonly #definition: string;
  readonly #place: Place;

  constructor(
    launchctl: Launchctl,
    surroundings: Surroundings,
    service: ServiceName,
    definition: string,
    place: Place,
  ) {
    this.#launchctl = launchctl;
    this.#surroundings = surroundings;
    this.#service = service;
    this.#definition = definition;
    this.#place = place;
  }

  /** What launchd prints about it; null: it isn't loaded. */
  printed(): Promise<PrintedJob | null> {
    return this.#launchctl.job(this.#place.target);
  }

  /** Have launchd forget it, which ends its process, and wait until it has. */
  async unload(): Promise<void> {
    const { target } = this.#place;
    const job = await this.printed();
    const { kind, what, remedy } = await this.#launchctl.tell("bootout", target);
    if (kind !== "done" && kind !== "in progress") throw new ServiceError(`${what}; ${remedy}`);
    if (job === null) return;
    // launchctl returns before the process has ended.
    if (!(await within(stopTimeout(job), async () => (await this.printed()) === null)))
      throw new ServiceError(
        `its daemon${job.pid === null ? "" : ` (pid ${job.pid})`} has not ended within ${stopTimeout(job) / 1000} s; its children may still be stopping: \`sentinel status\` shows them`,
      );
  }

  /** Load it. One that was unloaded a moment ago is refused for a while. */
  async load(): Promise<void> {
    const { domain, target } = this.#place;
    await this.#launchctl.tell("enable", target);
    const end = performance.now() + patience.load;
    for (;;) {
      const meaning = await this.#launchctl.tell("bootstrap", domain, this.#definition);
      if (meaning.kind === "done") return;
      const causes = meaning.kind === "input/output error" ? await this.#causes() : [];
      const isHopeless = meaning.kind !== "in progress" && meaning.kind !== "input/output error";
      const isLasting = causes.some(({ passes }) => !passes);
      if (isHopeless || isLasting || performance.now() > end) throw this.#notLoaded(meaning, causes);
      await sleep(pollInterval);
    }
  }

  #notLoaded({ what, remedy }: Meaning, causes: ReadonlyArray<Cause>): ServiceError {
    const seen = causes.length === 0 ? [{ what, remedy }] : causes;
    const reasons = seen.map((cause) => `${cause.what}; ${cause.remedy}`).join(". ");
    return new ServiceError(`launchd does not load ${this.#service.label}: ${reasons}`);
  }

  /** What can be seen of why launchd refuses it with 5. */
  async #causes(): Promise<ReadonlyArray<Cause>> {
    const { run, uid } = this.#surroundings;
    const { label, scope } = this.#service;
    const job = await this.printed();
    return causesOfRefusal({
      label,
      target: this.#place.target,
      definition: this.#definition,
      file: ownerOf(this.#definition),
      owner: scope === "system" ? 0 : uid,
      fault: await faultOf(this.#definition, this.#surroundings),
      isDisabled: await this.#launchctl.isDisabled(this.#place.domain, label),
      loaded: job === null ? null : (job.pid ?? "idle"),
      isStopping: job?.state === "SIGTERMed",
      volumeWithoutOwners: volumeWithoutOwners((await run("mount", []))?.out ?? "", this.#definition),
    });
  }

  /** Have launchd start its process now, if it has none. */
  async kickstart(): Promise<void> {
    const { kind, what, remedy } = await this.#launchctl.tell("kickstart", this.#place.target);
    if (kind !== "done") throw new ServiceError(`${what}; ${remedy}`);
  }

  /**
   * Wait until it has a process, or has had another one than the first `runs`, or launchd waits to be told; returns what
   * launchd prints then. A process counts when it is seen twice: one whose program is missing lives for a moment, too.
   */
  async started(runs: number): Promise<PrintedJob | null> {
    let job: PrintedJob | null = null;
    await within(patience.start, async () => {
      const seen = job?.pid;
      job = await this.printed();
      if (job === null) return false;
      return job.pid === null ? (job.runs ?? 0) > runs || job.isPended : job.pid === seen;
    });
    return job;
  }

  /** End its process, which launchd then doesn't start again, and wait until it has ended. */
  async endProcess(job: PrintedJob): Promise<void> {
    const { kind, what, remedy } = await this.#launchctl.tell("kill", "SIGTERM", this.#place.target);
    if (kind !== "done" && kind !== "not loaded") throw new ServiceError(`${what}; ${remedy}`);
    const hasEnded = await within(stopTimeout(job), async () => (await this.printed())?.pid !== job.pid);
    if (!hasEnded)
      throw new ServiceError(
        `its daemon (pid ${job.pid}) has not ended within ${stopTimeout(job) / 1000} s; \`sentinel status\` shows which children are still stopping`,
      );
  }
}
