import { CliError, exitCode } from "../../client/client.ts";

/** The SHA-256 fingerprint of a certificate in the form for comparisons, `AB:CD:…`, from any usual notation. */
export const parseFingerprint = (text: string): string => {
  const digits = text.replace(/^sha-?256[:= ]/i, "").replace(/[: ]/g, "");
  if (!/^[0-9a-f]{64}$/i.test(digits))
    throw new CliError(
      exitCode.usage,
      `--fingerprint takes the SHA-256 fingerprint of a certificate, as \`sentinel status\` shows it on the machine of the daemon: 32 bytes in hexadecimal, not "${text}"`,
    );
  return (digits.toUpperCase().match(/../g) ?? []).join(":");
};
