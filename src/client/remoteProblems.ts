import { CliError, exitCode } from "./CliError.ts";
import type { DaemonProcess } from "./daemonProcess.ts";
import type { RemoteDaemon } from "./daemonRef.ts";

/** The system's errors for a connection; each completes a sentence. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "its name can't be looked up now",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "there is no route to this host",
  ENETUNREACH: "there is no route to its network",
  ECONNRESET: "the connection was closed",
  EPROTO: "it does not speak TLS",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS; perhaps its URL begins with http://",
};

/** The errors of a certificate that the system does not trust (openssl-verification-options(1)). */
const isAboutCertificate = (code: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code);

/** Why a daemon can't be reached over TCP, and what to do. */
export const unreachableRemote = ({ url }: RemoteDaemon, error: NodeJS.ErrnoException): CliError => {
  if (error instanceof CliError) return error;
  const { code = "", message } = error;
  return new CliError(
    exitCode.noDaemon,
    isAboutCertificate(code)
      ? `the certificate of ${url} is not trusted: ${message}. \`sentinel login ${url}\` shows its fingerprint and asks, or name it with --fingerprint`
      : `the daemon at ${url} can't be reached: ${meanings[code] ?? message}`,
  );
};

/** What is known of the process of a daemon elsewhere. */
export const inspectRemote = ({ url }: RemoteDaemon): DaemonProcess => ({
  name: `the daemon at ${url}`,
  cause: null,
  remedy: "look at the network, and at the daemon on its own machine",
});

/** What answered is no daemon: a reverse proxy, or another program. */
export const foreignAnswer = ({ url }: RemoteDaemon, status: number): CliError =>
  new CliError(
    exitCode.noDaemon,
    `what answers at ${url} is not a Sentinel daemon (HTTP ${status}); use the address that \`sentinel status\` shows on its machine`,
  );

/** A refusal with what to do: nobody has logged in, or what the daemon itself suggests. */
export const adviceOnRefusal = (
  { url, credentials }: RemoteDaemon,
  { code = "", detail, hint }: { readonly code?: string; readonly detail: string; readonly hint?: string },
): string => {
  if (code !== "Unauthenticated") return hint === undefined ? detail : `${detail}; ${hint}`;
  const isKnown = Object.keys(credentials).length > 0;
  return `${isKnown ? `${url}: ${detail}` : `you have not logged in at ${url}`}; run \`sentinel login ${url}\``;
};
