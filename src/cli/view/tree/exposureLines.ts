import type { TreeStatus } from "../../../domain/view/Status.ts";
import { printable } from "../../terminal/printable.ts";

/** How the API of the daemon is reached over TCP, and the fingerprint of its certificate. */
export const exposureLines = ({ daemon }: Pick<TreeStatus, "daemon">): ReadonlyArray<string> => {
  const { url, public_url, tls_fingerprint } = daemon;
  if (!url) return [];
  const published = public_url === undefined ? "" : `, for others ${public_url}`;
  const certificate = tls_fingerprint === undefined ? "" : `, certificate SHA-256 ${tls_fingerprint}`;
  return [printable(`API at ${url}${published}${certificate}`)];
};
