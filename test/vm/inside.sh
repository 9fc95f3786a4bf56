#!/bin/sh
# In the virtual machine: what the kernel does with limits for all processes of a run.
wrong=0
sentinel() { node /opt/sentinel/dist/sentinel.js "$@"; }
# The user's commands run in the group that is delegated, or in one that is not.
in_group() { group=$1 user=$2; shift 2; (echo 0 >"$group/cgroup.procs"; cd "/srv/$user" && exec setpriv --reuid "$user" --regid "$user" --clear-groups env HOME="/srv/$user" node /opt/sentinel/dist/sentinel.js "$@"); }
check() {
  if printf '%s' "$2" | grep -q "$3"; then echo "right: $1"; else wrong=$((wrong + 1)); echo "WRONG: $1: no \"$3\" in: $2"; fi
}
wait_for() {
  for _ in $(seq 120); do "$@" >/dev/null 2>&1 && return 0; sleep 1; done
  echo "waited in vain for: $*"
}
groups() { find /sys/fs/cgroup -path '*sentinel-*' -type d | sort; }
now() { echo $(($(date +%s%N) / 1000)); }
usage() { sed -n 's/^usage_usec //p' "$1/cpu.stat"; }
uname -r
cat /sys/fs/cgroup/cgroup.controllers
echo "== as root, below the root of the hierarchy"
mkdir -p /srv/root && cd /srv/root && cp /opt/inside/tree.yaml sentinel.yaml
sentinel up --detach
group=$(groups | grep busy)
hungry_is_killed() { sentinel runs hungry | grep -q "memory limit"; }
wait_for hungry_is_killed
sentinel status
check "a run above its memory is killed, with the cause" "$(sentinel explain hungry)" "the kernel ended it: memory limit of 64 MiB reached"
sentinel runs hungry
sentinel explain busy
check "explain shows the limit of cores" "$(sentinel explain busy)" "cpu 0.25"
# On a busy machine, sleep takes longer than it says. The time is measured around the readings, so it is never too short.
from=$(now); before=$(usage "$group"); sleep 10; after=$(usage "$group"); until=$(now)
used=$((after - before)) allowed=$(((until - from) / 4))
echo "busy used $used us in $((until - from)) us; 0.25 of a core is $allowed us"
# The kernel counts in periods of 100 ms, of which one is begun on each side.
check "a run gets no more than its cores" "$([ $used -le $((allowed + 50000)) ] && [ $used -gt $((allowed / 5)) ] && echo yes)" yes
sentinel logs forks --lines 3
check "a run can't have more processes" "$(sentinel logs forks)" "[Cc]annot fork"
pid=$(cat "$group/cgroup.procs" | head -n 1)
sed -i 's/cpu: 0.25/cpu: 0.5/' sentinel.yaml
sentinel apply
check "limits are changed in place" "$(cat "$group/cpu.max") $(head -n 1 "$group/cgroup.procs")" "50000 100000 $pid"
echo "-- the daemon is killed, and a run reaches its limit meanwhile"
kill -9 "$(sed -n 's/.*"pid": *\([0-9]*\).*/\1/p' /root/.sentinel/vm/daemon.json | head -n 1)"
touch /tmp/go
late=$(groups | grep late)
is_empty() { grep -q 'populated 0' "$late/cgroup.events"; }
wait_for is_empty
sentinel up --detach
sentinel runs late
check "a kill while no daemon ran is told" "$(sentinel runs late)" "memory limit of 48 MiB"
check "a run lives on in its group" "$(head -n 1 "$group/cgroup.procs")" "^$pid$"
sentinel down
check "no group is left" "x$(groups)x" "^xx$"
echo "== as a user, in a delegated group"
echo "+memory +cpu +pids" >/sys/fs/cgroup/cgroup.subtree_control
useradd -M -d /srv/ann ann; useradd -M -d /srv/bob bob
mkdir -p /srv/ann /srv/bob /sys/fs/cgroup/unit/daemon /sys/fs/cgroup/session
cp /opt/inside/tree.yaml /srv/ann/sentinel.yaml; cp /opt/inside/tree.yaml /srv/bob/sentinel.yaml
chown -R ann /srv/ann; chown -R bob /srv/bob; rm -f /tmp/go
for one in unit unit/daemon; do chown ann "/sys/fs/cgroup/$one" "/sys/fs/cgroup/$one/cgroup.procs" "/sys/fs/cgroup/$one/cgroup.subtree_control"; done
ann() { in_group /sys/fs/cgroup/unit/daemon ann "$@"; }
ann up --detach
ann_is_killed() { ann runs hungry | grep -q "memory limit"; }
wait_for ann_is_killed
ann status
check "a user's run is killed at its memory, too" "$(ann explain hungry)" "memory limit of 64 MiB reached"
groups
ann down
check "no group of the user is left" "x$(groups)x" "^xx$"
echo "== as a user, in a group that is not delegated"
bob() { in_group /sys/fs/cgroup/session bob "$@"; }
bob up --detach
bob status
check "it is told that limits are not enforced" "$(bob explain busy)" "limits.cpu is not enforced: no control group may be made here"
check "there is an alarm" "$(bob events)" "limits.cpu is not enforced"
bob doctor
bob down
echo "wrong: $wrong"
