import { execFileSync } from "node:child_process";
import { realpathSync, statfsSync } from "node:fs";
import { bySystem } from "../system.ts";

/** A file system, by its type. */
interface FileSystem {
  /** `unknown` where the system does not say. */
  readonly name: string;
  /** FIFOs and locks do not work over a network. */
  readonly isNetwork: boolean;
}

/** By statfs(2)'s f_type. Those of local file systems are not told apart. */
const networksByNumber = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x01021997, "9P"],
]);

const byNumber = (folder: string): FileSystem => {
  const network = networksByNumber.get(statfsSync(folder).type);
  return { name: network ?? "local", isNetwork: network !== undefined };
};

/** By the names of macOS's mount(8). */
const networksByName: ReadonlyArray<string> = ["nfs", "smbfs", "afpfs", "webdav", "ftp", "cifs"];

const holds = (mountPoint: string, path: string): boolean =>
  mountPoint === "/" || path === mountPoint || path.startsWith(`${mountPoint}/`);

/** The file system of a path, by what `mount` prints on macOS: `SOURCE on MOUNT POINT (TYPE, OPTION …)`. */
export const fileSystemIn = (mounted: string, path: string): FileSystem => {
  const mounts = mounted.split("\n").flatMap((line) => {
    const [, point, name] = /^.*? on (\/.*) \((\w+)[^()]*\)$/.exec(line) ?? [];
    return point !== undefined && name !== undefined && holds(point, path) ? [{ point, name }] : [];
  });
  const { name } = mounts.reduce((inner, one) => (one.point.length > inner.point.length ? one : inner), {
    point: "",
    name: "unknown",
  });
  return { name, isNetwork: networksByName.includes(name) };
};

/** macOS numbers its file systems in the order in which they are loaded, so that f_type says nothing. */
const byMount = (folder: string): FileSystem => {
  try {
    return fileSystemIn(execFileSync("/sbin/mount", { encoding: "utf8" }), realpathSync(folder));
  } catch {
    return { name: "unknown", isNetwork: false };
  }
};

/** The file system of a folder, which must exist. */
export const fileSystemOf = bySystem<(folder: string) => FileSystem>({ linux: byNumber, darwin: byMount });
