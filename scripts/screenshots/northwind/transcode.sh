#!/bin/sh
echo "no space left for segments in /var/tmp/transcode" >&2
exit 3
