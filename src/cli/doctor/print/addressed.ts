/** How the examined home was chosen. */
interface Address {
  /** The options that were typed: `--tree shop`. */
  readonly options: ReadonlyArray<string>;
  /** The tree's file; null: it is not known, or is found without being named. */
  readonly file: string | null;
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command for the same home, typed in the same folder. Those of other programs stay as they are. */
export const addressed = (command: string, { options, file }: Address): string => {
  if (!command.startsWith("sentinel ")) return command;
  const named = command.startsWith("sentinel up ") && file !== null ? ["-f", file] : [];
  return [command, ...[...named, ...options].map(quoted)].join(" ");
};
