#!/bin/sh
echo "api 2.14.0, listening"
n=1
while :; do
  printf '\033[32mGET\033[0m /v2/items/%d \033[36m200\033[0m %d ms\n' "$n" $((n * 37 % 90 + 8))
  n=$((n + 1))
  sleep 5
done
