/** What a node's view says about commands is what becomes of them: one decision, in src/policy/allowed.ts. */
import { Effect, Either, Fiber, Option } from "effect";
import { describe, expect, it } from "vitest";
import { isWithin } from "../../src/domain/tree/ChildPath.ts";
import { type CommandName, commandNames } from "../../src/domain/view/commandNames.ts";
import type { Supervision } from "../../supervisors/Supervision.ts";
import { type Machine, onMachine, pass, settle } from "./machine.ts";

const tree = `
defaults: { min_uptime: 1s, stop: { timeout: 5s }, backoff: { initial: 30s, jitter: 0 }, retry_failed: never }
children:
  slow: { command: s }
  web: { command: w }
  once: { command: o, restart: temporary }
  fatal: { command: f, limit: { restarts: 0, period: 1m } }
  manual: { command: m, autostart: false, reload: HUP }
  proxy: { command: r, reload: HUP }
  pool: { command: p, replicas: 2 }
  group: { children: { x: { command: x }, slow-x: { command: s } } }
  broken: { strategy: one_for_all, intensity: 0, limit: { restarts: 0, period: 1m }, children: { a: { command: a }, b: { command: b } } }
  part:
    { strategy: one_for_all, intensity: 0, limit: { restarts: 0, period: 1m }, on_limit: wait, children: { c: { command: c } } }
`;

type Daemon = typeof Supervision.Service;
type Arrange = (machine: Machine, supervision: Daemon) => Effect.Effect<unknown, unknown>;

const by = { by: "user:test", wait: false };
const crash = { code: 1 } as const;
const up: Arrange = () => pass(2500);
const after =
  (then: Arrange): Arrange =>
  (machine, supervision) =>
    Effect.zipRight(pass(2500), then(machine, supervision));
const stopped = (path: string): Arrange =>
  after((_, supervision) => Effect.zipRight(supervision.stop(path, by), pass(9000)));
const stopping = (path: string): Arrange => after((_, supervision) => supervision.stop(path, by));
const crashed = (...paths: ReadonlyArray<string>): Arrange =>
  after((machine) => Effect.forEach(paths, (path) => machine.exit(path, crash)));
const ending: Arrange = after((_, supervision) =>
  Effect.zipRight(Effect.fork(supervision.shutdown("in_order", "user:test")), pass(1000)),
);

/** Each way a node can stand: its state, and that of its supervisor. */
const places: ReadonlyArray<readonly [path: string, stands: string, arrange: Arrange]> = [
  ["web", "running under running", up],
  ["web", "starting under starting", () => pass(500)],
  ["slow", "stopping under running", stopping("slow")],
  ["web", "stopped under running", stopped("web")],
  ["manual", "stopped under running", up],
  ["proxy", "running under running", up],
  ["proxy", "starting under running", after((machine) => machine.exit("proxy", crash))],
  ["web", "backoff under running", crashed("web", "web")],
  ["fatal", "failed under running", crashed("fatal")],
  ["once", "finished under running", after((machine) => machine.exit("once", { code: 0 }))],
  ["group/x", "running under running", up],
  ["group/x", "running under stopping", stopping("group")],
  ["group/slow-x", "stopping under stopping", stopping("group")],
  ["group/x", "stopped under stopped", stopped("group")],
  ["broken/a", "stopped under failed", crashed("broken/b")],
  ["broken/b", "failed under failed", crashed("broken/b")],
  ["part/c", "failed under backoff", crashed("part/c")],
  ["group", "running under running", up],
  ["group", "stopping under running", stopping("group")],
  ["group", "stopped under running", stopped("group")],
  ["group", "stopped under stopped", stopped("")],
  ["broken", "failed under running", crashed("broken/b")],
  ["part", "backoff under running", crashed("part/c")],
  ["pool", "running under running", up],
  ["pool", "stopped under running", stopped("pool")],
  ["pool#1", "running under running", up],
  ["", "running", up],
  ["", "starting", () => pass(500)],
  ["", "stopping", stopping("")],
  ["", "stopped", stopped("")],
  ["group/slow-x", "stopping under stopping", ending],
  ["group/x", "running under stopping", ending],
  ["", "stopping", ending],
  ["web", "running under stopping", ending],
  ["pool", "running under stopping", ending],
];

const send = (supervision: Daemon, command: CommandName, path: string): Effect.Effect<unknown, unknown> => {
  switch (command) {
    case "signal":
      return supervision.signal(path, "SIGHUP");
    case "add":
      return supervision.add(path, "added", { argv: ["added"] }, by);
    case "scale":
      return supervision.scale(path, 1, by);
    default:
      return supervision[command](path, by);
  }
};

/** What becomes of one command to a node: what was said about it before, and how it is answered. */
const tried = (path: string, arrange: Arrange, command: CommandName) =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision } = yield* machine.daemon(tree);
      // So that a view which stayed as it was would be noticed.
      yield* supervision.views;
      yield* arrange(machine, supervision);
      yield* settle;
      const { views } = yield* supervision.views;
      const [view, ...above] = views.filter((one) => isWithin(one.path, path)).toReversed();
      const stands = [view, ...above.slice(0, 1)].map((one) => one?.state).join(" under ");
      const { facts } = yield* supervision.explain(path);
      const answer = yield* Effect.fork(Effect.either(send(supervision, command, path)));
      yield* settle;
      // A restart, a removal, and a start of what is being stopped wait for the stop.
      if (Option.isNone(yield* Fiber.poll(answer))) yield* pass(20_000);
      const told = yield* Effect.flatten(yield* Fiber.poll(answer));
      return { stands, view, facts, told };
    }),
  );

describe("the commands that a node accepts", () => {
  it.each(places)(
    "%s, %s: what is allowed is done, and what is not is refused with that reason",
    async (path, expected, arrange) => {
      for (const command of commandNames) {
        const { stands, view, facts, told } = await tried(path, arrange, command);
        expect(stands).toBe(expected);
        expect(facts.allowed).toEqual(view?.allowed);
        const refused = (facts.refused as Record<string, string>)[command];
        expect(view?.allowed.includes(command), command).toBe(refused === undefined);
        const reason = Either.isLeft(told) ? (told.left as Error).message : undefined;
        // What else can be scaled is said besides.
        if (command === "scale" && refused !== undefined)
          expect(reason?.slice(0, refused.length)).toBe(refused);
        else expect(reason, command).toBe(refused);
      }
    },
  );
});
