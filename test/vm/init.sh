#!/bin/sh
# The first process of the virtual machine.
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devices /dev
ln -s /proc/self/fd /dev/fd
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /run
mount -t cgroup2 cgroup2 /sys/fs/cgroup
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LC_ALL=C
ip link set lo up 2>/dev/null
/opt/inside/inside.sh 2>&1 | tr -d '\r'
sync
echo o >/proc/sysrq-trigger
sleep 60
