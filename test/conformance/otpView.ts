import { Effect, Schema } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { recent } from "../../src/policy/restart/intensity.ts";
import { isActive, type Member } from "../../src/policy/restart/roster.ts";
import * as children from "../../supervisors/commands/children.ts";
import * as commands from "../../supervisors/commands/commands.ts";
import type { ServiceNode, SupervisorNode, TreeNode } from "../../supervisors/node/node.ts";
import { withDescendants } from "../../supervisors/node/service/descendants.ts";
import type { Tree } from "../../supervisors/tree/tree.ts";
import type { CaseNode, Final, Stimulus } from "./caseFormat.ts";
import { serviceOf } from "./caseTree.ts";

/** What a run of a case came to. */
export interface Observed {
  readonly log: ReadonlyArray<string>;
  /** Virtual ms of each line. */
  readonly times: ReadonlyArray<number>;
  readonly final: Readonly<Record<string, Final>>;
  /** Violations of the case's `check` stimuli. */
  readonly violations: ReadonlyArray<string>;
}

/** What a world of processes, scripted or real, offers to the observer. */
export interface World {
  readonly line: (text: string) => void;
  /** How the end of a process is to be called in the log, where the exit alone does not say. */
  readonly called: Map<string, string>;
  readonly workers: Map<string, CaseNode>;
  readonly worker: (id: string) => CaseNode;
}

/** Commands of the cases wait for what they ask for. */
export const by = { by: "system", wait: true } as const;

const stoppedAs = (exit: Exit): string => {
  if ("signal" in exit) return exit.signal === "SIGKILL" ? "killed" : "shutdown";
  return "code" in exit && exit.code === 0 ? "shutdown" : "abnormal";
};

const topState = (value: unknown): ServiceNode["state"] =>
  (typeof value === "string" ? value : Object.keys(value ?? {})[0]) as ServiceNode["state"];

export const seenAs = (exit: Exit, successCodes: ReadonlyArray<number>): string => {
  if ("signal" in exit)
    return exit.signal === "SIGKILL" ? "killed" : exit.signal === "SIGTERM" ? "shutdown" : "abnormal";
  return "code" in exit && successCodes.includes(exit.code) ? "normal" : "abnormal";
};

/** The id of a case's child from its path: the last part, without the `#` of a pool's instance. */
export const idOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("#")) + 1);

/** Write what an observer of OTP would see of this node into the log. */
export const observe = (node: TreeNode, world: World): void => {
  const id = idOf(node.path) || node.spec.id;
  if (node.kind === "supervisor") observeSupervisor(node, id, world);
  else if (node.kind === "service") observeService(node, id, world);
};

const isOn = (state: string): boolean => ["starting", "running", "stopping"].includes(state);

const observeSupervisor = (node: SupervisorNode, id: string, { line }: World): void => {
  let before = "stopped";
  node.actor.subscribe(({ value, context }) => {
    const state = typeof value === "string" ? value : (Object.keys(value)[0] ?? "");
    const killed = context.stop.purpose === "killed";
    if (state !== before) {
      if (!isOn(before) && isOn(state)) line(`sup_start ${id}`);
      if (state === "stopping" && killed) line(`sup_exit ${id} killed`);
      if (!killed && isOn(before) && !isOn(state)) {
        line(`sup_exit ${id} ${context.stop.purpose === "start_failed" ? "start_failed" : "shutdown"}`);
      }
    }
    before = state;
  });
};

const observeService = (node: ServiceNode, id: string, { line, called, worker }: World): void => {
  let before: ServiceNode["state"] = "stopped";
  let stoppedFrom: ServiceNode["state"] = "stopped";
  node.actor.on("ALARM", ({ alarm }) => line(`alert ${alarm} ${id}`));
  node.actor.on("IGNORED", () => line(`start_ignore ${id}`));
  node.actor.on("START_FAILED", () => line(`start_fail ${id}`));
  node.actor.on("STARTED", () => line(`start ${id}`));
  node.actor.subscribe(({ value, context }) => {
    const state = topState(value);
    const exit = context.lastEnd?.exit ?? { code: 0 };
    if (before === "running" && state !== "stopping" && state !== "running") {
      line(`exit ${id} ${called.get(id) ?? seenAs(exit, worker(id).success_codes ?? [0])}`);
      called.delete(id);
    }
    if (state === "stopping" && before !== "stopping") stoppedFrom = before;
    if (before === "stopping" && state === "stopped") {
      line(stoppedFrom === "starting" ? `start_abort ${id}` : `stop ${id} ${stoppedAs(exit)}`);
    }
    before = state;
  });
};

