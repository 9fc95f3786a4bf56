import { shellQuote } from "./shellQuote.ts";

/** How a shell reports its identity and becomes the command; the arguments are those of the shim from `cwd` on. */
export const becomingFunctions = `
sentinel_identify() {
  if [ -r /proc/self/stat ]; then
    read -r sentinel_pid _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ sentinel_start _ </proc/self/stat
  else
    sentinel_pid=$(exec /bin/sh -c 'echo $PPID')
    sentinel_start=$(TZ=UTC0 LC_ALL=C exec /bin/ps -o lstart= -p "$sentinel_pid")
    [ -n "$sentinel_start" ] || exit 126
  fi
}
sentinel_limit() {
  while [ $# -gt 3 ]; do
    ulimit -S "-$2" "$3"
    ulimit -H "-$2" "$4" && ulimit -S "-$2" "$3" || { echo "refused $1" >&9; return 1; }
    shift 4
  done
} 2>/dev/null
sentinel_become() {
  sentinel_cwd=$1 sentinel_note=$2 sentinel_mask=$3 sentinel_files=$4 sentinel_limits=$5 sentinel_launch=$6; shift 6
  sentinel_env=\${SENTINEL_SHIM_ENV-}; unset SENTINEL_SHIM_ENV
  sentinel_identify
  exec >>out 2>>err
  ulimit -S -n "$sentinel_files" 2>/dev/null
  [ "$sentinel_mask" = - ] || umask "$sentinel_mask"
  [ -z "$sentinel_limits" ] || (sentinel_limit $sentinel_limits) || exit 126
  echo "child $sentinel_pid $sentinel_start" >&9
  echo >&8
  exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  [ "$sentinel_note" = - ] || eval "exec $sentinel_note<>notify"
  cd -P "$sentinel_cwd" || exit 126
  unset PWD OLDPWD SHLVL
  [ -z "$sentinel_limits" ] || sentinel_limit $sentinel_limits || exit 126
  case $1 in *=*) sentinel_launch="$sentinel_env $sentinel_launch" sentinel_env= ;; esac
  eval "exec $sentinel_launch $sentinel_env \\"\\$@\\""
}
`;

/**
 * The shim: one small shell per run, in its own session, which outlives the daemon and records how the run ended. It is
 * started as the run's user in the run's directory, so that it needs no permission above it.
 *
 * - `claim` is created exclusively, so a second shim of the same run exits at once.
 * - `alive` (a FIFO) is held open by the shim alone: its reader gets end-of-file the moment the shim
 *   exits, for whatever reason. An empty line in it means that `status` has changed; one follows the exit, too, for
 *   systems that don't tell a reader of the end (watch/alive/darwin.ts).
 * - `status` gets the shim's identity, the command's identity before it is exec'd, and the exit. The shell's messages
 *   about the exit precede it: a reader that finds the exit also finds what distinguishes a code from a signal
 *   (shimStatus.ts).
 * - `place`: a shell without job control makes INT and QUIT of a background command ignored for good, which
 *   only another program can undo; without such a program, the command runs in the foreground (launcher.ts).
 * - `session`: the words of a program that starts another shell, in a session of its own, which becomes the command
 *   (nodeSession.ts). Otherwise a subshell becomes it, through the words of `launch`, which create its group.
 * - `group`: the command, and not the shim, joins a control group through descriptor 7 before anything else, so that all of
 *   it is in there, and the shim survives what the kernel does to the group.
 * - Readiness is opened last, on a number that may be one of the shim's own, and for reading too: so the
 *   command neither waits for a reader nor is killed by SIGPIPE when the daemon is gone.
 * - The variables have long names because a shell passes on a changed variable if it came with the
 *   environment. Variables that the shell would add are unset. Those that it can't pass on, or that the programs of
 *   `launch` would obey or drop, come in SENTINEL_SHIM_ENV, as words that set them and go last; but not before a program
 *   with a `=` in its name, which env would take for a variable.
 * - The limits are tried in a subshell first, so that a refusal is reported and nothing runs; they are set at the end,
 *   since they may forbid what the shell still has to do. The soft one goes first, and again after the hard one: either may
 *   be above or below what is in force.
 * - Without /proc a subshell learns its pid from a program whose parent it is, and its start time from ps, in the zone
 *   and language of table/ps.ts. If ps can't be run, nothing is: a run that can't be identified can't be adopted.
 *
 * Arguments: place, session, 7 or `-` for the control group, cwd, descriptor for readiness or `-`, umask or `-`, soft limit of open files, limits
 * (processLimits.ts), launch, command.
 */
export const shimFunctions = `${becomingFunctions}sentinel_shim() {
  sentinel_place=$1 sentinel_session=$2 sentinel_group=$3; shift 3
  trap '' HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU
  exec 8<>alive 9<>status 2>&9
  { set -C; true >claim; } 2>/dev/null || exit 0
  set +C
  sentinel_identify
  echo "shim $sentinel_pid $sentinel_start" >&9
  if [ "$sentinel_place" = background ]; then
    (sentinel_begin "$@") &
    wait $!
    sentinel_exit=$?
    jobs >&9
    echo "exit $sentinel_exit" >&9
    echo >&8
  else
    (sentinel_begin "$@")
    echo "exit $? foreground" >&9
    echo >&8
  fi
}
sentinel_begin() {
  trap - HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU
  [ "$sentinel_group" = - ] || { echo 0 >&7; } 2>/dev/null || { echo "control group refused" >&9; exit 126; }
  [ "$sentinel_session" ] || sentinel_become "$@"
  eval "exec $sentinel_session \\"\\$@\\""
}
`;

/** The shim as a script that passes its arguments on. */
export const shimScript = `${shimFunctions}sentinel_shim "$@"`;

/** How the shim runs the command; see above. */
export interface ShimWay {
  readonly place: "background" | "foreground";
  /** A program that starts the command as its child, in a session of its own; empty where the prefix creates the group. */
  readonly session: ReadonlyArray<string>;
  /** Programs that exec the command, so that its pid is the one that the shim has reported. */
  readonly prefix: ReadonlyArray<string>;
}

/** The descriptor through which the command joins its control group. */
export const joiningDescriptor = 7;

/** The shim's arguments; `joins`: whether its command joins a control group; `settings`: cwd, descriptor for readiness, umask, limit of open files, limits. */
export const shimArguments = (
  { place, session, prefix }: ShimWay,
  settings: readonly [cwd: string, note: string, umask: string, files: string, limits: string],
  command: ReadonlyArray<string>,
  joins: boolean,
): ReadonlyArray<string> => [
  ...[place, session.map(shellQuote).join(" "), joins ? String(joiningDescriptor) : "-"],
  ...settings,
  ...[prefix.map(shellQuote).join(" "), ...command],
];
