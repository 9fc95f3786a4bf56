import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ServicePart, StatusPart } from "../../src/domain/view/Status.ts";

/** When a run was started, ms since the epoch. */
interface Start {
  readonly run: number | null;
  readonly at: number;
}

/** When the runs that there are were started: computed once for each, so that it does not move with the clock. */
export class StartTimes {
  readonly #known = new Map<ChildPath, Start>();

  /** In seconds since the epoch; null without a process. `now`: ms since the epoch. */
  of({ view, readings }: ServicePart, now: number): number | null {
    if (readings.uptime_ms === null) return null;
    const known = this.#known.get(view.path);
    if (known?.run === view.run) return known.at / 1000;
    const at = now - readings.uptime_ms;
    this.#known.set(view.path, { run: view.run, at });
    return at / 1000;
  }

  /** Forget children that are not in the tree any more. */
  keep(children: ReadonlyArray<StatusPart>): void {
    if (this.#known.size <= children.length) return;
    const paths = new Set(children.map(({ view }) => view.path));
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path);
  }
}
