import { chmodSync, rmSync } from "node:fs";
import { describeError, makeFolder } from "../../../home/folders.ts";
import { tryToMigrate } from "../../home/legacyHome.ts";
import type { Finding } from "../Finding.ts";
import { rowOf } from "../rows.ts";
import type { Fix } from "./Fix.ts";

/** What `--fix` did about a finding, or why it did nothing. */
export interface Repair {
  readonly id: string;
  readonly outcome: "done" | "left" | "failed";
  readonly what: string;
}

type Result = Omit<Repair, "id">;

const done = (what: string): Result => ({ outcome: "done", what });
const failed = (what: string): Result => ({ outcome: "failed", what });

const octal = (mode: number): string => mode.toString(8).padStart(4, "0");

const setModes = (paths: (Fix & { readonly kind: "set modes" })["paths"]): Result => {
  for (const { path, mode } of paths) chmodSync(path, mode);
  return done(paths.map(({ path, mode }) => `${path} has mode ${octal(mode)} now`).join("; "));
};

const makeFolders = (paths: ReadonlyArray<string>): Result => {
  const problem = paths.map(makeFolder).find((one) => one !== null);
  return problem ? failed(problem) : done(`created ${paths.join(", ")}`);
};

const removeFiles = (paths: ReadonlyArray<string>): Result => {
  for (const path of paths) rmSync(path, { force: true });
  return done(`removed ${paths.join(", ")}`);
};

const removeFolders = (paths: ReadonlyArray<string>): Result => {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
  const [first = ""] = paths;
  return done(
    paths.length === 1 ? `removed ${first}` : `removed ${paths.length} folders, the first of them ${first}`,
  );
};

const endThem = async ({ processes }: Fix & { readonly kind: "end processes" }): Promise<Result> => {
  const { endProcesses } = await import("../../../offline/doctorProcesses.ts");
  const remaining = await endProcesses(processes);
  const names = processes.map(({ path, pid }) => `${path} (pid ${pid})`).join(", ");
  return remaining.length === 0
    ? done(`ended ${names}`)
    : failed(remaining.map(({ process: { pid }, why }) => `pid ${pid} is still there: ${why}`).join("; "));
};

const moveHome = async (): Promise<Result> => {
  const result = await tryToMigrate();
  return "home" in result ? done(`moved to ${result.home}`) : failed(`not moved: ${result.why}`);
};

/** Do it while no daemon can start in the home. */
const withoutDaemon = async (home: string | null, act: () => Promise<Result> | Result): Promise<Result> => {
  if (home === null) return failed("no home is chosen");
  const { holdingHome } = await import("../../../offline/doctorStore.ts");
  return (await holdingHome(home, async () => act())) ?? failed("a daemon has started in the home meanwhile");
};

const writeFormat = async (home: string): Promise<Result> => {
  (await import("../../../offline/doctorStore.ts")).writeFormat(home);
  return done(`wrote ${home}/format`);
};

const perform = (fix: Fix, home: string | null): Promise<Result> | Result => {
  switch (fix.kind) {
    case "set modes":
      return setModes(fix.paths);
    case "make folders":
      return makeFolders(fix.paths);
    case "move home":
      return moveHome();
    case "remove files":
      return withoutDaemon(home, () => removeFiles(fix.paths));
    case "remove folders":
      return withoutDaemon(home, () => removeFolders(fix.paths));
    case "end processes":
      return withoutDaemon(home, () => endThem(fix));
    case "write format":
      return withoutDaemon(home, () => writeFormat(home ?? ""));
  }
};

const tried = async (fix: Fix, home: string | null): Promise<Result> => {
  try {
    return await perform(fix, home);
  } catch (error) {
    return failed(describeError(error));
  }
};

const whyLeft = ({ id, leaves }: Finding): string => {
  const { fix } = rowOf(id);
  return leaves ?? ("leaves" in fix ? fix.leaves : "it can't be repaired here");
};

/** Repair what is safe to repair, one after another, and say of each finding that is not well what was done or why not. */
export const repair = async (
  findings: ReadonlyArray<Finding>,
  home: string | null,
): Promise<ReadonlyArray<Repair>> => {
  const repairs: Array<Repair> = [];
  for (const finding of findings) {
    const { id, verdict, fix } = finding;
    if (fix !== undefined) repairs.push({ id, ...(await tried(fix, home)) });
    else if (verdict !== "ok") repairs.push({ id, outcome: "left", what: whyLeft(finding) });
  }
  return repairs;
};
