import { checked, moment, oneOf, text, whole } from "../../routes/search.ts";

/** The search parameters of the Logs page. */
export interface LogsAddress {
  /** Children by path or glob, separated by commas; left out: all. */
  readonly path?: string;
  readonly stream?: "stdout" | "stderr";
  readonly run?: number;
  readonly grep?: string;
  /** `ignore`: not case-sensitive. */
  readonly case?: "ignore";
  /** Lines that do not match. */
  readonly invert?: boolean;
  /** Only the lines that match. */
  readonly show?: "hits";
  /** In ms since 1970. */
  readonly at?: number;
  /** A line by its child and its number: `web/api:1234`. */
  readonly line?: string;
  readonly wrap?: boolean;
  /** `off`: without transitions between the lines. */
  readonly events?: "off";
  /** Children side by side. */
  readonly view?: "columns";
}

type Untyped = { readonly [Key in keyof LogsAddress]?: unknown };

export const logsAddress = (given: Untyped): LogsAddress =>
  checked({
    path: text(given.path),
    stream: oneOf(given.stream, ["stdout", "stderr"]),
    run: whole(given.run),
    grep: text(given.grep),
    case: oneOf(given.case, ["ignore"]),
    invert: oneOf(given.invert, [true]),
    show: oneOf(given.show, ["hits"]),
    at: moment(given.at),
    line: text(given.line),
    wrap: oneOf(given.wrap, [true]),
    events: oneOf(given.events, ["off"]),
    view: oneOf(given.view, ["columns"]),
  });

/** The children that an address names. */
export const childrenOf = ({ path }: LogsAddress): ReadonlyArray<string> =>
  path === undefined ? [] : path.split(",").filter((one) => one !== "");

/** Changes of an address; undefined parameters are removed. */
export type Change = (
  changes: { readonly [Key in keyof LogsAddress]?: LogsAddress[Key] | undefined },
) => void;
