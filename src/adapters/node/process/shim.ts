/**
 * The shim: one small shell a run, in a session of its own, that outlives the daemon and knows how the run
 * ended. It is started in the run directory, with env and uid of the run already set: by relative names it
 * reaches its files also as a user who may not enter the home.
 *
 * - `alive` (a FIFO) is held open by the shim alone: whoever reads it sees its end the moment the shim
 *   ends, however that came. An empty line in it says that `status` has something new.
 * - `claim` is created exclusively, so a second shim of the same run ends at once.
 * - `status` gets the shim's identity, the command's identity before it is exec'd, and the end. The shell
 *   keeps codes and signals apart only in the text of `jobs` ("Done(137)" or "Killed"), so that goes along.
 * - The signals that the shell ignores are the command's to receive again. A shell without job control
 *   makes INT and QUIT of a background command ignored for good, which only another program can undo:
 *   `env --default-signal` (coreutils 8.31). `setsid` gives the command a process group of its own without
 *   another fork, so its pid stays the one that was written.
 *
 * Arguments: working directory, descriptor for readiness or `-`, umask or `-`, soft limit of open files, command.
 */
export const shimScript = `
cwd=$1 note=$2 mask=$3 files=$4; shift 4
trap '' HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU
exec 8<>alive 9<>status || exit 125
set -C; true >claim || exit 0; set +C
read -r pid _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ start _ </proc/self/stat
echo "shim $pid $start" >&9
(
  trap - HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU
  read -r pid _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ start _ </proc/self/stat
  exec >>out 2>>err
  [ "$note" = - ] || eval "exec $note<>notify"
  [ "$mask" = - ] || umask "$mask"
  ulimit -S -n "$files"
  echo "child $pid $start" >&9
  echo >&8
  exec 8>&- 9>&-
  cd "$cwd" || exit 126
  exec env --default-signal=INT,QUIT setsid "$@"
) &
wait $!
code=$?
jobs >&9
echo "exit $code" >&9
`;
