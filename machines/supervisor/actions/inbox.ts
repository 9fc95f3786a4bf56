import { assertEvent } from "xstate";
import { restartedTogether } from "../../../src/policy/restart/group.ts";
import { member, updateMember } from "../../../src/policy/restart/roster.ts";
import { command } from "../events.ts";
import { companions, withoutReportsOf } from "../group.ts";
import { describeRestartCount, judge, verdictOf } from "../judging.ts";
import { supervisor } from "../types.ts";

/** Handling of the inbox, one report at a time. */
export const inbox = {
  wake: supervisor.emit({ type: "WAKE" }),
  wakeIfPending: supervisor.enqueueActions(({ context, enqueue }) => {
    if (context.inbox.length > 0) enqueue.emit({ type: "WAKE" });
  }),

  /** Handles the first report if it affects its child alone. */
  handleReport: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "WORK");
    const [report, ...rest] = context.inbox;
    if (!report) return;
    const { child } = report;
    enqueue.assign({ inbox: rest });
    if (report.kind === "due") {
      const isGivenUp = member(context.children, child)?.standing === "failed";
      const reason = isGivenUp ? "retry after it was given up" : "its delay is over";
      enqueue.emit(command(child, { type: "START", reason, by: "system" }));
      // A retry is a single attempt: a failed start is followed by the next retry, not by a restart.
      const standing = isGivenUp ? "trying" : "starting";
      enqueue.assign({ children: updateMember(context.children, child, { standing }) });
      return;
    }
    const verdict = verdictOf(context, event);
    if (verdict?.kind === "restart") {
      const { delayMs, streak, refusals, restarts, window } = verdict;
      const reason = describeRestartCount(verdict, context, child);
      const isDelayed = delayMs > 0;
      enqueue.emit(
        command(child, isDelayed ? { type: "BACK_OFF", delayMs } : { type: "START", reason, by: "system" }),
      );
      const standing = isDelayed ? "waiting" : "starting";
      enqueue.assign({
        window,
        children: updateMember(context.children, child, { standing, streak, refusals, restarts }),
      });
    }
    if (verdict?.kind === "fail") {
      const { because, curable } = verdict;
      enqueue.emit(command(child, { type: "FAIL", reason: because, curable }));
      enqueue.assign({ children: updateMember(context.children, child, { standing: "failed" }) });
    }
  }),

  /** Handles the first report if the restart includes a group: its child goes to backoff, then the group is stopped. */
  gatherGroup: supervisor.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "WORK");
    const [report, ...rest] = context.inbox;
    if (!report) return;
    const { child } = report;
    const verdict = verdictOf(context, event);
    const restart = verdict?.kind === "restart" ? verdict : null;
    const group = restartedTogether(context.rules.strategy, context.children, child);
    const delayMs = restart?.delayMs ?? 0;
    const count = restart ? describeRestartCount(restart, context, child) : "its delay is over";
    if (delayMs > 0) enqueue.emit(command(child, { type: "BACK_OFF", delayMs }));
    enqueue.assign({
      group,
      origin: { child, delayMs, because: `restart of ${child}: ${count}` },
      stop: { purpose: "request", mode: "ordered" },
      inbox: withoutReportsOf(rest, group),
    });
    if (restart) {
      const { streak, refusals, restarts, window } = restart;
      enqueue.assign({
        window,
        children: updateMember(context.children, child, { streak, refusals, restarts }),
      });
    }
  }),
  forgetGroup: supervisor.assign({ group: [], origin: null }),
  flushGroup: supervisor.assign(({ context }) => ({
    inbox: withoutReportsOf(context.inbox, companions(context)),
  })),

  /** Handles a failed start that affects the child alone. */
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
        children: updateMember(context.children, child, { standing: "waiting", streak, refusals, restarts }),
      });
      return;
    }
    const { because: reason, curable } =
      verdict.kind === "fail" ? verdict : { because: "it did not start", curable: false };
    enqueue.emit(command(child, { type: "FAIL", reason, curable }));
    enqueue.assign({ children: updateMember(context.children, child, { standing: "failed" }) });
  }),
};
