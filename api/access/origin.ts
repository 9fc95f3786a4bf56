import { networkOf } from "../../src/policy/account/network.ts";
import type { HeaderOf } from "./crossOrigin.ts";
import { isLocal } from "./remote.ts";

/** The address from which a password or a link is presented. */
export interface Origin {
  /** The IP address; null on a unix socket. */
  readonly address: string | null;
  /** It is a program on this machine. */
  readonly isLocal: boolean;
  /** Whose attempts are counted together. */
  readonly network: string;
  /** How the client calls itself. */
  readonly agent: string | null;
}

/** No longer than a list can show. */
const longestAgent = 256;

export const originOf = (remote: string | null, header: HeaderOf): Origin => ({
  address: remote,
  isLocal: isLocal(remote, header),
  network: networkOf(remote ?? ""),
  agent: header("user-agent")?.slice(0, longestAgent) ?? null,
});
