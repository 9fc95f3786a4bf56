import type { RestartWindow } from "../../../src/domain/view/RestartWindow.ts";
import type { Restarted } from "../../../src/policy/restart/intensity.ts";
import {
  type BeyondLimit,
  beyondOwn,
  beyondShared,
  counting,
  pausesAging,
} from "../../../src/policy/restart/restartWindow.ts";
import { ownLimit } from "../../../src/policy/restart/verdict.ts";
import { childOf, isUp, memberOf, type SupervisorNode, type TreeNode } from "../../node/node.ts";
import { hasChildren } from "../../node/traits.ts";
import type { Now } from "../../node/views/clock.ts";
import { wallTimeOf } from "../../node/views/wallTime.ts";
import type { Wiring } from "../../node/wiring.ts";

/** The limits that a node's restarts count towards, as data; of a supervisor that of its children first. */
export const restartWindows = (node: TreeNode, { now }: Wiring): ReadonlyArray<RestartWindow> => [
  ...(hasChildren(node) ? ofChildren(node, now) : []),
  ...ofItself(node, now),
  ...(node.parent && countsForParent(node) ? ofChildren(node.parent, now) : []),
];

/** The supervisor's part of a decision about its children. */
const recordOf = ({ actor, spec }: SupervisorNode) => ({
  ...{ intensity: spec.intensity, periodMs: spec.periodMs },
  window: actor.getSnapshot().context.window,
});

/** What follows if a child crashes when its supervisor's intensity is used up; null if it does not count there. */
const sharedSequel = (child: TreeNode): BeyondLimit | null => {
  const member = memberOf(child);
  return member && child.parent ? beyondShared(member, recordOf(child.parent)) : null;
};

const countsForParent = (child: TreeNode): boolean => sharedSequel(child) === "escalate";

/** The window of the children that a supervisor counts together; none if each is counted alone. */
const ofChildren = (supervisor: SupervisorNode, now: Now): ReadonlyArray<RestartWindow> => {
  const { path, spec, children } = supervisor;
  if (!children.some(countsForParent)) return [];
  const { intensity, periodMs } = spec;
  // A start forgets all failures.
  const window = isUp(supervisor) ? recordOf(supervisor).window : [];
  return [
    {
      ...{ of: path, counts: "together", intensity, period_ms: periodMs },
      counted: counted(supervisor, window, { restarts: intensity, periodMs }, now),
      beyond: { verdict: "escalate", words: escalation(supervisor) },
    },
  ];
};

/** The window of a child that is counted alone. */
const ofItself = (node: TreeNode, now: Now): ReadonlyArray<RestartWindow> => {
  const { parent, path } = node;
  const member = memberOf(node);
  if (!(parent && member)) return [];
  const limit = ownLimit(member, recordOf(parent));
  const verdict = limit && beyondOwn(member, recordOf(parent), limit);
  if (!(limit && verdict)) return [];
  const window = node.state === "failed" ? [] : member.restarts;
  return [
    {
      ...{ of: path, counts: "alone", intensity: limit.restarts, period_ms: limit.periodMs },
      counted: counted(parent, window, limit, now),
      beyond: { verdict, words: sequel(node, parent, verdict) },
    },
  ];
};

type Counted = RestartWindow["counted"][number];

const counted = (
  supervisor: SupervisorNode,
  window: ReadonlyArray<Restarted>,
  limit: { readonly restarts: number; readonly periodMs: number },
  now: Now,
): ReadonlyArray<Counted> => {
  const moment = (at: number): string => new Date(wallTimeOf(now, at)).toISOString();
  return counting(window, now.monotonic(), limit).map(({ child, at }) => {
    const node = childOf(supervisor, child);
    return {
      child: node?.path ?? child,
      at: moment(at),
      leaves_at: moment(at + limit.periodMs),
      stands_until: node ? standsUntil(node, supervisor) : null,
    };
  });
};

/** Until when a child's restarts do not age; null if they do. */
const standsUntil = (node: TreeNode, parent: SupervisorNode): string | null => {
  const member = memberOf(node);
  if (node.state !== "backoff" || !member) return null;
  return pausesAging(member, ownLimit(member, recordOf(parent))) ? node.trace.nextAttemptAt : null;
};

const called = ({ path }: TreeNode): string => path || "the tree";

/** What it means that a supervisor gives up. */
const escalation = (supervisor: SupervisorNode): string => {
  const count = supervisor.children.length;
  const stops = `${called(supervisor)} stops ${count === 1 ? "its child" : `its ${count} children`}`;
  return supervisor.parent === null
    ? `${stops} and fails`
    : `${stops} and fails to ${called(supervisor.parent)}`;
};

const sequel = (node: TreeNode, parent: SupervisorNode, verdict: BeyondLimit): string =>
  ({
    escalate: escalation(parent),
    fail: `${called(node)} alone is given up`,
    wait: `${called(node)} waits until the limit allows another`,
  })[verdict];
