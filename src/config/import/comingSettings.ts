/**
 * Settings of Sentinel's language that importers know, but that `config validate` refuses as yet. They are
 * written as comments and reported as unsupported. To switch one on, remove its line: nothing else needs to
 * change, and a test says when a line is out of date.
 */
const comingSettings: ReadonlyMap<string, string> = new Map([
  ["schedule", "until then it is left down: start it by hand, or keep the old scheduler for it"],
  ["timeout", "until then nothing ends a run that takes too long"],
  ["memory", "until then nothing watches its memory"],
  ["cpu", "until then its share of the CPU is not limited"],
  ["watch", "until then restart it by hand after a change"],
  ["after", "until then the order of the children in the file stands for it"],
  ["nice", "until then put `nice -n N` before the command"],
  ["limits", "until then put `ulimit` before the command"],
  ["groups", "until then it has the groups of its user only"],
  ...["stdout", "stderr", "file", "directory", "filename", "compress", "combined"].map(
    (name) => [`logs.${name}`, "the output is in `sentinel logs`"] as const,
  ),
  ["liveness", "until then a process that hangs is not noticed"],
  ["stop.command", "until then it is stopped by its signal only"],
  ["ready.tcp", "until then it counts as ready by its uptime"],
  ["ready.http", "until then it counts as ready by its uptime"],
  ["ready.exec", "until then it counts as ready by its uptime"],
  ["ready.ipc", "until then it counts as ready by its uptime"],
]);

/** A setting that `config validate` refuses as yet, and what to do without it. */
interface Coming {
  readonly name: string;
  readonly until: string;
}

/** What is missing where a path such as `stop.signal` is set; null when Sentinel has it. */
export const comingSetting = (path: string): Coming | null => {
  const [top = "", inner] = path.split(".");
  for (const name of [`${top}.${inner}`, top]) {
    const until = comingSettings.get(name);
    if (until !== undefined) return { name, until };
  }
  return null;
};

/** Every setting of the table, for tests. */
export const comingPaths = (): ReadonlyArray<string> => [...comingSettings.keys()];
