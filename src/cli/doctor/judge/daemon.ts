import { type Finding, type Row, well } from "../Finding.ts";

/** What a home's daemon says, or why there is none. */
export type DaemonFacts =
  | { readonly kind: "none"; readonly how: "never ran" | "stopped" | "killed" }
  | {
      readonly kind: "unresponsive";
      readonly name: string;
      readonly cause: string | null;
      readonly remedy: string;
    }
  | { readonly kind: "unreachable"; readonly why: string }
  | { readonly kind: "no tree chosen"; readonly why: string }
  | RunningDaemon;

/** A daemon that answers. */
export interface RunningDaemon {
  readonly kind: "running";
  readonly pid: number;
  readonly version: string;
  /** Of this program. */
  readonly ownVersion: string;
  /** The file that its Node was started from, if that was removed or replaced since; null: it is there. */
  readonly removedNode: string | null;
  readonly api: string;
  readonly file: { readonly source: string; readonly problem: string | null };
  /** `82 MB, event loop late by 0 ms at most …`. */
  readonly measured: string;
  readonly ailments: ReadonlyArray<string>;
  readonly tree: {
    readonly name: string;
    readonly state: string;
    readonly reason: string;
    readonly children: number;
    /** Children that were given up. */
    readonly failed: ReadonlyArray<string>;
  };
}

export const daemonRows = {
  daemon: {
    subject: "daemon",
    title: "daemon",
    worst: "problem",
    finds:
      "the last daemon was killed, or the one that runs does not answer. A tree that was stopped is well",
    remedy: "Start a daemon: it adopts what still runs.",
    fix: { leaves: "you choose whether the tree runs" },
  },
  "daemon-version": {
    subject: "daemon",
    title: "version",
    worst: "warning",
    finds: "the daemon is of another version than this program",
    remedy: "Let a daemon of this version take over; no child is touched.",
    fix: { leaves: "a hand-over is for you to choose the time of" },
  },
  "daemon-node": {
    subject: "daemon",
    title: "Node of the daemon",
    worst: "warning",
    finds:
      "the Node that the daemon was started with has been removed or replaced, as by an upgrade: what the daemon loads later may not fit",
    remedy: "Let another daemon take over, with the Node that is there now; no child is touched.",
    fix: { leaves: "a hand-over is for you to choose the time of" },
  },
  api: {
    subject: "daemon",
    title: "API over TCP",
    worst: "ok",
    finds: "never: it shows the address",
    remedy: "`listen:` in settings.yaml sets it.",
    fix: { leaves: "there is nothing to repair" },
  },
  file: {
    subject: "daemon",
    title: "file",
    worst: "problem",
    finds: "the tree's file is not valid, or was not applied: the tree goes on as it was",
    remedy: "Correct the file.",
    fix: { leaves: "only you know what the file should say" },
  },
  "daemon-health": {
    subject: "daemon",
    title: "health",
    worst: "problem",
    finds:
      "the daemon measures something about itself beyond its limit: delays, memory, descriptors, unread output, a lost home",
    remedy: "Each measurement says what to do.",
    fix: { leaves: "it depends on the measurement" },
  },
  tree: {
    subject: "daemon",
    title: "tree",
    worst: "problem",
    finds: "the tree does not run, or children were given up",
    remedy: "See why.",
    fix: { leaves: "why a child fails is not for doctor to guess" },
  },
} as const satisfies Record<string, Row>;

const noDaemon = {
  "never ran": "none has run yet; `sentinel up` starts one",
  stopped: "none: the tree was stopped",
  killed: "none: the last one was killed",
};

const absent = (how: keyof typeof noDaemon): Finding =>
  how === "killed"
    ? { id: "daemon", found: noDaemon.killed, verdict: "problem", command: "sentinel up --detach" }
    : well("daemon", noDaemon[how]);

const takeOver = "sentinel up --detach --replace";

const judgeTree = ({ name, state, reason, children, failed }: RunningDaemon["tree"]): Finding => {
  const [first] = failed;
  if (first !== undefined)
    return {
      id: "tree",
      found: `${name}: given up: ${failed.join(", ")}`,
      verdict: "problem",
      command: `sentinel explain ${first}`,
    };
  return state === "running"
    ? well("tree", `${name} is running, ${children} ${children === 1 ? "child" : "children"}`)
    : { id: "tree", found: `${name} is ${state}: ${reason}`, verdict: "problem", command: "sentinel status" };
};

const judgeRunning = (daemon: RunningDaemon): ReadonlyArray<Finding> => {
  const { pid, version, ownVersion, removedNode, api, file, measured, ailments, tree } = daemon;
  return [
    well("daemon", `pid ${pid}`),
    version === ownVersion
      ? well("daemon-version", version)
      : {
          id: "daemon-version",
          found: `the daemon is ${version}, this program ${ownVersion}`,
          verdict: "warning",
          command: takeOver,
        },
    removedNode === null
      ? well("daemon-node", "the one that is installed")
      : {
          id: "daemon-node",
          found: `${removedNode} was removed or replaced`,
          verdict: "warning",
          command: takeOver,
        },
    well("api", api),
    file.problem === null
      ? well("file", file.source)
      : { id: "file", found: file.problem, verdict: "problem", command: "sentinel plan" },
    ailments.length === 0
      ? well("daemon-health", measured)
      : { id: "daemon-health", found: ailments.join("; "), verdict: "problem" },
    judgeTree(tree),
  ];
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Judge the daemon of a home and its tree. */
export const judgeDaemon = (facts: DaemonFacts): ReadonlyArray<Finding> => {
  if (facts.kind === "running") return judgeRunning(facts);
  if (facts.kind === "none") return [absent(facts.how)];
  if (facts.kind === "no tree chosen") return [well("daemon", facts.why)];
  if (facts.kind === "unreachable")
    return [
      {
        id: "daemon",
        found: facts.why,
        verdict: "problem",
        remedy: "If it stays so, look at its log in the home, and at its process.",
        leaves: "its process is alive",
      },
    ];
  const { name, cause, remedy } = facts;
  const command = /`([^`]+)`/.exec(remedy)?.[1];
  return [
    {
      id: "daemon",
      found: `${name} does not answer${cause === null ? "" : `: ${cause}`}`,
      verdict: "problem",
      remedy: sentence(remedy),
      ...(command === undefined ? {} : { command }),
      leaves: "a debugger or a person may have stopped it on purpose",
    },
  ];
};
