import { execFile } from "node:child_process";

/** What a program printed, and how it ended. */
export interface Ran {
  /** Null: it isn't installed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** More than any answer of systemctl. */
const maxAnswer = 16 * 1024 * 1024;

/** Run a program to its end. Its messages are English, so that they can be read. */
export const run = (
  program: string,
  args: ReadonlyArray<string>,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...variables, LC_ALL: "C", SYSTEMD_COLORS: "0", SYSTEMD_PAGER: "" };
    execFile(program, args, { env, maxBuffer: maxAnswer }, (error, out, err) => {
      if (error === null) return resolve({ code: 0, out, err });
      if (error.code === "ENOENT" || error.code === "EACCES") return resolve({ code: null, out, err });
      resolve({ code: typeof error.code === "number" ? error.code : 1, out, err });
    });
  });
