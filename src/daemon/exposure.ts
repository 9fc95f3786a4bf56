import { existsSync } from "node:fs";
import { join } from "node:path";
import { Either } from "effect";
import { configFiles } from "../adapters/node/files/configFiles.ts";
import type { CertificateSource } from "../adapters/node/listen/certificate.ts";
import { formatErrors } from "../config/diagnostics/formatErrors.ts";
import { limits } from "../config/diagnostics/limits.ts";
import { readSettings } from "../config/settings/readSettings.ts";
import type { Settings } from "../config/settings/settings.ts";
import { homeFiles } from "../home/files.ts";
import {
  defaultAddress,
  isLoopback,
  type ListenAddress,
  printListenAddress,
} from "../policy/exposure/listenAddress.ts";

/** The settings that the command line can set for one daemon. */
export interface ExposureOptions {
  readonly listen?: ListenAddress | "none";
  /** Allow another address than loopback without TLS. */
  readonly insecure?: boolean;
}

/** How a daemon is reached over TCP. */
export interface Exposure {
  readonly address: ListenAddress;
  /** Whether the user has chosen the address, so that no other one may be used. */
  readonly isChosen: boolean;
  readonly tls: CertificateSource | null;
  /** The URL under which a reverse proxy publishes it; null: none. */
  readonly publicUrl: string | null;
  /** Further names by which clients address it. */
  readonly hosts: ReadonlyArray<string>;
  /** The IP addresses of trusted reverse proxies. */
  readonly trustedProxies: ReadonlyArray<string>;
}

/** The settings of a home, or what is wrong with them. */
export const settingsIn = (home: string): Either.Either<Settings, string> => {
  const path = join(home, homeFiles.settings);
  if (!existsSync(path)) return Either.right({});
  return configFiles(limits.fileBytes)
    .read(path)
    .pipe(
      Either.mapLeft((why) => `${path} ${why}`),
      Either.flatMap((text) =>
        Either.mapLeft(
          readSettings(text, homeFiles.settings),
          (errors) => `${path} is not valid\n\n${formatErrors(errors)}`,
        ),
      ),
    );
};

const asList = (given: string | ReadonlyArray<string> | undefined): ReadonlyArray<string> =>
  given === undefined ? [] : typeof given === "string" ? [given] : given;

const insecure = (address: ListenAddress): string =>
  `at ${printListenAddress(address)} without TLS, anybody on the network path could read passwords and keys: set \`tls: self-signed\` or your own files in ${homeFiles.settings}, or allow it with --insecure or \`allow_insecure: true\``;

/**
 * How a daemon of a home is to be reached over TCP: by its settings, or by the options of the command line, which take
 * precedence. Null: not at all. Left: why that is impossible.
 */
export const exposureOf = (
  settings: Settings,
  options: ExposureOptions,
): Either.Either<Exposure | null, string> => {
  const chosen = options.listen ?? settings.listen ?? null;
  if (chosen === "none") return Either.right(null);
  const address = chosen ?? defaultAddress;
  const { tls = null, public_url: publicUrl = null, allow_insecure: allowed } = settings;
  if (!isLoopback(address.host) && tls === null && !allowed && !options.insecure)
    return Either.left(insecure(address));
  const hosts = asList(settings.hosts);
  const trustedProxies = asList(settings.trusted_proxy);
  return Either.right({ address, isChosen: chosen !== null, tls, publicUrl, hosts, trustedProxies });
};
