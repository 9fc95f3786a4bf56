import type { Verb } from "./verb.ts";

/** Every verb; its file is loaded only when it is used. */
export const verbs: Readonly<Record<string, Verb>> = {
  init: {
    usage: "init [-f FILE] [--from FORMAT] [--json]",
    summary:
      "Write a first sentinel.yaml from what is in the folder: process-compose.yaml, ecosystem.config.*, supervisord.conf,\nProcfile, or the scripts of package.json; a short commented one if there is nothing. Never overwrites a file.",
    load: () => import("./verbs/file/init.ts"),
  },
  up: {
    usage: "up [-f FILE] [--env NAME] [--watch] [--detach] [--replace] [--listen ADDR|none] [--insecure]",
    summary:
      "Run the tree in the foreground: a live view on a terminal, event lines otherwise. Ctrl-C stops it in\nreverse order, a second Ctrl-C kills. --detach starts the daemon and returns when the tree has started. --watch\napplies the file whenever it changes. --replace takes over from the daemon that holds the home. --listen: where its\nAPI is reached, 127.0.0.1:7368 by default. --insecure allows another address than loopback without TLS.",
    load: () => import("./verbs/running/up.ts"),
  },
  daemon: {
    usage: "daemon [-f FILE] [--env NAME] [--watch] [--replace] [--listen ADDR|none] [--insecure]",
    summary:
      "Service mode, for launchd and systemd. Adopts the children that an earlier daemon left running. --replace takes\nover from the daemon that holds the home and touches no child. --watch applies the file whenever it changes.\n--listen, --insecure: see up.",
    load: () => import("./verbs/running/daemon.ts"),
  },
  down: {
    usage: "down [--now]",
    summary: "Stop everything in reverse order, then the daemon. --now sends SIGKILL at once.",
    load: () => import("./verbs/running/down.ts"),
  },
  status: {
    usage: "status [PATH...] [--check] [--json]",
    summary:
      "The tree: state, pid, uptime, restarts, CPU, memory, and why. --check: list only what should run and doesn't, one\nper line, with exit code 1; print nothing, with exit code 0, if all is well. A job whose last run has failed is up.",
    load: () => import("./verbs/running/status.ts"),
  },
  watch: {
    usage: "watch [PATH] [--json]",
    summary:
      "The live view of a running tree or a part of it; event lines without a terminal. Ctrl-C ends the view, not the\ntree. The view continues when another daemon takes over.",
    load: () => import("./verbs/running/watch.ts"),
  },
  top: {
    usage: "top",
    summary:
      "An interactive view of a running tree: select children, sort, filter, read why and their output, restart, stop and\nstart them. The key ? lists the keys. Quitting it leaves the tree as it is. docs/top.md shows it.",
    load: () => import("./verbs/running/top.ts"),
  },
  mcp: {
    usage: "mcp",
    summary:
      "An MCP server on standard input and output, through which an AI assistant sees the tree and acts on it. The\nassistant starts it: docs/mcp.md says how to set it up.",
    load: () => import("./verbs/machine/mcp.ts"),
  },
  trees: {
    usage: "trees [--json]",
    summary: "All trees of this user, running or not: name, state, pid, since, home, file. Needs no daemon.",
    load: () => import("./verbs/file/trees.ts"),
  },
  start: {
    usage: "start PATH... [--no-wait | --dry-run]",
    summary:
      "Start children, including ones stopped by hand. --dry-run prints what would start, and starts nothing.",
    load: () => import("./verbs/children/start.ts"),
  },
  stop: {
    usage: "stop PATH... [--no-wait | --dry-run]",
    summary:
      "Stop children; they stay stopped until started by hand. --dry-run prints what would stop, and stops nothing.",
    load: () => import("./verbs/children/stop.ts"),
  },
  restart: {
    usage: "restart PATH... [--no-wait | --dry-run]",
    summary:
      "Stop children, then start them; not counted towards the restart intensity. --dry-run prints what would go along.",
    load: () => import("./verbs/children/restart.ts"),
  },
  reload: {
    usage: "reload PATH... [--dry-run]",
    summary:
      "Have children take over their files by the signal or command in `reload:`, without a stop; instances of a replicated\nchild one after another, and by a restart if they declare neither. --dry-run prints what would be done to whom.",
    load: () => import("./verbs/children/reload.ts"),
  },
  add: {
    usage: "add NAME [--under PATH] -- COMMAND...",
    summary:
      "Add a permanent service and start it; if it can't be started, it is removed again. If no daemon runs and there is no\nsentinel.yaml, a daemon is started for it, with a file in its home that add and remove maintain.",
    load: () => import("./verbs/children/add.ts"),
  },
  remove: {
    usage: "remove PATH...",
    summary: "Stop children and remove them from the tree.",
    load: () => import("./verbs/children/remove.ts"),
  },
  scale: {
    usage: "scale PATH N",
    summary: "Set the number of instances of a replicated child; the remaining ones are not touched.",
    load: () => import("./verbs/children/scale.ts"),
  },
  signal: {
    usage: "signal PATH SIGNAL",
    summary: "Send a signal to the process groups of the services at and under a path.",
    load: () => import("./verbs/children/signal.ts"),
  },
  events: {
    usage: "events [PATH...] [-f] [-t] [-n N] [--since T] [--until T] [--json]",
    summary:
      "The journal: every transition with its run, its reason and who caused it. Times are local; on a terminal, today's\nare shown without the date. -t, --timestamps: full timestamps, as in logs -t. Works without a daemon.",
    load: () => import("./verbs/running/events.ts"),
  },
  runs: {
    usage: "runs [PATH...] [--outcome OUTCOME] [-n N] [--since T] [--until T] [--json]",
    summary:
      "The runs of the children, newest first: outcome, start, duration, what started it, who, and why it ended. Without\n--since the newest 50. --outcome: running, succeeded, failed, timed_out, stopped, killed or lost, or several with\ncommas. Works without a daemon.",
    load: () => import("./verbs/jobs/runs.ts"),
  },
  metrics: {
    usage:
      "metrics [METRIC [PATH...]] [--agg WORD] [--by LABEL] [--label NAME=VALUE]... [--since T] [--until T] [--step D] [--json]",
    summary:
      "What has been measured of the children, an hour of it or --since: the last, least and greatest value, and the course.\nWithout a METRIC, what there is. --agg: avg, min, max, last, sum, rate, count, p50, p90, p95 or p99 of each --step.\n--by: a row for each value of this label, by default for each child. --label: only with this label.",
    load: () => import("./verbs/samples/metrics.ts"),
  },
  explain: {
    usage: "explain PATH... [--json]",
    summary: "Why a child is in its state, its restart budget, and what happens next.",
    load: () => import("./verbs/running/explain.ts"),
  },
  ping: {
    usage:
      "ping CHECK [--start | --fail | --exit N] [--run ID] [--at T] [--log FILE|-] | ping CHECK --new-address",
    summary:
      "Report for the job of a check: a success, or what the options say. --log: text to keep; alone, nothing else is reported.\n--new-address: print the address to which a job elsewhere reports, in place of the one before.",
    load: () => import("./verbs/jobs/ping.ts"),
  },
  wait: {
    usage: "wait PATH... [--for ready|healthy|finished] [--timeout T] [--json]",
    summary:
      "Return when children are ready (the default) or have finished: exit code 0, or 1 with the reason if that is\nimpossible or the timeout is over. A group is ready when all its services that should run are.",
    load: () => import("./verbs/running/wait.ts"),
  },
  logs: {
    usage:
      "logs [PATH...] [-f] [-t] [-n N] [--since T] [--until T] [--grep RE] [--stream stdout|stderr] [--run N] [--json]",
    summary:
      "The output of the children. -t, --timestamps: the local time before each line, in a form that --since and --until\naccept. Works without a daemon.",
    load: () => import("./verbs/running/logs.ts"),
  },
  next: {
    usage: "next JOB|--cron EXPR|--every D [--timezone ZONE] [--anchor T] [-n N] [--from T] [--json]",
    summary:
      "When a job is due next, or a schedule that is in no file yet: the local time, UTC, and what is unusual about it,\nsuch as a change of the clocks.\n--cron: five fields in quotes, six with seconds first, or @hourly, @daily, @weekly, @monthly, @yearly. --every: an\ninterval, counted from --anchor or from 1970. Only a JOB needs a daemon. docs/schedules.md explains both.",
    load: () => import("./verbs/jobs/next.ts"),
  },
  run: {
    usage: "run JOB [--param NAME=VALUE]... [--no-wait] [--json]",
    summary:
      "Start a job now, print its output until its last attempt has ended, and exit with the exit code of that, or 128 and the\nnumber of the signal that ended it. Says what a run waits for that can't start yet. Ctrl-C leaves the run alone.\n--param: a value for a parameter that it declares. --no-wait: return once the run has started or waits. --json: the run,\nwhen it has ended.",
    load: () => import("./verbs/jobs/run.ts"),
  },
  skip: {
    usage: "skip JOB... [--json]",
    summary:
      "Skip the next instant of a job that is not skipped yet; twice skips two. `sentinel next JOB` shows what is skipped.",
    load: () => import("./verbs/jobs/skip.ts"),
  },
  pause: {
    usage: "pause PATH... [--until T | --for D] [--reason TEXT] [--json]",
    summary:
      "Pause jobs and checks: nothing starts by itself, and nothing counts as missed. A group stands for all in it. --until:\na time, 14:30 or 2026-01-31T14:30, or --for: a duration, after which it is resumed; else until `sentinel resume`.\n--reason: why, for those who look at it.",
    load: () => import("./verbs/jobs/pause.ts"),
  },
  resume: {
    usage: "resume PATH... [--json]",
    summary: "End the pause of jobs and checks. What passed meanwhile is made up as catch_up says.",
    load: () => import("./verbs/jobs/resume.ts"),
  },
  ledger: {
    usage: "ledger [JOB...] [--outcome OUTCOME] [-n N] [--from T] [--until T] [--json]",
    summary:
      "What was expected of jobs and what became of it, newest first: ran with its runs, skipped, missed or superseded, and\nwhy. Without --from the newest 50. --outcome: waiting, ran, skipped, missed or superseded. Works without a daemon.",
    load: () => import("./verbs/jobs/ledger.ts"),
  },
  plan: {
    usage: "plan [-f FILE] [--env NAME] [--replace-tree] [--json]",
    summary:
      "Show how apply would change the running tree to match the file: the steps, their reasons and order, and what stays\nuntouched. Changes nothing.",
    load: () => import("./verbs/running/plan.ts"),
  },
  apply: {
    usage: "apply [-f FILE] [--env NAME] [--revision HASH] [--message TEXT] [--replace-tree] [--json]",
    summary:
      "Carry out what plan shows. If a step fails, everything is rolled back. --revision: only if the running tree is\nstill at the revision that the plan was made for. --replace-tree: even if the file declares a tree with another name.",
    load: () => import("./verbs/running/apply.ts"),
  },
  config: {
    usage:
      "config validate|show|schema [-f FILE] [--env NAME] [--merged] [--json] | history | diff [A [B]] | rollback [REV]\n       config settings [set KEY VALUE | unset KEY]\n       config import FORMAT FILE... [-o FILE] [--json]",
    summary:
      "The tree's file, its revisions, and the settings of the daemon.\nhistory: all revisions of this home's tree. diff: the differences between two revisions, by number or hash; by\ndefault the last two. rollback: apply an older revision, by default the previous one.\nsettings: those of the home's daemon, and where each comes from; set and unset change settings.yaml.\nvalidate: report every error of a file, with line and column. show: the whole tree with every default; --merged\nadds the origin of each value. schema: the JSON Schema for editors.\nimport: make a sentinel.yaml from pm2, supervisord, procfile, process-compose, crontab, systemd or launchd,\nand report what becomes of each key.",
    load: () => import("./verbs/file/config.ts"),
  },
  open: {
    usage: "open [--print] [--json]",
    summary:
      "Make a link by which an admin is made on this machine, once and within 15 minutes: the way to the first user, and\nback in when all passwords are forgotten. Opened in the browser on a terminal that has one; --print only prints it.",
    load: () => import("./verbs/machine/open.ts"),
  },
  user: {
    usage:
      "user add NAME --role viewer|operator|admin [--scope PATH]... [--password-stdin] | list | remove NAME\n       user passwd [NAME] [--password-stdin]",
    summary:
      "The users who may come by TCP. A password is asked for twice; without one, a link is made by which the user chooses\none. --scope: only this part of the tree, such as web or web/*. passwd: sets a new one and ends the user's sessions.\nWithout a name, your own at the daemon where you have logged in.",
    load: () => import("./verbs/accounts/user.ts"),
  },
  key: {
    usage:
      "key create NAME --role viewer|operator|admin [--scope PATH]... [--expires 30d] [--unattended]\n       key list | revoke NAME|ID",
    summary:
      "The API keys, for programs. create prints the key, which is not shown again; with --json, its id and the key. In the\nenvironment as SENTINEL_KEY, it is used with --url and SENTINEL_URL. --scope: only this part of the tree, such as web\nor web/*. --unattended: an AI assistant with it applies configurations without a person's confirmation; only with\n--role admin.",
    load: () => import("./verbs/accounts/key.ts"),
  },
  login: {
    usage: "login URL [--user NAME [--password-stdin] | --key-stdin] [--fingerprint SHA256]",
    summary:
      "Log in at another daemon, with a user and password or an API key. What --url needs is stored for this user alone, in\n~/.sentinel/credentials.json. A certificate that the system does not trust is shown, and trusted if you say so.",
    load: () => import("./verbs/accounts/login.ts"),
  },
  logout: {
    usage: "logout [URL]",
    summary: "End the session at another daemon and forget it; an API key is only forgotten.",
    load: () => import("./verbs/accounts/logout.ts"),
  },
  whoami: {
    usage: "whoami [--json]",
    summary: "As whom the daemon knows you, and what you may do.",
    load: () => import("./verbs/accounts/whoami.ts"),
  },
  service: {
    usage:
      "service install [-f FILE] [--env NAME] [--user | --system] [--as USER] [--name LABEL] [--dry-run]\n       service status [--json] | start | stop | restart | uninstall [--name LABEL]\n       service logs [-f] [-n N] [--name LABEL]",
    summary:
      "Have launchd or systemd start the tree's daemon at login, or with the machine (--system), and again when it is\nkilled; children run on meanwhile. --as: the user of a --system service. --dry-run prints what install would write\nand run. restart: another daemon, the same children. stop: until the next login or boot. uninstall keeps the home.",
    load: () => import("./verbs/machine/service.ts"),
  },
  backup: {
    usage: "backup [FILE] [--json]",
    summary:
      "Back a home up into a compressed tar file, while its tree runs or not: revisions, events, accounts, settings and\noutput, consistent, readable by you alone. Without FILE: the tree's name and the time, in this folder.",
    load: () => import("./verbs/machine/backup.ts"),
  },
  restore: {
    usage: "restore FILE [--home DIR] [--json]",
    summary:
      "Make a home of a backup; without --home, that of the tree's name. Never overwrites one, and starts nothing.",
    load: () => import("./verbs/machine/restore.ts"),
  },
  doctor: {
    usage: "doctor [--fix] [-v] [--json]",
    summary:
      "Check the machine, the home, the daemon and the tree for problems, each with a remedy. Exit code 1 if there is a\nproblem, 0 with warnings only. -v, --verbose: list also what is well. --fix: repair what is safe to repair, and say of\neverything else why not. docs/doctor.md has every check.",
    load: () => import("./verbs/machine/doctor.ts"),
  },
  completion: {
    usage: "completion bash|zsh|fish",
    summary:
      "Print the completion for a shell: verbs, options, and the children, trees and revisions that there are.\ndocs/shell.md says where it belongs.",
    load: async () => ({ perform: (await import("./verbs/machine/completion.ts")).completion(verbs) }),
  },
  version: {
    usage: "version",
    summary: "Print the version.",
    load: () => import("./verbs/machine/version.ts"),
  },
  help: {
    usage: "help [VERB]",
    summary: "List commands, or explain one.",
    load: async () => ({ perform: (await import("./verbs/machine/help.ts")).help(verbs) }),
  },
};
