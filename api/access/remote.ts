import type { HeaderOf } from "./crossOrigin.ts";

const loopback = /^(::ffff:)?127\.|^::1$/;

/** Headers by which a proxy on this machine passes on requests from elsewhere. */
const proxyHeaders = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/**
 * Whether a request was sent by a program on this machine: by the unix socket, or by a loopback address without a proxy between.
 */
export const isLocal = (remote: string | null, header: HeaderOf): boolean =>
  remote === null || (loopback.test(remote) && proxyHeaders.every((name) => header(name) === null));
