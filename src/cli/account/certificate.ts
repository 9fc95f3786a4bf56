import { CliError, exitCode } from "../../client/client.ts";
import { connectUnverified, placeOf } from "../../client/connectTcp.ts";
import { unreachableRemote } from "../../client/remoteProblems.ts";
import { canAsk, confirm } from "../terminal/askUser.ts";
import { parseFingerprint } from "./fingerprint.ts";

/** The certificate of a server, and why the system does not trust it; null if it does. */
interface FoundCertificate {
  readonly fingerprint: string;
  readonly problem: string | null;
}

/** Why the system does not trust a certificate, by the code of OpenSSL (openssl-verification-options(1)). */
const reasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its root is not one that the system trusts",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its issuer is unknown",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its issuer is unknown",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another host name",
};

/** Fetch the certificate of a server without sending it anything. */
const lookAt = (url: string): Promise<FoundCertificate> =>
  new Promise((resolve, reject) => {
    const socket = connectUnverified(url);
    socket.once("error", (error) =>
      reject(unreachableRemote({ url, credentials: {}, fingerprint: null }, error)),
    );
    socket.once("secureConnect", () => {
      const { fingerprint256 } = socket.getPeerCertificate();
      const { authorized, authorizationError } = socket;
      socket.destroy();
      const code = String(authorizationError);
      resolve({ fingerprint: fingerprint256, problem: authorized ? null : (reasons[code] ?? code) });
    });
  });

/**
 * The fingerprint of the certificate to trust at a URL; null: the system trusts it, or there is no TLS. A certificate
 * that the system does not trust is shown, and trusted if the user agrees. `given`: a fingerprint that the user typed.
 */
export const certificateToTrust = async (url: string, given: string | undefined): Promise<string | null> => {
  if (!placeOf(url).isSecure) {
    if (given === undefined) return null;
    throw new CliError(exitCode.usage, `--fingerprint belongs to a certificate, and ${url} has none`);
  }
  if (given !== undefined) return parseFingerprint(given);
  const { fingerprint, problem } = await lookAt(url);
  if (problem === null) return null;
  const found = `the certificate of ${url} is not trusted: ${problem}. Its SHA-256 fingerprint is\n  ${fingerprint}\n`;
  if (!canAsk())
    throw new CliError(
      exitCode.failed,
      `${found}Compare it with what \`sentinel status\` shows on the machine of the daemon, then name it with --fingerprint`,
    );
  process.stderr.write(`sentinel: ${found}`);
  if (await confirm("Is it what `sentinel status` shows on the machine of the daemon?")) return fingerprint;
  throw new CliError(exitCode.failed, "the certificate was not trusted; nothing was sent");
};
