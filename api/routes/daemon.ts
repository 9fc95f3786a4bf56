import { Effect } from "effect";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import type { Neighbour } from "../../src/domain/view/Neighbour.ts";
import type { ExposureView } from "../../src/domain/view/Status.ts";
import { includesRole } from "../../src/policy/access.ts";
import { OwnHealth } from "../../supervisors/OwnHealth.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { Written } from "../answer/written.ts";
import { byOf } from "../caller.ts";
import { contract } from "../contract/contract.ts";
import { handle } from "../handle.ts";

/** What the API may ask of the process that it runs in. */
export interface DaemonControl {
  /** Stop the tree in order, or at once, then end the process. Returns immediately. */
  readonly leave: (how: "in_order" | "at_once", by: PrincipalText) => void;
  /** The tree is left as it is: give the home to the daemon that has asked for it. Returns immediately. */
  readonly makeRoom: () => void;
  /** The name of this machine. */
  readonly host: string;
  /** The trees of its user on this machine, its own included. */
  readonly neighbours: () => ReadonlyArray<Neighbour>;
  /** How the daemon is reached over TCP now. */
  readonly exposure: () => ExposureView;
  /** The version of Node that it runs on, and the folder of its home. */
  readonly runs: { readonly node: string; readonly home: string };
}

/** The daemon itself, and its end. */
export const daemon = (control: DaemonControl) => ({
  daemon: handle(contract.daemon, ({ caller }) =>
    Effect.gen(function* () {
      const health = yield* Effect.flatMap(OwnHealth, ({ current }) => current);
      const { tree } = yield* Effect.flatMap(Supervision, ({ statusParts }) => statusParts);
      // As the status has it: its signs may become more.
      const { node, home } = control.runs;
      // Who may change nothing needs no folders of the machine.
      const runs = includesRole(caller.role, "admin") ? { node, home } : { node };
      return new Written(JSON.stringify({ ...tree.daemon, ...control.exposure(), ...runs, health }));
    }),
  ),
  daemons: handle(contract.daemons, () =>
    Effect.sync(() => ({ host: control.host, items: control.neighbours() })),
  ),
  handOver: handle(contract.handOver, ({ record }) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const answer = { handed_over: true } as const;
      yield* supervision.handOver(Effect.provideService(record(answer), Supervision, supervision));
      control.makeRoom();
      return answer;
    }),
  ),
  shutdown: handle(contract.shutdown, ({ body: { how }, caller, record }) =>
    Effect.gen(function* () {
      const answer = { leaving: true } as const;
      yield* record(answer);
      control.leave(how, byOf(caller));
      return answer;
    }),
  ),
});
