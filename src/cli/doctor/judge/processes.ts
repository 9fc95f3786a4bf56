import type { MarkedProcess } from "../../../offline/doctor/processes.ts";
import { type Finding, type Row, well } from "../Finding.ts";

/** The processes of a home's runs, and what its daemons have left. */
export interface ProcessFacts {
  readonly home: string;
  /** Whether a daemon holds the home. */
  readonly isHeld: boolean;
  /** Live runs: `web/api (pid 12)`. */
  readonly live: ReadonlyArray<string>;
  /** Processes of runs that have ended, each with the path of its child. */
  readonly left: ReadonlyArray<MarkedProcess>;
  /** Processes with the mark of a run that this home does not know. */
  readonly unknown: ReadonlyArray<MarkedProcess>;
  /** Files of a daemon that has ended: sockets, and its record if nothing of it runs. */
  readonly staleFiles: ReadonlyArray<string>;
  /** Run folders of children that are in the tree no more, without the newest of each. */
  readonly staleRuns: ReadonlyArray<string>;
}

/** Process 1, and who reaps orphans. */
export interface InitFacts {
  readonly ownPid: number;
  /** Zombies whose parent is process 1; null: that can't be seen. */
  readonly unreaped: number | null;
}

export const processRows = {
  "runs-without-daemon": {
    subject: "processes",
    title: "runs without a daemon",
    worst: "problem",
    finds: "children go on running, but no daemon watches them",
    remedy: "Start a daemon, which adopts them; `sentinel down` then stops them in order.",
    fix: { leaves: "they are doing their work, and the next daemon adopts them" },
  },
  "leftover-processes": {
    subject: "processes",
    title: "leftover processes",
    worst: "problem",
    finds:
      "processes of runs that have ended are still there: they may hold ports and files that the next run needs",
    remedy: "End them, or restart the child: a daemon ends what is left before a start.",
    fix: {
      does: "ends them with SIGTERM, and with SIGKILL after 5 s, each only if it is still the same process with the mark of that run, and only if no daemon holds the home",
    },
  },
  "stale-files": {
    subject: "processes",
    title: "stale files",
    worst: "warning",
    finds: "the socket or the record of a daemon that has ended is still there, and nothing of it runs",
    remedy: "The next daemon removes them.",
    fix: { does: "removes them" },
  },
  "stale-runs": {
    subject: "processes",
    title: "stale run folders",
    worst: "warning",
    finds: "more than 50 folders are left of runs of children that were removed from the tree",
    remedy: "They can be removed; the output of these runs stays.",
    fix: { does: "removes them, except the newest of each child, by which its runs are numbered" },
  },
  init: {
    subject: "processes",
    title: "process 1",
    worst: "problem",
    finds: "process 1 does not reap orphans, as in a container without an init: each zombie takes a pid",
    remedy: "Start the container with an init: `docker run --init`, or tini.",
    fix: { leaves: "only process 1 can reap them" },
  },
} as const satisfies Record<string, Row>;

const listed = (items: ReadonlyArray<string>): string => {
  const [first = "", second = "", third = "", ...more] = items;
  return more.length > 0 ? `${first}, ${second}, ${third} and ${more.length} more` : items.join(", ");
};

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : noun.endsWith("s") ? "es" : "s"}`;

const judgeLive = ({ isHeld, live }: ProcessFacts): Finding =>
  isHeld || live.length === 0
    ? well("runs-without-daemon", isHeld ? "none, a daemon has the home" : "none")
    : {
        id: "runs-without-daemon",
        found: `${count(live.length, "run")}: ${listed(live)}`,
        verdict: "problem",
        command: "sentinel up --detach",
      };

const shown = ({ pid, path, run, command }: MarkedProcess): string =>
  `${path}, run ${run}: pid ${pid}${command === null ? "" : ` (${command})`}`;

const killOf = (processes: ReadonlyArray<MarkedProcess>): string =>
  `kill ${processes.map(({ pid }) => pid).join(" ")}`;

const judgeLeft = ({ isHeld, left, unknown }: ProcessFacts): Finding => {
  const all = [...left, ...unknown];
  if (all.length === 0) return well("leftover-processes", "none");
  const finding = {
    id: "leftover-processes",
    found: `${count(all.length, "process")}: ${listed(all.map(shown))}`,
    verdict: "problem",
    command: killOf(all),
  } as const;
  if (isHeld) return { ...finding, leaves: "the daemon ends them before it starts the child again" };
  if (left.length === 0) return { ...finding, leaves: "the home does not know their runs" };
  return { ...finding, fix: { kind: "end processes", processes: left } };
};

const judgeStaleFiles = ({ home, live, staleFiles }: ProcessFacts): Finding => {
  if (staleFiles.length === 0) return well("stale-files", "none");
  const names = staleFiles.map((path) => path.slice(home.length + 1)).join(", ");
  // They show that a daemon was killed, and where its API was.
  if (live.length > 0)
    return well("stale-files", `${names}: kept for the next daemon, which adopts what runs`);
  return {
    id: "stale-files",
    found: names,
    verdict: "warning",
    fix: { kind: "remove files", paths: staleFiles },
  };
};

const manyRuns = 50;

const judgeStaleRuns = ({ isHeld, staleRuns }: ProcessFacts): Finding => ({
  id: "stale-runs",
  found: staleRuns.length === 0 ? "none" : count(staleRuns.length, "folder"),
  verdict: staleRuns.length > manyRuns ? "warning" : "ok",
  ...(staleRuns.length === 0
    ? {}
    : isHeld
      ? { leaves: "a daemon uses the home" }
      : { fix: { kind: "remove folders", paths: staleRuns } as const }),
});

/** Judge what runs of a home's tree. */
export const judgeProcesses = (facts: ProcessFacts): ReadonlyArray<Finding> => [
  judgeLive(facts),
  judgeLeft(facts),
  judgeStaleFiles(facts),
  judgeStaleRuns(facts),
];

/** A few may have exited just now. */
const manyZombies = 20;

/** Judge who reaps the orphans. */
export const judgeInit = ({ ownPid, unreaped }: InitFacts): ReadonlyArray<Finding> => {
  if (ownPid === 1)
    return [
      { id: "init", found: "this program itself, which reaps nobody else's children", verdict: "warning" },
    ];
  if (unreaped === null) return [];
  return [
    {
      id: "init",
      found: unreaped === 0 ? "reaps orphans" : `${count(unreaped, "zombie")} not reaped`,
      verdict: unreaped > manyZombies ? "problem" : "ok",
    },
  ];
};
