#!/bin/sh
# A worker of a supervision case: starts as it is told to, and ends by the signals that the test sends.
# Arguments: folder, id. Files in the folder: ID.starts (one outcome a line, the last repeats), ID.on_stop.
dir=$1 id=$2
echo x >>"$dir/$id.count"
nth=$(wc -l <"$dir/$id.count")
last=$(wc -l <"$dir/$id.starts")
[ "$nth" -gt "$last" ] && nth=$last
outcome=$(sed -n "${nth}p" "$dir/$id.starts")
trap 'exit 0' USR2
trap 'exit 1' USR1
case $(cat "$dir/$id.on_stop") in
  ignore) trap '' TERM ;;
  abnormal) trap 'exit 1' TERM ;;
  obey) ;;
  *) trap "sleep $(cat "$dir/$id.on_stop"); trap - TERM; kill -TERM \$\$" TERM ;;
esac
case $outcome in
  fail) exit 1 ;;
  ignore) exit 75 ;;
  timeout) while :; do sleep 1; done ;;
  after*) sleep "${outcome#after }" ;;
esac
echo >&3
exec 3>&-
# In the background: a shell that waits acts on a trap at once, and not only between two commands.
while :; do sleep 1000 & wait $!; done
