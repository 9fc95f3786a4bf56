import { literal, variable } from "../table/sentinelText.ts";

/** The values of a unit's specifiers. */
export interface UnitName {
  /** `worker@3.service` */
  readonly full: string;
  /** A user's unit: its folders are those of the user. */
  readonly isUser: boolean;
}

/** According to systemd.unit(5), %h is fixed for the system manager; users are not looked up. */
const homeOfSystem = "/root";

const unescaped = (text: string): string =>
  text
    .replaceAll("-", "/")
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const meanings = ({ full, isUser }: UnitName): Readonly<Record<string, string>> => {
  const bare = full.replace(/\.[a-z]+$/, "");
  const [prefix = "", instance = ""] = bare.split(/@(.*)/s);
  const home = isUser ? variable("HOME") : homeOfSystem;
  return {
    n: literal(full),
    N: literal(bare),
    p: literal(prefix),
    i: literal(instance),
    I: literal(unescaped(instance)),
    h: home,
    u: isUser ? variable("USER") : "root",
    U: isUser ? variable("UID") : "0",
    t: isUser ? variable("XDG_RUNTIME_DIR") : "/run",
    S: isUser ? `${home}/.local/state` : "/var/lib",
    C: isUser ? `${home}/.cache` : "/var/cache",
    L: isUser ? `${home}/.local/state/log` : "/var/log",
    E: isUser ? `${home}/.config` : "/etc",
    H: variable("HOSTNAME"),
    "%": "%",
  };
};

/** A value with its specifiers expanded, in the form of the language; `left`: those without a meaning here. */
export const fill = (
  text: string,
  unit: UnitName,
): { readonly text: string; readonly left: ReadonlyArray<string> } => {
  const known = meanings(unit);
  const left: Array<string> = [];
  const parts = text.split(/(%[A-Za-z%])/).map((part, index) => {
    if (index % 2 === 0) return literal(part);
    const meaning = known[part[1] ?? ""];
    if (meaning === undefined) left.push(part);
    return meaning ?? part;
  });
  return { text: parts.join(""), left };
};
