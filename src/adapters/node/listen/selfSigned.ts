import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { isIP } from "node:net";
import { hostname } from "node:os";

/** A certificate and its private key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A value in DER (X.690): its tag, its length, and its content. */
const der = (tag: number, ...parts: ReadonlyArray<Uint8Array>): Buffer => {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const bytes = length.subarray(length.findIndex((byte) => byte > 0));
  return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length), bytes, content]);
};

const sequence = (...parts: ReadonlyArray<Uint8Array>): Buffer => der(0x30, ...parts);
const set = (...parts: ReadonlyArray<Uint8Array>): Buffer => der(0x31, ...parts);
const bits = (content: Uint8Array): Buffer => der(0x03, Buffer.of(0), content);
const octets = (content: Uint8Array): Buffer => der(0x04, content);
const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
const yes = der(0x01, Buffer.of(0xff));

/** Object identifiers, in hexadecimal. */
const id = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const ecdsaWithSha256 = sequence(id("2a8648ce3d040302"));
const commonName = id("550403");
const basicConstraints = id("551d13");
const keyUsage = id("551d0f");
const extendedKeyUsage = id("551d25");
const serverAuth = id("2b06010505070301");
const subjectAltName = id("551d11");

/** UTCTime only supports years before 2050 (RFC 5280, 4.1.2.5). */
const time = (at: Date): Buffer => {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, "");
  return at.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2)))
    : der(0x18, Buffer.from(digits));
};

const ipBytes = (address: string): Buffer => {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  const [head = "", tail] = address.split("::");
  const groups = (text: string): ReadonlyArray<string> => text.split(":").filter((group) => group !== "");
  const [first, last] = [groups(head), groups(tail ?? "")];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => "0");
  const all = [...first, ...(tail === undefined ? [] : zeros), ...last];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
};

const altName = (name: string): Buffer =>
  isIP(name) === 0 ? der(0x82, Buffer.from(name, "latin1")) : der(0x87, ipBytes(name));

const extensionsFor = (names: ReadonlyArray<string>): Buffer =>
  sequence(
    sequence(basicConstraints, yes, octets(sequence())),
    // digitalSignature
    sequence(keyUsage, yes, octets(der(0x03, Buffer.of(7, 0x80)))),
    sequence(extendedKeyUsage, octets(sequence(serverAuth))),
    sequence(subjectAltName, octets(sequence(...names.map(altName)))),
  );

/** Browsers reject longer validities, even if the user has trusted the certificate. */
const validDays = 397;
const day = 86_400_000;

const certificateFor = (
  names: ReadonlyArray<string>,
  publicKey: KeyObject,
  privateKey: KeyObject,
): Buffer => {
  const name = sequence(set(sequence(commonName, utf8("Sentinel"))));
  // Positive, and without a leading zero byte.
  const serial = der(0x02, Buffer.of(0x40), randomBytes(15));
  const now = Date.now();
  // Tolerates client clocks that are slow by less than a day.
  const validity = sequence(time(new Date(now - day)), time(new Date(now + validDays * day)));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    ...[serial, ecdsaWithSha256, name, validity, name],
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensionsFor(names)),
  );
  return sequence(body, ecdsaWithSha256, bits(sign("sha256", body, privateKey)));
};

/** Excludes IPv4-mapped IPv6 addresses: clients use the IPv4 address. */
const canBeNamed = (name: string): boolean => /^[\x21-\x7e]+$/.test(name) && !/:.*\./.test(name);

/** Makes a self-signed certificate for these names and addresses, and those of the machine. */
export const makeSelfSigned = (names: ReadonlyArray<string>): Certificate => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const all = new Set(["localhost", "127.0.0.1", "::1", hostname().toLowerCase(), ...names]);
  const bytes = certificateFor(
    [...all].filter((name) => /^[\x21-\x7e]+$/.test(name)),
    publicKey,
    privateKey,
  );
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
};

/** The SHA-256 fingerprint of a certificate (the first one of a chain), in the form that browsers show. */
export const fingerprintOf = (cert: string): string =>
  createHash("sha256")
    .update(new X509Certificate(cert).raw)
    .digest("hex")
    .toUpperCase()
    .replace(/(..)(?!$)/g, "$1:");

/** How long before its expiry a self-signed certificate is replaced, in ms. */
const renewalTime = 30 * day;

const hasName = (certificate: X509Certificate, name: string): boolean =>
  (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;

/** Whether a self-signed certificate has these names and does not expire soon. */
export const isUsable = (cert: string, names: ReadonlyArray<string>): boolean => {
  try {
    const certificate = new X509Certificate(cert);
    const isFresh = Date.parse(certificate.validTo) - Date.now() > renewalTime;
    return isFresh && names.filter(canBeNamed).every((name) => hasName(certificate, name));
  } catch {
    return false;
  }
};
