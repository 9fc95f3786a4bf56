/**
 * What every answer over TCP carries unless its route sets another value: a browser makes nothing of it but data, and keeps
 * none. No `strict-transport-security`: it would hold for every port of the host.
 */
export const securityHeaders = {
  "content-security-policy":
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
} as const;
