#!/bin/sh
# NAME [SECONDS [EXIT]]: a job that says what it does.
echo "$1: begins"
sleep "${2:-0}"
echo "$1: 1,284 rows in ${2:-0} s"
[ "${3:-0}" -eq 0 ] || echo "$1: 3 rows refused" >&2
exit "${3:-0}"
