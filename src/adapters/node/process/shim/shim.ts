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
 * - Readiness is opened last, on a number that may be one of the shim's own, and for reading too: so the
 *   command neither waits for a reader nor is killed by SIGPIPE when the daemon is gone.
 * - The variables have long names because a shell passes on a changed variable if it came with the
 *   environment. Variables that the shell would add are unset; those that it can't pass on come in SENTINEL_SHIM_ENV.
 * - Without /proc a subshell learns its pid from a program whose parent it is, and its start time from ps, in the zone
 *   and language of table/ps.ts. If ps can't be run, nothing is: a run that can't be identified can't be adopted.
 *
 * Arguments: place, cwd, descriptor for readiness or `-`, umask or `-`, soft limit of open files, command.
 */
export const shimFunctions = `
sentinel_shim() {
  sentinel_place=$1 sentinel_cwd=$2 sentinel_note=$3 sentinel_mask=$4 sentinel_files=$5; shift 5
  sentinel_env=\${SENTINEL_SHIM_ENV-}; unset SENTINEL_SHIM_ENV
  trap '' HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU
  exec 8<>alive 9<>status 2>&9
  { set -C; true >claim; } 2>/dev/null || exit 0
  set +C
  sentinel_identify
  echo "shim $sentinel_pid $sentinel_start" >&9
  if [ "$sentinel_place" = background ]; then
    (sentinel_become "$@") &
    wait $!
    sentinel_exit=$?
    jobs >&9
    echo "exit $sentinel_exit" >&9
    echo >&8
  else
    (sentinel_become "$@")
    echo "exit $? foreground" >&9
    echo >&8
  fi
}
sentinel_identify() {
  if [ -r /proc/self/stat ]; then
    read -r sentinel_pid _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ sentinel_start _ </proc/self/stat
  else
    sentinel_pid=$(exec /bin/sh -c 'echo $PPID')
    sentinel_start=$(TZ=UTC0 LC_ALL=C exec /bin/ps -o lstart= -p "$sentinel_pid")
    [ -n "$sentinel_start" ] || exit 126
  fi
}
sentinel_become() {
  trap - HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU
  sentinel_identify
  exec >>out 2>>err
  ulimit -S -n "$sentinel_files" 2>/dev/null
  [ "$sentinel_mask" = - ] || umask "$sentinel_mask"
  echo "child $sentinel_pid $sentinel_start" >&9
  echo >&8
  exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  [ "$sentinel_note" = - ] || eval "exec $sentinel_note<>notify"
  cd -P "$sentinel_cwd" || exit 126
  unset PWD OLDPWD SHLVL
  eval "exec $sentinel_env \\"\\$@\\""
}
`;

/** The shim as a script that passes its arguments on. */
export const shimScript = `${shimFunctions}sentinel_shim "$@"`;