/** Whether a supervisor is in the middle of something, as OTP's would not answer. */
export const isBusy = (tree: Tree): boolean =>
  withDescendants(tree.root).some((node) => {
    if (node.kind === "service") return node.state === "starting" || node.state === "stopping";
    return node.state === "starting" || node.state === "stopping";
  });

const shownStanding: Readonly<Record<Member["standing"], string>> = {
  down: "stopped",
  finished: "stopped",
  failed: "stopped",
  dropped: "stopped",
  up: "running",
  starting: "restarting",
  held: "restarting",
  trying: "restarting",
  waiting: "restarting",
  stopping: "stopping",
};

/** As which_children shows it: a failed child whose group is being stopped first is not restarting yet. */
const shownChild = (supervisor: SupervisorNode, { id, standing }: Member): string => {
  const node = supervisor.children.find(({ spec }) => spec.id === id);
  const isDecided = node?.kind !== "service" || !node.actor.getSnapshot().matches({ backoff: "deciding" });
  return standing === "waiting" && !isDecided ? "stopped" : shownStanding[standing];
};

const membersOf = (node: SupervisorNode) =>
  node.actor.getSnapshot().context.children.filter(({ standing }) => standing !== "dropped");

export const supervisorAt = (tree: Tree, id: string): SupervisorNode | undefined =>
  withDescendants(tree.root).find(
    (node): node is SupervisorNode => node.kind === "supervisor" && node.spec.id === id,
  );

export const finalOf = (node: SupervisorNode, now: number): Final =>
  node.state !== "running"
    ? "down"
    : {
        restarts: recent(node.actor.getSnapshot().context.window, now, node.spec.periodMs).length,
        children: membersOf(node).map(
          ({ id, standing }) => [id.replace("#", ""), shownStanding[standing]] as const,
        ),
      };

const answerOf = (effect: Effect.Effect<Outcome, NotPossible>): Effect.Effect<string> =>
  Effect.match(effect, {
    onSuccess: ({ reached }) => (reached ? "ok" : "error:start_failed"),
    onFailure: ({ reason }) => `error:${reason}`,
  });

/** One call of OTP's supervisor API, made with what the command line is made of. */
export const call = (tree: Tree, world: World, stimulus: Stimulus): Effect.Effect<string> => {
  const supervisor = supervisorAt(tree, stimulus.sup ?? "");
  if (!supervisor) return Effect.succeed("error:noproc");
  const pool = supervisor.spec.template;
  const id = stimulus.child ?? stimulus.spec?.id ?? "";
  const node = supervisor.children.find(({ spec }) => spec.id === (pool ? `#${id}` : id));
  const standing = membersOf(supervisor).find((member) => member.id === node?.spec.id);
  switch (stimulus.call) {
    case "start_child": {
      if (stimulus.spec) world.workers.set(stimulus.spec.id, stimulus.spec);
      const spec = pool ? { ...pool, id: `#${id}` } : decodeService(serviceOf(stimulus.spec ?? { id }));
      return answerOf(children.add(tree, supervisor, spec, by));
    }
    case "terminate_child":
      if (!node || !standing) return Effect.succeed(pool ? "error:simple_one_for_one" : "error:not_found");
      return answerOf(pool ? children.remove(tree, node, by) : commands.stop(tree, node, by));
    case "restart_child":
      if (!node || !standing) return Effect.succeed(pool ? "error:simple_one_for_one" : "error:not_found");
      if (node.state === "running") return Effect.succeed("error:running");
      return answerOf(commands.start(tree, node, by));
    case "delete_child":
      if (!node || !standing) return Effect.succeed(pool ? "error:simple_one_for_one" : "error:not_found");
      if (isActive(standing)) return Effect.succeed(`error:${shownStanding[standing.standing]}`);
      return answerOf(children.remove(tree, node, by));
    case "which_children":
      return Effect.sync(() =>
        membersOf(supervisor)
          .map((one) => `${one.id}=${shownChild(supervisor, one)}`)
          .join(","),
      );
    case "count_children":
      return Effect.sync(() => {
        const all = membersOf(supervisor);
        const specs = pool ? 1 : all.length;
        return `${specs},${all.filter(isActive).length},${supervisor.children.filter(({ kind }) => kind === "supervisor").length},${all.length}`;
      });
    case "get_childspec": {
      if (!node) return Effect.succeed("error:not_found");
      const { restart, shutdown, kind, significant } = node.spec;
      return Effect.succeed(`${restart},${shutdown},${kind === "service" ? "worker" : kind},${significant}`);
    }
    default:
      throw new Error(`unknown call ${stimulus.call}`);
  }
};

const decodeService = Schema.decodeUnknownSync(ServiceSpec);
