import type * as Fs from "node:fs";

/** What the system has left, for programs that open a file called `out`. */
export const system = { hasDescriptors: true, refusals: 0 };

/** `node:fs` of a process that may have no descriptor left. */
export const refusing = (fs: typeof Fs): typeof Fs => {
  const openSync: typeof Fs.openSync = (file, ...how) => {
    if (system.hasDescriptors || !String(file).endsWith("/out")) return fs.openSync(file, ...how);
    system.refusals += 1;
    throw Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" });
  };
  return { ...fs, openSync };
};
