import { type Draft, everyDraft, type Setting, type TreeDraft } from "./draft.ts";

const partsOf = (path: string): ReadonlyArray<string> => path.split("/").filter((part) => part !== "");

/** The relative path from one absolute folder to another: `../conf.d`. */
const relativePath = (from: string, to: string): string => {
  const [start, end] = [partsOf(from), partsOf(to)];
  const differs = end.findIndex((part, index) => part !== start[index]);
  const shared = differs < 0 ? Math.min(start.length, end.length) : differs;
  return [...start.slice(shared).map(() => ".."), ...end.slice(shared)].join("/");
};

/** Whether a path is relative to its file's folder: neither absolute nor beginning with a variable. */
const isRelative = (path: string): boolean => !/^(\/|\$\{|none$)/.test(path);

const join = (prefix: string, path: string): string => {
  const rest = path.replace(/^(\.\/)+/, "");
  return rest === "." || rest === "" ? prefix : `${prefix}/${rest}`;
};

const rebased = (setting: Setting, prefix: string): Setting => {
  if (typeof setting === "string") return isRelative(setting) ? join(prefix, setting) : setting;
  return Array.isArray(setting) ? setting.map((item: Setting) => rebased(item, prefix)) : setting;
};

/** Settings that hold paths, besides `cwd`. */
const paths = [
  "env_file",
  "logs.stdout",
  "logs.stderr",
  "logs.file",
  "logs.combined",
  "logs.directory",
  "watch.paths",
];

const rebaseDraft = ({ settings }: Draft, prefix: string): void => {
  for (const path of paths) {
    const setting = settings.get(path);
    if (setting !== undefined) settings.set(path, rebased(setting, prefix));
  }
  settings.set("cwd", rebased(settings.get("cwd") ?? ".", prefix));
};

/**
 * Rewrite the relative paths of children declared in other folders so that they start from the folder of the first
 * source.
 */
export const rebase = ({ children }: TreeDraft, directory: string): void => {
  for (const { draft } of everyDraft(children))
    if (draft.folder !== null && draft.folder !== directory && draft.children.length === 0)
      rebaseDraft(draft, relativePath(directory, draft.folder));
};
