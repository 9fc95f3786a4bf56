import { existsSync, realpathSync, statfsSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname } from "node:path";
import { bySystem, kernel } from "../../../system.ts";
import { isBelow, type PlaceFacts } from "../judge/place.ts";
import { namesIn, textOf } from "./system.ts";

/** Network file systems by their number (statfs(2), f_type). */
const byNumber = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x01021997, "9P"],
  [0x00c36400, "Ceph"],
  [0x5346414f, "AFS"],
  [0x6b414653, "AFS"],
]);

/** The mount that a path is on, by mountinfo: the longest folder that it is below (proc_pid_mountinfo(5)). */
const mountTypeOf = (path: string, mountinfo: string): string | null => {
  const mounts = mountinfo.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const [folder, type] = [before.split(" ")[4], after.split(" ")[0]];
    return folder === undefined || type === undefined
      ? []
      : [{ folder: folder.replaceAll("\\040", " "), type }];
  });
  const above = mounts.filter(({ folder }) => isBelow(path, folder));
  // Of two mounts on one folder the later one is seen.
  return (
    above.reduce<(typeof above)[number] | null>(
      (longest, one) => (longest === null || one.folder.length >= longest.folder.length ? one : longest),
      null,
    )?.type ?? null
  );
};

/** A network file system of FUSE by its type; null: it is on this machine, as those of containers are. */
export const networkFuse = (path: string, mountinfo: string): string | null =>
  /^fuse\.(sshfs|rclone|glusterfs|s3fs|gcsfuse|davfs2?|ceph|juicefs|curlftpfs|smbnetfs)$/.exec(
    mountTypeOf(path, mountinfo) ?? "",
  )?.[1] ?? null;

const networkOnLinux = (path: string): string | null =>
  byNumber.get(statfsSync(path).type) ?? networkFuse(path, textOf("/proc/self/mountinfo") ?? "");

/** A path without links; the part that does not exist yet stays as it is. */
const realPath = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path
      ? path
      : `${realPath(above).replace(/\/$/, "")}${path.slice(above.replace(/\/$/, "").length)}`;
  }
};

const existing = (path: string): string => (existsSync(path) ? path : existing(dirname(path)));

const above = (path: string): ReadonlyArray<string> =>
  dirname(path) === path ? [path] : [path, ...above(dirname(path))];

const clears = "it is cleared at boot, or its old files are removed";

const cleanedFolders = (): PlaceFacts["cleaned"] => {
  const temporary = ["/tmp", "/var/tmp", "/private/tmp", "/var/folders", "/private/var/folders", tmpdir()];
  return [
    { folder: "/dev/shm", by: "it is in memory, and lost at boot" },
    { folder: "/run/user", by: "it is removed when the user logs out" },
    ...temporary.map((folder) => ({ folder, by: clears })),
  ];
};

/** Look at where a home is, which need not exist yet. */
export const placeFacts = (home: string): PlaceFacts => {
  const path = realPath(home);
  return {
    path,
    userFolder: realPath(homedir()),
    network: bySystem<() => string | null | undefined>({
      linux: () => networkOnLinux(existing(path)),
      darwin: () => undefined,
    })(),
    marks: above(path)
      .flatMap(namesIn)
      .filter((name) => name.startsWith(".")),
    cleaned: cleanedFolders(),
    protectsFolders: kernel === "darwin",
  };
};
