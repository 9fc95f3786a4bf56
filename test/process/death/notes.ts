import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exit } from "../../../src/domain/tree/Exit.ts";

/** What a run has noted about itself, where no daemon could lose it. */
export interface Life {
  readonly path: string;
  readonly run: number;
  readonly pid: number;
  /** How it was about to end, and after how many lines; null while it lives, and when it was killed. */
  readonly end: { readonly exit: Exit; readonly out: number; readonly err: number } | null;
}

/** The lives of all children, as they came, and complaints of those that were not alone. */
export interface Notes {
  readonly lives: ReadonlyArray<Life>;
  readonly overlaps: ReadonlyArray<string>;
}

const endOf = (line: string): Life["end"] => {
  const [, , how, value = "", out, err] = line.split(" ");
  const exit = how === "code" ? { code: Number(value) } : { signal: `SIG${value}` };
  return { exit, out: Number(out), err: Number(err) };
};

export const readNotes = (folder: string): Notes => {
  const lives: Array<Life> = [];
  const overlaps: Array<string> = [];
  for (const name of readdirSync(folder).filter((file) => !file.endsWith(".lock"))) {
    const path = name.replaceAll("+", "/");
    const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
    const ends = new Map(
      lines.flatMap((line) => (line.startsWith("end ") ? [[line.split(" ")[1], line]] : [])),
    );
    for (const line of lines) {
      const [what, run = "", pid] = line.split(" ");
      if (what === "overlap") overlaps.push(`${path}: run ${run} found another one alive`);
      const end = ends.get(run);
      if (what === "begin")
        lives.push({ path, run: Number(run), pid: Number(pid), end: end === undefined ? null : endOf(end) });
    }
  }
  return { lives, overlaps };
};
