import type { Verb } from "./verb.ts";

/** Every verb, loaded only when it is used. */
export const verbs: Readonly<Record<string, Verb>> = {
  up: {
    usage: "up [-f FILE] [--env NAME] [--watch] [--detach] [--replace]",
    does: "Run the tree in the foreground: a live view on a terminal, event lines otherwise. Ctrl-C stops it in\norder, a second one at once. --detach starts the daemon and returns when the tree has started. --watch applies\nthe file whenever it changes. --replace takes over from the daemon that has the home now.",
    load: () => import("./verbs/up.ts"),
  },
  daemon: {
    usage: "daemon [-f FILE] [--env NAME] [--watch] [--replace]",
    does: "The service mode, for launchd and systemd. Takes up what an earlier daemon has left running; --replace takes\nover from the one that has the home now, and touches no child. --watch applies the file whenever it changes.",
    load: () => import("./verbs/daemon.ts"),
  },
  down: {
    usage: "down [--now]",
    does: "Stop everything in reverse order, then the daemon. --now kills instead of asking.",
    load: () => import("./verbs/down.ts"),
  },
  status: {
    usage: "status [PATH] [--json]",
    does: "The tree: state, pid, uptime, restarts, CPU, memory, and why.",
    load: () => import("./verbs/status.ts"),
  },
  start: {
    usage: "start PATH... [--no-wait]",
    does: "Start children; what a person stopped is wanted again.",
    load: () => import("./verbs/start.ts"),
  },
  stop: {
    usage: "stop PATH... [--no-wait]",
    does: "Stop children; they stay stopped until somebody starts them.",
    load: () => import("./verbs/stop.ts"),
  },
  restart: {
    usage: "restart PATH... [--no-wait]",
    does: "Stop, then start; not counted as a restart.",
    load: () => import("./verbs/restart.ts"),
  },
  add: {
    usage: "add NAME [--under PATH] -- COMMAND...",
    does: "Add a permanent service and start it; it is dropped again if it can't be started.",
    load: () => import("./verbs/add.ts"),
  },
  remove: {
    usage: "remove PATH...",
    does: "Stop children and take them out of the tree.",
    load: () => import("./verbs/remove.ts"),
  },
  scale: {
    usage: "scale PATH N",
    does: "Set the number of instances of a replicated child; those that stay are not touched.",
    load: () => import("./verbs/scale.ts"),
  },
  signal: {
    usage: "signal PATH SIGNAL",
    does: "Send a signal to the process groups of what runs at or under a path.",
    load: () => import("./verbs/signal.ts"),
  },
  events: {
    usage: "events [-f] [PATH] [-n N] [--json]",
    does: "The journal: every transition with its run, its reason and who did it.",
    load: () => import("./verbs/events.ts"),
  },
  explain: {
    usage: "explain PATH [--json]",
    does: "Why a child is in its state, what has been counted, and what comes next.",
    load: () => import("./verbs/explain.ts"),
  },
  logs: {
    usage:
      "logs [PATH] [-f] [-t] [-n N] [--since T] [--until T] [--grep RE] [--stream stdout|stderr] [--run N] [--json]",
    does: "What the children have printed, and what they print. -t, --timestamps: the time before each line, local, in a form\nthat --since and --until take.",
    load: () => import("./verbs/logs.ts"),
  },
  plan: {
    usage: "plan [-f FILE] [--env NAME] [--json]",
    does: "Show what would have to be done to what runs so that it is as the file says: what, why, in which order, and what\nis not touched. Changes nothing.",
    load: () => import("./verbs/plan.ts"),
  },
  apply: {
    usage: "apply [-f FILE] [--env NAME] [--revision HASH] [--message TEXT] [--json]",
    does: "Do what plan shows. If a step fails, everything is brought back to what it was. --revision: only if what runs is\nstill at the revision that the plan was made for.",
    load: () => import("./verbs/apply.ts"),
  },
  config: {
    usage:
      "config validate|show|schema [-f FILE] [--env NAME] [--merged] [--json] | history | diff [A [B]] | rollback [REV]\n       config import FORMAT FILE... [-o FILE] [--json]",
    does: "history: every tree that the daemons of this home were given. diff: what differs between two of them, by number or\nhash; by default the last two. rollback: apply an older one, by default the one before.\nvalidate: say everything that is wrong with a file, with line and column. show: the whole tree with every\ndefault, with --merged also where each value comes from. schema: the JSON Schema for editors.\nimport: make a sentinel.yaml from pm2, supervisord, procfile, process-compose, crontab, systemd or launchd,\nand say what becomes of each key.",
    load: () => import("./verbs/config.ts"),
  },
  doctor: {
    usage: "doctor [--json]",
    does: "Look for what could go wrong: the machine, the home, the daemon itself, the tree. Exit code 1 if something is.",
    load: () => import("./verbs/doctor.ts"),
  },
  version: {
    usage: "version",
    does: "The version of this program.",
    load: () => import("./verbs/version.ts"),
  },
  help: {
    usage: "help [VERB]",
    does: "What there is.",
    load: async () => ({ perform: (await import("./verbs/help.ts")).help(verbs) }),
  },
};
