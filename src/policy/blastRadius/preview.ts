import { type ChildPath, outermost } from "../../domain/tree/ChildPath.ts";
import type { BlastRadius } from "../../domain/view/Touched.ts";
import { type AccessScope, isInScope } from "../access.ts";
import {
  displayName,
  type Refusal,
  type TargetContext,
  type TargetParent,
  whyNotReloadable,
  whyNotScaled,
  whyNotStartable,
  whyRestartPending,
} from "../allowed.ts";
import {
  reloadedByHand,
  restarted,
  scaledByHand,
  signalledByHand,
  startedByHand,
  stoppedByHand,
} from "./byHand.ts";
import { withDependants } from "./dependants.ts";
import { ifItFails } from "./failure.ts";
import type { Intent } from "./intent.ts";
import type { Place, TreePlaces } from "./place.ts";
import { inWords } from "./sentence.ts";
import { merged, type Touch } from "./touches.ts";

/** What a command would do now, and to which of the named children it is refused. */
export interface Preview extends BlastRadius {
  readonly refused: ReadonlyArray<{ readonly path: ChildPath; readonly reason: string }>;
}

/** The running tree: its nodes by path, whether its daemon is exiting, and what of it the asker may see. */
export interface RunningTree {
  readonly places: TreePlaces;
  readonly daemon: TargetContext["daemon"];
  readonly scope: AccessScope;
}

/** The children that a command is carried out on: what is under another named child is stopped and restarted with it. */
export const targetsAmong = (
  verb: Intent["verb"],
  paths: ReadonlyArray<ChildPath>,
): ReadonlyArray<ChildPath> => (verb === "start" || verb === "scale" ? paths : outermost(paths));

const depthOf = (path: ChildPath): number => path.split(/[/#]/).length;

/** What a command to these children would do if it were carried out now. */
export const previewOf = (intent: Intent, paths: ReadonlyArray<ChildPath>, tree: RunningTree): Preview => {
  const touches: Array<Touch> = [];
  const refused: Array<Preview["refused"][number]> = [];
  const targets = targetsAmong(intent.verb, paths);
  for (const path of [...targets].sort((one, other) => depthOf(one) - depthOf(other))) {
    const place = tree.places.get(path);
    if (place === undefined) continue;
    const refusal = refusalOf(intent, place, tree, touches);
    if (refusal === null) touches.push(...touchesOf(intent, place));
    else refused.push({ path, reason: refusal.message });
  }
  const touched = merged(withDependants(touches, tree.places)).filter(({ path }) =>
    isInScope(tree.scope, path),
  );
  return { touched, refused, sentence: inWords(intent, targets, touched, groupsOf(tree)) };
};

const groupsOf =
  ({ places }: Pick<RunningTree, "places">) =>
  (path: ChildPath): boolean =>
    places.get(path)?.group != null;

const touchesOf = (intent: Intent, place: Place): ReadonlyArray<Touch> => {
  switch (intent.verb) {
    case "start":
      return startedByHand(place);
    case "stop":
      return stoppedByHand(place);
    case "restart":
      return restarted(place, "restarted by hand");
    case "reload":
      return reloadedByHand(place);
    case "signal":
      return signalledByHand(place, intent.signal);
    case "scale":
      return scaledByHand(place, intent.replicas);
  }
};

/** Why the command is refused to this child, after what the same command does to those above it. */
const refusalOf = (
  { verb }: Intent,
  place: Place,
  { daemon }: RunningTree,
  before: ReadonlyArray<Touch>,
): Refusal | null => {
  const { parent } = place;
  const isStarted = before.some(({ path, effect }) => path === parent?.path && effect === "starts");
  const above: TargetParent | null = parent && isStarted ? { ...parent, state: "running" } : parent;
  const surroundings = { parent: above, daemon };
  if (verb === "scale") return whyNotScaled(place, surroundings);
  if (verb === "reload") return whyNotReloadable(place);
  if (verb === "restart") return whyNotStartable(place, surroundings);
  if (verb !== "start" || place.state === "running" || place.state === "starting") return null;
  return whyRestartPending(place) ?? whyNotStartable(place, surroundings);
};

/** What would follow if this node failed now. `now`: monotonic ms. */
export const blastRadiusOf = (place: Place, now: number, tree: Omit<RunningTree, "daemon">): BlastRadius => {
  const touched = merged(withDependants(ifItFails(place, now), tree.places)).filter(({ path }) =>
    isInScope(tree.scope, path),
  );
  const failure = place.group === null ? "crashes" : "gives up";
  const sentence =
    touched.length === 0
      ? `${displayName(place)} is ${place.state}, so nothing of it can fail now.`
      : inWords(`If ${displayName(place)} ${failure} now`, [place.path], touched, groupsOf(tree));
  return { touched, sentence };
};
