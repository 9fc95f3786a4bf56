import { Effect, Runtime } from "effect";
import type { StopCause } from "../../src/domain/job/JobRun.ts";
import { type ChildPath, join } from "../../src/domain/tree/ChildPath.ts";
import { isLive } from "../../src/policy/states.ts";
import type { JobNode, ServiceNode } from "../node/node.ts";
import { commandService } from "../node/service/serviceNode.ts";
import type { Wiring } from "../node/wiring.ts";
import type { StartDecision } from "./JobEngine.ts";
import { slotFor } from "./jobNode.ts";
import { originOf, outcomeOfStop } from "./origin.ts";

/** A start that was decided and has not been sent to its slot. */
interface Coming {
  readonly node: JobNode;
  readonly decision: StartDecision;
  isStored: boolean;
}

const reasonFor = ({ attempt, trigger }: StartDecision): string =>
  attempt > 1 ? `attempt ${attempt}` : `started by ${trigger.replace("_", "-")}`;

/** Carries out what was decided about runs, in the slots of their jobs. */
export class SlotRuns {
  readonly #wiring: () => Wiring;
  readonly #coming = new Map<ChildPath, Coming>();

  constructor(wiring: () => Wiring) {
    this.#wiring = wiring;
  }

  /** The start is stored before its process is there: a daemon that is killed in between must not start it twice. */
  start(node: JobNode, decision: StartDecision): void {
    const wiring = this.#wiring();
    const path = join(node.path, `#${decision.slot}`);
    const coming: Coming = { node, decision, isStored: false };
    this.#coming.set(path, coming);
    const begin = Effect.sync(() => {
      coming.isStored = true;
      wiring.crashPoint("job.start-recorded");
      wiring.mailbox.send(() => this.#begin(path));
    });
    Runtime.runFork(wiring.runtime)(Effect.zipRight(wiring.log.flushFast, begin), { scope: node.scope });
  }

  /** Returns false if the run had not begun, and never will. */
  stop(node: JobNode, number: number, cause: StopCause): boolean {
    if (this.#coming.delete(join(node.path, `#${number}`))) return false;
    const slot = slotIn(node, number);
    if (slot) this.#command(slot, "ordered", outcomeOfStop(cause), cause);
    return true;
  }

  /** Its time to stop is over. */
  kill(node: JobNode, number: number): void {
    const slot = slotIn(node, number);
    if (slot) this.#command(slot, "brutal", slot.endsAs, "its time to stop is over");
  }

  /** Whether a start waits for this slot: what the slot reports is about the run before. */
  isAwaited({ path }: ServiceNode): boolean {
    return this.#coming.has(path);
  }

  /** The slot may be at rest now. */
  rested({ path }: ServiceNode): void {
    this.#begin(path);
  }

  /** A slot whose last run is still being reported, such as an adopted one that has ended, is waited for. */
  #begin(path: ChildPath): void {
    const coming = this.#coming.get(path);
    if (!coming?.isStored) return;
    const wiring = this.#wiring();
    const { node, decision } = coming;
    const { slot: number, request, run } = decision;
    const present = slotIn(node, number);
    if (present && isLive(present.state)) return;
    this.#coming.delete(path);
    const slot = slotFor(node, number, request, wiring);
    // The number of a run in its slot is its number in its job.
    slot.lastRun = Math.max(slot.lastRun, run - 1);
    slot.startedFor = originOf(decision);
    slot.endsAs = null;
    const by = request?.by ?? "system";
    commandService(slot, { type: "START", reason: reasonFor(decision), by }, wiring);
  }

  #command(
    slot: ServiceNode,
    mode: "ordered" | "brutal",
    endsAs: ServiceNode["endsAs"],
    reason: string,
  ): void {
    const wiring = this.#wiring();
    slot.endsAs = endsAs;
    wiring.mailbox.send(() => commandService(slot, { type: "STOP", mode, reason, by: "system" }, wiring));
  }
}

export const slotIn = ({ slots }: JobNode, number: number): ServiceNode | undefined =>
  slots.find(({ spec }) => spec.id === `#${number}`);
