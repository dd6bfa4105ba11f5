#!/bin/sh
# Runs a program as the chart's pods run theirs: the user 1000 without any right, on a root that is only read, with two
# folders to write to. Needs root, in a mount namespace of its own: unshare --mount as-in-a-pod.sh PROGRAM ...
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t tmpfs -o mode=0755,uid=1000,gid=1000 tmpfs /mnt
mount -o remount,bind,ro /
exec setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs "$@"
