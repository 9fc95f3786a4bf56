import { connect, isIP, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { CliError, exitCode } from "./CliError.ts";
import type { RemoteDaemon } from "./daemonRef.ts";

/** Where a daemon listens; `path`: under which it is, behind a reverse proxy. */
export const placeOf = (url: string) => {
  const { protocol, hostname, port, pathname, host } = new URL(url);
  const isSecure = protocol === "https:";
  return {
    isSecure,
    /** As in the header `host`. */
    name: host,
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port || (isSecure ? 443 : 80)),
    path: pathname.replace(/\/$/, ""),
  };
};

/** The certificate of a daemon is another one than was trusted. */
const anotherCertificate = (url: string, found: string, trusted: string): CliError =>
  new CliError(
    exitCode.noDaemon,
    `the certificate of ${url} is not the one that you trust: its SHA-256 fingerprint is ${found}, not ${trusted}. If the daemon has a new one, \`sentinel login ${url}\` asks whether to trust it`,
  );

/** A connection to a server with TLS, whatever its certificate is. */
export const connectUnverified = (url: string): TLSSocket => connectTls(url, false);

const connectTls = (url: string, rejectUnauthorized: boolean): TLSSocket => {
  const { host, port } = placeOf(url);
  const name = isIP(host) === 0 ? { servername: host } : {};
  // Loaded when it is used: most commands talk to the daemon of this machine.
  const tls = process.getBuiltinModule("node:tls");
  return tls.connect({ host, port, rejectUnauthorized, ...name });
};

/** Connect to a daemon over TCP. `onTrusted` is called once what is sent reaches nobody but it. */
export const connectTcp = ({ url, fingerprint }: RemoteDaemon, onTrusted: () => void): Socket => {
  const { isSecure, host, port } = placeOf(url);
  if (!isSecure) return connect({ host, port }, onTrusted);
  if (fingerprint === null) return connectTls(url, true).once("secureConnect", onTrusted);
  const socket = connectUnverified(url);
  return socket.once("secureConnect", () => {
    const found = socket.getPeerCertificate().fingerprint256;
    if (found === fingerprint) onTrusted();
    else socket.destroy(anotherCertificate(url, found, fingerprint));
  });
};
