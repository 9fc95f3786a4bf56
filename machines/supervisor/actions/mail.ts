import { assertEvent } from "xstate";
import { change, member } from "../../../src/policy/roster.ts";
import { restartGroup } from "../../../src/policy/strategy.ts";
import { command } from "../events.ts";
import { companions, withoutLettersOf } from "../group.ts";
import { howOften, judge, verdictOf } from "../judging.ts";
import { supervisor } from "../types.ts";

/** Acting on the inbox, a letter at a time. */
export const mail = {
  wake: supervisor.emit({ type: "WAKE" }),
  wakeForMail: supervisor.enqueueActions(({ context, enqueue }) => {
    if (context.inbox.length > 0) enqueue.emit({ type: "WAKE" });
  }),

  /** Act on the first letter where it concerns its child alone. */
  settleLetter: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "WORK");
    const [letter, ...inbox] = context.inbox;
    if (!letter) return;
    const { child } = letter;
    enqueue.assign({ inbox });
    if (letter.kind === "due") {
      enqueue.emit(command(child, { type: "START", reason: "the pause is over", by: "system" }));
      enqueue.assign({ children: change(context.children, child, { standing: "starting" }) });
      return;
    }
    const verdict = verdictOf(context, event);
    if (verdict?.kind === "restart") {
      const { delayMs, streak, refusals, restarts, window } = verdict;
      const reason = howOften(verdict, context, child);
      const pauses = delayMs > 0;
      enqueue.emit(
        command(child, pauses ? { type: "BACK_OFF", delayMs } : { type: "START", reason, by: "system" }),
      );
      const standing = pauses ? "waiting" : "starting";
      enqueue.assign({
        window,
        children: change(context.children, child, { standing, streak, refusals, restarts }),
      });
    }
    if (verdict?.kind === "fail") {
      enqueue.emit(command(child, { type: "FAIL", reason: verdict.because }));
      enqueue.assign({ children: change(context.children, child, { standing: "failed" }) });
    }
  }),

  /** Act on the first letter where it takes a group along: pause its child, then see to the others. */
  gatherGroup: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "WORK");
    const [letter, ...inbox] = context.inbox;
    if (!letter) return;
    const { child } = letter;
    const found = verdictOf(context, event);
    const restart = found?.kind === "restart" ? found : null;
    const order = context.children.map(({ id }) => id);
    const group = new Set(restartGroup(context.rules.strategy, order, child));
    const delayMs = restart?.delayMs ?? 0;
    const count = restart ? howOften(restart, context, child) : "the pause is over";
    if (delayMs > 0) enqueue.emit(command(child, { type: "BACK_OFF", delayMs }));
    enqueue.assign({
      group,
      origin: { child, delayMs, because: `restart of ${child}: ${count}` },
      stop: { purpose: "request", mode: "ordered" },
      inbox: withoutLettersOf(inbox, group),
    });
    if (restart) {
      const { streak, refusals, restarts, window } = restart;
      enqueue.assign({ window, children: change(context.children, child, { streak, refusals, restarts }) });
    }
  }),
  forgetGroup: supervisor.assign({ group: new Set<string>(), origin: null }),
  flushGroup: supervisor.assign(({ context }) => ({
    inbox: withoutLettersOf(context.inbox, companions(context)),
  })),

  /** Answer a failed start that stays the child's own affair. */
  failContained: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "CHILD_START_FAILED");
    const { child, failure } = event;
    const about = member(context.children, child);
    if (!about) return;
    const verdict = judge(context, about, failure, event);
    if (verdict.kind === "restart") {
      const { delayMs, streak, refusals, restarts } = verdict;
      enqueue.emit(command(child, { type: "BACK_OFF", delayMs }));
      enqueue.assign({
        children: change(context.children, child, { standing: "waiting", streak, refusals, restarts }),
      });
      return;
    }
    const reason = verdict.kind === "fail" ? verdict.because : "it did not start";
    enqueue.emit(command(child, { type: "FAIL", reason }));
    enqueue.assign({ children: change(context.children, child, { standing: "failed" }) });
  }),
};
