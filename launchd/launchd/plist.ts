import { daemonArguments } from "../daemonArguments.ts";
import type { ServiceOptions } from "../ServiceManager.ts";

/** Time for the daemon itself, beside that of its tree, in s. */
const daemonStopS = 10;

/** The longest time that is waited for a tree without a limit, in s: 0 would mean for ever, and stall the shutdown. */
const longestExitTimeoutS = 3600;

/** What launchd's jobs may open is 256 files unless told otherwise. */
const openFiles = 16_384;

/** A value of a property list. */
type Value = string | number | boolean | ReadonlyArray<string> | Readonly<{ [key: string]: Value }>;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => entities[character] ?? "");

const element = (value: Value, indent: string): string => {
  if (typeof value === "string") return `${indent}<string>${escaped(value)}</string>\n`;
  if (typeof value === "number") return `${indent}<integer>${value}</integer>\n`;
  if (typeof value === "boolean") return `${indent}<${value}/>\n`;
  if (Array.isArray(value))
    return `${indent}<array>\n${value.map((item) => element(item, `${indent}\t`)).join("")}${indent}</array>\n`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${indent}\t<key>${escaped(key)}</key>\n${element(item, `${indent}\t`)}`,
  );
  return `${indent}<dict>\n${entries.join("")}${indent}</dict>\n`;
};

const head = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
`;

/** How long launchd waits for the daemon after SIGTERM before it sends SIGKILL, in s. */
const exitTimeoutS = (longestStopMs: number): number =>
  Math.min(Math.ceil(longestStopMs / 1000) + daemonStopS, longestExitTimeoutS);

/** The kind of session that an agent runs in: one at the screen, or any other, such as one by ssh. */
export type Session = "Aqua" | "Background";

/**
 * The plist of a service: started when it is loaded, and again unless it ended with exit code 0. AbandonProcessGroup is
 * not needed: children are in sessions of their own. Without Interactive, all children would run at half speed.
 */
export const plistOf = (options: ServiceOptions, session: Session): string => {
  const { label, scope, user, path, longestStopMs, log, variables, workingDirectory } = options;
  const plist: Value = {
    Label: label,
    ProgramArguments: daemonArguments(options),
    WorkingDirectory: workingDirectory,
    EnvironmentVariables: { ...variables, PATH: path },
    ...(scope === "system" && user !== null ? { UserName: user } : {}),
    // Aqua is what launchd takes if nothing is said.
    ...(scope === "user" && session === "Background" ? { LimitLoadToSessionType: session } : {}),
    RunAtLoad: true,
    KeepAlive: { SuccessfulExit: false },
    ExitTimeOut: exitTimeoutS(longestStopMs),
    ProcessType: "Interactive",
    SoftResourceLimits: { NumberOfFiles: openFiles },
    StandardOutPath: log,
    StandardErrorPath: log,
  };
  return `${head}${element(plist, "")}</plist>\n`;
};

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The home that a plist of ours names; null if it is none of ours. */
export const homeIn = (text: string): string | null => {
  const found = /<string>--home<\/string>\s*<string>([^<]*)<\/string>/.exec(text)?.[1];
  return found === undefined ? null : unescaped(found);
};
