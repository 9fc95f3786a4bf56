/** Where the values of an option or an operand come from. */
export type ValueSource =
  | "children"
  | "children and root"
  | "commands"
  | "environments"
  | "files"
  | "folders"
  | "hashes"
  | "keys"
  | "logins"
  | "nowhere"
  | "revisions"
  | "settings"
  | "signals"
  | "trees"
  | "users"
  | "verbs"
  | "zones";

/** A value that is typed: what it is called in a usage line, and what may be typed. */
export interface Value {
  readonly placeholder: string;
  readonly from: ValueSource | ReadonlyArray<string>;
}

/** An option, as the parser of its verb knows it. */
export interface Option {
  /** The long name, without hyphens. */
  readonly name: string;
  /** The short name, without its hyphen. */
  readonly short?: string;
  /** Absent: it takes none. */
  readonly value?: Value;
  readonly isRepeated?: true;
  /** Without a full stop at its end. */
  readonly description: string;
}

/** What may be typed after a verb or a subcommand. */
export interface Syntax {
  readonly options?: ReadonlyArray<Option>;
  /** The operands in their order. */
  readonly operands?: ReadonlyArray<Value>;
  /** Any number of these after the operands. */
  readonly repeated?: Value;
  /** Whether `--` and a command follow. */
  readonly hasCommand?: true;
  readonly subcommands?: Readonly<Record<string, Subcommand>>;
}

/** A subcommand of a verb. */
export interface Subcommand extends Syntax {
  /** Without a full stop at its end. */
  readonly description: string;
}
