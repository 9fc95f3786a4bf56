#!/bin/sh
echo "payments 4.18.0 booting"
echo "ledger connected, pool of 8"
sleep 1
echo "PSP client: retry 3 of 3" >&2
printf '\033[31mTypeError: Invalid URL:\033[0m "psp.internal:8443"\n' >&2
echo "    at new PspClient (dist/psp.js:41:18)" >&2
exit 1
