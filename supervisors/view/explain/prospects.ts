import { type SupervisorNode, type TreeNode, wantedOf } from "../../node/node.ts";
import { hasProcess } from "../../node/traits.ts";
import { gaveUpOn } from "../gaveUpOn.ts";
import { stateMeans } from "./words.ts";

/** What happens next, and what a user can do about it. */
export const prospects = (node: TreeNode): ReadonlyArray<string> => {
  const { path, state, trace } = node;
  const start = `\`sentinel start ${path || "/"}\``;
  const kill = trace.killAt === null ? [] : [`It gets SIGKILL at ${trace.killAt}.`];
  if (wantedOf(node) === "down") return [...kill, `It is wanted down; ${start} starts it.`];
  const causes = [...causeBelow(node), ...causeForOthers(node), ...ownAffair(node)];
  if (trace.nextAttemptAt !== null) {
    const sooner = state === "failed" ? ` ${start} makes it now.` : "";
    return [...kill, `The next attempt is at ${trace.nextAttemptAt}.${sooner}`, ...causes];
  }
  if (state !== "failed" && state !== "stopped") return [...kill, ...causes];
  if (hasProcess(node) && node.job !== null) {
    const { path: job } = node.job;
    return [`It is a slot of the job ${job}, for its next run; \`sentinel run ${job}\` starts one.`];
  }
  const staysSo = state === "failed" && (node.parent === null || node.parent.state === "running");
  return [
    ...(staysSo ? [`It stays so until somebody starts it: ${start}.`] : whatItWaitsFor(node)),
    ...causes,
  ];
};

const called = ({ path }: TreeNode): string => path || "the tree";

/** The child that made a supervisor go down, and the setting that would have kept the others up. */
const causeBelow = (node: TreeNode): ReadonlyArray<string> => {
  const child = gaveUpOn(node);
  if (!child) return [];
  const { path } = child;
  return [
    `It is down because of ${path}; \`sentinel explain ${path}\` says why. With \`on_limit: fail\` on ${path}, only ${path} is given up, and the others stay up.`,
  ];
};

/** The same, from that child's point of view. */
const causeForOthers = (node: TreeNode): ReadonlyArray<string> => {
  const { parent } = node;
  if (!parent || gaveUpOn(parent) !== node) return [];
  return [
    `${parent.path || "The tree"} is down because of it; with \`on_limit: fail\`, only it is given up, and the others stay up.`,
  ];
};

/** That a child was given up alone, and the setting that makes its failures count for its supervisor. */
const ownAffair = ({ state, parent, spec }: TreeNode): ReadonlyArray<string> =>
  state === "failed" &&
  parent?.state === "running" &&
  spec.onLimit !== "escalate" &&
  spec.restart !== "temporary"
    ? [`Only it was given up; with \`on_limit: escalate\`, its failures count for ${called(parent)}.`]
    : [];

/** What keeps a child down: a supervisor above it, or a sibling in its group that is in backoff. */
const whatItWaitsFor = ({ parent }: TreeNode): ReadonlyArray<string> => {
  if (!parent) return [];
  if (parent.state === "running") return groupWaitsFor(parent);
  if (wantedOf(parent) === "up" && parent.state === "stopped" && parent.parent) return whatItWaitsFor(parent);
  const path = parent.path || "/";
  const above = `It is part of ${parent.path || "the tree"}, which ${stateMeans[parent.state]}`;
  return [
    wantedOf(parent) === "down"
      ? `${above}; \`sentinel start ${path}\` starts both.`
      : `${above}; \`sentinel explain ${path}\` says why.`,
  ];
};

const groupWaitsFor = ({ spec, children }: SupervisorNode): ReadonlyArray<string> => {
  const isGroup = spec.strategy === "one_for_all" || spec.strategy === "rest_for_one";
  const first = isGroup ? children.find(({ state }) => state === "backoff") : undefined;
  return first
    ? [`It waits for ${first.path}, which is in backoff; \`sentinel explain ${first.path}\` says until when.`]
    : [];
};
