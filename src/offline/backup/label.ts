import { knownFormat, writtenByNewer } from "../../home/format.ts";
import { version } from "../../version.ts";

/** The name of the first file in a backup. */
export const labelName = "backup.json";

/** The format of backups. */
const knownBackupFormat = 1;

/** What a backup says of itself, in its first file. */
export interface Label {
  /** The format of the backup itself. */
  readonly format: number;
  /** The version of Sentinel that made it. */
  readonly sentinel: string;
  /** The format of the home that it was made of. */
  readonly home_format: number;
  /** The folder of that home. */
  readonly home: string;
  /** The name of the tree; null: no daemon has recorded it. */
  readonly tree: string | null;
  /** ISO 8601. */
  readonly made_at: string;
}

/** The label of a backup that is made now. */
export const labelFor = (facts: Pick<Label, "home" | "home_format" | "tree">): Label => ({
  format: knownBackupFormat,
  sentinel: version,
  ...facts,
  made_at: new Date().toISOString(),
});

/** The label in the first file of a backup; null: it is none. */
export const parseLabel = (text: string): Label | null => {
  try {
    const { format, sentinel, home_format, home, tree, made_at }: Readonly<Record<string, unknown>> =
      JSON.parse(text);
    if (typeof format !== "number" || typeof home_format !== "number") return null;
    return {
      ...{ format, home_format },
      ...{ sentinel: String(sentinel), home: String(home), made_at: String(made_at) },
      tree: typeof tree === "string" ? tree : null,
    };
  } catch {
    return null;
  }
};

const advice = ({ sentinel }: Label): string => `: restore it with that version, ${sentinel} or later`;

/** Why this version can't restore a backup, by its label; null if it can. */
export const newerBackupProblem = (file: string, label: Label): string | null => {
  const { format, home_format } = label;
  if (format > knownBackupFormat)
    return `${writtenByNewer(file, "backup format", { found: format, known: knownBackupFormat })}${advice(label)}`;
  if (home_format > knownFormat)
    return `${writtenByNewer(file, "format", { found: home_format, known: knownFormat })}${advice(label)}`;
  return null;
};
