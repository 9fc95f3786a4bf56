import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeError } from "../../../home/folders.ts";
import { replaceFile } from "../../../home/replaceFile.ts";
import { fileStateOf } from "../files/fileSnapshot.ts";
import { watchFiles } from "../files/watchFiles.ts";
import { type Certificate, fingerprintOf, isUsable, makeSelfSigned } from "./selfSigned.ts";

/** The source of the certificate: self-signed, or files in PEM, relative to the home. */
export type CertificateSource = "self-signed" | { readonly cert: string; readonly key: string };

/** A certificate in use. */
export interface CertificateInUse extends Certificate {
  /** SHA-256, in the form that browsers show. */
  readonly fingerprint: string;
  /** Its files; empty if they are never read again. */
  readonly files: ReadonlyArray<string>;
}

/** A single file in the home, because the certificate and its key are useless without each other. */
const ownFile = "tls.pem";

const inUse = ({ cert, key }: Certificate, files: ReadonlyArray<string>): CertificateInUse => ({
  ...{ cert, key, files },
  fingerprint: fingerprintOf(cert),
});

const readOwn = (path: string, names: ReadonlyArray<string>): Certificate | null => {
  try {
    const text = readFileSync(path, "utf8");
    return isUsable(text, names) ? { cert: text, key: text } : null;
  } catch {
    return null;
  }
};

/**
 * The certificate of the home; a new one if there is none with these names, or if it expires soon. Throws the file
 * system's error.
 */
const ownCertificate = (home: string, names: ReadonlyArray<string>): CertificateInUse => {
  const path = join(home, ownFile);
  const known = readOwn(path, names);
  if (known !== null) return inUse(known, []);
  const made = makeSelfSigned(names);
  replaceFile(path, `${made.cert}${made.key}`);
  return inUse(made, []);
};

const isPair = ({ cert, key }: Certificate): boolean =>
  new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));

const readText = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`${path} can't be read: ${describeError(error)}`);
  }
};

const fromFiles = (home: string, { cert, key }: Certificate): CertificateInUse => {
  const files = [resolve(home, cert), resolve(home, key)] as const;
  const [certText, keyText] = files.map(readText);
  const found = { cert: certText ?? "", key: keyText ?? "" };
  try {
    if (isPair(found)) return inUse(found, files);
  } catch {
    throw new Error(
      `${files[0]} and ${files[1]} are not a certificate and its private key in PEM, without a passphrase`,
    );
  }
  throw new Error(`the key in ${files[1]} does not belong to the certificate in ${files[0]}`);
};

/** The certificate to use, or why there is none. `names`: further names and addresses of a self-signed one. */
export const readCertificate = (
  home: string,
  source: CertificateSource,
  names: ReadonlyArray<string>,
): CertificateInUse | string => {
  try {
    return source === "self-signed" ? ownCertificate(home, names) : fromFiles(home, source);
  } catch (error) {
    return error instanceof Error ? describeError(error) : String(error);
  }
};

/** A watch on the files of a certificate. */
interface CertificateWatch {
  readonly close: () => void;
}

/**
 * Read a certificate again whenever its files change. An invalid one is reported, and the previous one stays in use.
 */
export const watchCertificate = (
  { files }: CertificateInUse,
  read: () => CertificateInUse | string,
  use: (certificate: CertificateInUse) => void,
  complain: (what: string) => void,
): CertificateWatch => {
  if (files.length === 0) return { close: () => undefined };
  const snapshot = () => new Map(files.map((file) => [file, fileStateOf(file)]));
  const changed = (): void => {
    watch = watchFiles(snapshot(), changed);
    const found = read();
    if (typeof found === "string") complain(`the certificate stays as it was: ${found}`);
    else use(found);
  };
  let watch = watchFiles(snapshot(), changed);
  return { close: () => watch.close() };
};
