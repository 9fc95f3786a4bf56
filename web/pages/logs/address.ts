/** What the address of the Logs page says. */
export interface LogsAddress {
  /** Children by path or glob, with commas between them; left out: all. */
  readonly path?: string;
  readonly stream?: "stdout" | "stderr";
  readonly run?: number;
  readonly grep?: string;
  /** `ignore`: upper and lower case are the same. */
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
  /** `off`: without the changes of state between the lines. */
  readonly events?: "off";
  /** Children side by side. */
  readonly view?: "columns";
}

type Untyped = { readonly [Key in keyof LogsAddress]?: unknown };

/** The router makes numbers of what looks like one. */
const text = (value: unknown): string | undefined => {
  const given = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof given === "string" && given !== "" ? given : undefined;
};

const whole = (value: unknown): number | undefined => {
  const number = Number(text(value));
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};

const oneOf = <Value>(value: unknown, values: ReadonlyArray<Value>): Value | undefined =>
  values.find((one) => one === value);

export const logsAddress = (given: Untyped): LogsAddress => {
  const fields = {
    path: text(given.path),
    stream: oneOf(given.stream, ["stdout", "stderr"] as const),
    run: whole(given.run),
    grep: text(given.grep),
    case: oneOf(given.case, ["ignore"] as const),
    invert: oneOf(given.invert, [true] as const),
    show: oneOf(given.show, ["hits"] as const),
    at: whole(given.at),
    line: text(given.line),
    wrap: oneOf(given.wrap, [true] as const),
    events: oneOf(given.events, ["off"] as const),
    view: oneOf(given.view, ["columns"] as const),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
};

/** The children that an address names. */
export const childrenOf = ({ path }: LogsAddress): ReadonlyArray<string> =>
  path === undefined ? [] : path.split(",").filter((one) => one !== "");

/** Changes of an address; what is undefined is taken out of it. */
export type Change = (
  changes: { readonly [Key in keyof LogsAddress]?: LogsAddress[Key] | undefined },
) => void;
