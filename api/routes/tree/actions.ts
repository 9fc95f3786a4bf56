import { Effect } from "effect";
import { NotPossible } from "../../../src/domain/Errors.ts";
import { targetsAmong } from "../../../src/policy/blastRadius/preview.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { byOf, type Caller } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import type { Command, Intended, TreeCommand } from "../../contract/tree/actions.ts";
import { handle } from "../../handle.ts";
import { allChildren, oneChild } from "../../request/resolve.ts";
import { isForJobs, jobAct, jobTargets } from "../../tree/jobs/jobCommands.ts";
import { type Act, byLevel, inTheEnd, quoting } from "../../tree/outcomes.ts";
import type { LastWords } from "../../tree/past/lastWords.ts";
import { visibleNow } from "../../tree/visibleNow.ts";

type Simple = Exclude<TreeCommand, { readonly verb: "signal" | "scale" | "reload" }>;
type ActOf<C> = (command: C, caller: Caller) => Act;

const start: ActOf<Simple> =
  ({ wait }, caller) =>
  (path) =>
    Effect.flatMap(Supervision, (tree) => tree.start(path, { wait, by: byOf(caller) }));

const stop: ActOf<Simple> =
  ({ wait }, caller) =>
  (path) =>
    Effect.flatMap(Supervision, (tree) => tree.stop(path, { wait, by: byOf(caller) }));

const restart: ActOf<Simple> =
  ({ wait }, caller) =>
  (path) =>
    Effect.flatMap(Supervision, (tree) => tree.restart(path, { wait, by: byOf(caller) }));

const byVerb = { start, stop, restart };

const reload: ActOf<Extract<TreeCommand, { readonly verb: "reload" }>> = (_, caller) => (path) =>
  Effect.flatMap(Supervision, (tree) => tree.reload(path, { wait: true, by: byOf(caller) }));

const scale: ActOf<Extract<TreeCommand, { readonly verb: "scale" }>> =
  ({ wait, replicas }, caller) =>
  (path) =>
    Effect.flatMap(Supervision, (tree) => tree.scale(path, replicas, { wait, by: byOf(caller) }));

const signal: ActOf<Extract<TreeCommand, { readonly verb: "signal" }>> =
  ({ signal: name }) =>
  (path) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const pids = yield* supervision.signal(path, name);
      const { views } = yield* supervision.views;
      const view = views.find((one) => one.path === path);
      if (view === undefined)
        return yield* new NotPossible({
          path,
          reason: "not_found",
          message: `${path} is not in the tree any more`,
        });
      const reason =
        pids.length > 0
          ? `${name} sent to ${pids.map((pid) => `pid ${pid}`).join(", ")}`
          : `${name} sent to no process: none is running`;
      return { path, state: view.state, reached: pids.length > 0, reason, pids };
    });

/** The children that a command of the tree is carried out on. */
const targetsOf = ({ verb, paths }: Intended | TreeCommand, caller: Caller) =>
  Effect.map(
    verb === "scale" ? Effect.forEach(paths, (path) => oneChild(path, caller)) : allChildren(paths, caller),
    (found) => targetsAmong(verb, found),
  );

/** How a command is carried out, and on which children. */
const planned = (command: Command, caller: Caller) =>
  isForJobs(command)
    ? Effect.map(jobTargets(command, caller), (paths) => ({ paths, act: jobAct(command, caller) }))
    : Effect.map(targetsOf(command, caller), (paths) => ({
        paths,
        act: Effect.succeed(actFor(command, caller)),
      }));

const actFor = (command: TreeCommand, caller: Caller): Act => {
  switch (command.verb) {
    case "signal":
      return signal(command, caller);
    case "reload":
      return reload(command, caller);
    case "scale":
      return scale(command, caller);
    default:
      return byVerb[command.verb](command, caller);
  }
};

/** Commands to children that are in the tree. */
export const actions = (withLastWords: LastWords) => {
  const quote = quoting(withLastWords);
  return {
    act: handle(contract.act, ({ body: command, caller }) =>
      Effect.gen(function* () {
        const { paths, act } = yield* planned(command, caller);
        const outcomes = yield* byLevel(paths, yield* act);
        if (command.verb !== "start" && command.verb !== "restart")
          return { outcomes, ...(yield* visibleNow) };
        const supervision = yield* Supervision;
        const isSettled = command.wait && outcomes.length > 1;
        const note = yield* supervision.fileNote;
        return {
          outcomes: yield* quote(isSettled ? yield* inTheEnd(outcomes) : outcomes),
          ...(yield* visibleNow),
          notes: note === null ? [] : [note],
        };
      }),
    ),
    preview: handle(contract.preview, ({ body: intended, caller }) =>
      Effect.gen(function* () {
        const paths = yield* targetsOf(intended, caller);
        const { preview } = yield* Supervision;
        return yield* preview(intended, paths, caller.scope);
      }),
    ),
  };
};
