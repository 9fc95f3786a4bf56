import { type Finding, type Row, type Verdict, well } from "../Finding.ts";

/** A limit and how much of it is used; `Infinity`: there is none. Null: the system does not say. */
export interface Usage {
  readonly limit: number;
  readonly used: number | null;
}

/** What the system allows. Null: it has no such limit, or does not say. */
export interface LimitFacts {
  /** `of`: whose limits they are. */
  readonly descriptors: (Usage & { readonly soft: number; readonly of: string }) | null;
  /** `isExempt`: root is. */
  readonly processes: (Usage & { readonly isExempt: boolean }) | null;
  /** Of the control group that leaves the least; `group`: its folder. */
  readonly pids: (Usage & { readonly group: string }) | null;
  readonly watches: Usage | null;
  readonly instances: Usage | null;
}

const yours = { leaves: "limits of the system are changed by its administrator" };

export const limitRows = {
  descriptors: {
    subject: "limits",
    title: "open files",
    worst: "problem",
    finds:
      "the hard limit of open files is below 4,096, or more than four fifths of it are used: the daemon needs some for each child",
    remedy:
      "Raise the hard limit where the daemon is started (`LimitNOFILE=` in a unit, SoftResourceLimits in a plist, limits.conf).",
    fix: yours,
  },
  "user-processes": {
    subject: "limits",
    title: "processes of the user",
    worst: "problem",
    finds:
      "more than four fifths of the processes and threads that the user may have are used: then nothing can be started",
    remedy:
      "Raise `ulimit -u` where the daemon is started (`LimitNPROC=` in a unit, limits.conf), or end what is not needed.",
    fix: yours,
  },
  "pids-cgroup": {
    subject: "limits",
    title: "processes of the group",
    worst: "problem",
    finds:
      "more than four fifths of the processes that the control group may have are used: then nothing can be started",
    remedy: "Raise it (`TasksMax=` in a unit, `docker run --pids-limit`).",
    fix: yours,
  },
  "inotify-watches": {
    subject: "limits",
    title: "inotify watches",
    worst: "warning",
    finds:
      "fewer than 8,192 inotify watches are allowed, or four fifths are used: each run takes one, and without it output is polled",
    remedy: "Raise fs.inotify.max_user_watches.",
    fix: yours,
  },
  "inotify-instances": {
    subject: "limits",
    title: "inotify instances",
    worst: "warning",
    finds: "four fifths of the inotify instances of the user are used: each daemon takes a few",
    remedy: "Raise fs.inotify.max_user_instances.",
    fix: yours,
  },
} as const satisfies Record<string, Row>;

/** From this part on, it is a warning; a problem only when nearly nothing is left. */
const [high, full] = [0.8, 0.98];

const shareOf = ({ limit, used }: Usage): number => (used === null ? 0 : used / limit);

const verdictOf = (usage: Usage): Verdict => {
  const share = shareOf(usage);
  return share >= full ? "problem" : share >= high ? "warning" : "ok";
};

const number = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? "no limit" : value.toLocaleString("en");

const used = ({ limit, used: count }: Usage): string => {
  if (count === null) return `${number(limit)}; how many are used can't be seen`;
  return limit === Number.POSITIVE_INFINITY
    ? `${number(count)}, no limit`
    : `${number(count)} of ${number(limit)}`;
};

const enoughDescriptors = 4_096;

const judgeDescriptors = (facts: NonNullable<LimitFacts["descriptors"]>): Finding => {
  const { limit, used: open, soft, of } = facts;
  const [few, verdict] = [limit < enoughDescriptors, verdictOf(facts)];
  const inUse = open === null ? "" : `, ${number(open)} open`;
  return {
    id: "descriptors",
    found: `${of}: soft ${number(soft)}, hard ${number(limit)}${inUse}`,
    verdict: verdict === "ok" && few ? "warning" : verdict,
  };
};

const judgeProcesses = (facts: NonNullable<LimitFacts["processes"]>): Finding =>
  facts.isExempt
    ? well("user-processes", `${facts.used === null ? "" : `${number(facts.used)}, `}no limit for root`)
    : { id: "user-processes", found: used(facts), verdict: verdictOf(facts) };

const fewWatches = 8_192;

const sysctl = (name: string, limit: number): string => `sudo sysctl -w fs.inotify.${name}=${limit}`;

const judgeWatches = (facts: Usage): Finding => {
  const verdict = verdictOf(facts);
  const isFew = facts.limit < fewWatches;
  return {
    id: "inotify-watches",
    found: used(facts),
    // Without a watch, output is polled: slower, but nothing is lost.
    verdict: verdict === "problem" || isFew ? "warning" : verdict,
    command: sysctl("max_user_watches", Math.max(524_288, 2 * facts.limit)),
  };
};

const judgeInstances = (facts: Usage): Finding => ({
  id: "inotify-instances",
  found: used(facts),
  verdict: verdictOf(facts) === "ok" ? "ok" : "warning",
  command: sysctl("max_user_instances", Math.max(1_024, 2 * facts.limit)),
});

/** Judge what the system allows. */
export const judgeLimits = ({
  descriptors,
  processes,
  pids,
  watches,
  instances,
}: LimitFacts): ReadonlyArray<Finding> => [
  ...(descriptors ? [judgeDescriptors(descriptors)] : []),
  ...(processes ? [judgeProcesses(processes)] : []),
  ...(pids ? [{ id: "pids-cgroup", found: `${used(pids)} in ${pids.group}`, verdict: verdictOf(pids) }] : []),
  ...(watches ? [judgeWatches(watches)] : []),
  ...(instances ? [judgeInstances(instances)] : []),
];
