/** Where control groups of version 2 are mounted (cgroups(7)). */
export interface Mount {
  /** The folder in which the hierarchy, or a part of it, is mounted. */
  readonly folder: string;
  /** The group that is mounted there: `/` for the whole hierarchy, as this process sees it. */
  readonly root: string;
}

/** Spaces and the like are octal in /proc/PID/mountinfo. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The mount of the hierarchy of version 2 in the text of /proc/PID/mountinfo; null if there is none. */
export const mountIn = (mountinfo: string): Mount | null => {
  for (const line of mountinfo.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const [, , , root, folder] = before.split(" ");
    if (after.startsWith("cgroup2 ") && root !== undefined && folder !== undefined)
      return { folder: unescaped(folder), root: unescaped(root) };
  }
  return null;
};

/** The group of version 2 in the text of /proc/PID/cgroup; null if there is none. */
export const groupIn = (cgroup: string): string | null => /^0::(\/.*)$/m.exec(cgroup)?.[1] ?? null;

/** The folder of a group; null if it is outside of what is mounted. */
export const folderOf = (group: string, { folder, root }: Mount): string | null => {
  const prefix = root === "/" ? "" : root;
  if (group.split("/").includes("..") || !`${group}/`.startsWith(`${prefix}/`)) return null;
  const inside = group.slice(prefix.length);
  return inside === "" || inside === "/" ? folder : `${folder === "/" ? "" : folder}${inside}`;
};

/** The numbers of processes in the text of cgroup.procs; 0 stands for one that is outside of this pid namespace. */
export const pidsIn = (procs: string): ReadonlyArray<number> =>
  procs.split("\n").flatMap((line) => (/^[1-9]\d*$/.test(line) ? [Number(line)] : []));

/** A number of a file with lines such as `oom_kill 3`; 0 if it has no such line. */
export const countIn = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
