/** Where the daemon listens for TCP connections. */
export interface ListenAddress {
  /** An IP address, without brackets, or a name. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** Where a daemon listens by default. */
export const defaultAddress: ListenAddress = { host: "127.0.0.1", port: 7368 };

/** How many ports are tried, starting with the default one, if other daemons use them. */
export const portsTried = 32;

const highestPort = 65_535;

const portIn = (text: string): number | null =>
  /^\d{1,5}$/.test(text) && Number(text) <= highestPort ? Number(text) : null;

const isIpv6 = (text: string): boolean => /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text);
const isNameOrIpv4 = (text: string): boolean => /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text);

/**
 * Parses an address as the user types it: `127.0.0.1:7368`, `[::1]:7368`, `localhost:7368`, `7368` (on loopback) or
 * `none`.
 */
export const parseListenAddress = (text: string): ListenAddress | "none" | null => {
  if (text === "none") return "none";
  const alone = portIn(text);
  if (alone !== null) return { host: defaultAddress.host, port: alone };
  const [, bracketed, plain = "", digits = ""] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text) ?? [];
  const port = portIn(digits);
  if (port === null) return null;
  if (bracketed !== undefined) return isIpv6(bracketed) ? { host: bracketed.toLowerCase(), port } : null;
  return isNameOrIpv4(plain) ? { host: plain.toLowerCase(), port } : null;
};

/** Whether only processes of this machine can connect to an address. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

/** Whether it means every address of the machine. */
export const isEveryAddress = (host: string): boolean => host === "0.0.0.0" || /^[0:]*::[0:]*$/.test(host);

/** A host in the form for a URL: an IPv6 address is put in brackets. */
export const urlHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/** An address in the form that `parseListenAddress` reads. */
export const printListenAddress = ({ host, port }: ListenAddress): string => `${urlHost(host)}:${port}`;
