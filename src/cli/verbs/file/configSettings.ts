import { ask, CliError, exitCode, request } from "../../../client/client.ts";
import type { SettingsView } from "../../../domain/view/SettingsView.ts";
import { atMost, type Invocation, parseInvocation } from "../../arguments/invocation.ts";
import { printable } from "../../terminal/printable.ts";

const usage = "config settings [set KEY VALUE | unset KEY]";

type Setting = SettingsView["settings"][number];

const valueText = (value: unknown): string =>
  value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value);

const lineOf = ({ key, in_force, source, written, line, pending }: Setting, file: string): string => {
  const origin = source === "file" && line !== null && !pending ? `${file}:${line}` : source;
  const later = pending ? `; the next daemon: ${written === null ? "the default" : valueText(written)}` : "";
  return printable(`${key.padEnd(15)} ${valueText(in_force)} (${origin})${later}`);
};

const print = ({ settings, file, mistakes, restart_needed }: SettingsView): void => {
  process.stdout.write(`${settings.map((setting) => lineOf(setting, file)).join("\n")}\n`);
  for (const { message } of mistakes) process.stderr.write(`sentinel: ${file}: ${message}\n`);
  if (restart_needed)
    process.stderr.write(
      "sentinel: what has changed takes effect when the next daemon starts: sentinel daemon --replace, or down and up\n",
    );
};

const show = async ({ home, json }: Invocation): Promise<number> => {
  const view = await ask(home, "GET /settings");
  if (json) process.stdout.write(`${JSON.stringify(view)}\n`);
  else print(view);
  return view.mistakes.length === 0 ? exitCode.done : exitCode.failed;
};

/** The value as JSON if it is valid JSON, such as `true` or a list; any other word as text. */
const typedValue = (typed: string): unknown => {
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
};

const writtenIn = ({ settings }: SettingsView): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    settings.filter(({ line }) => line !== null).map(({ key, written }) => [key, written] as const),
  );

/** Change one key of the file; all others stay as they are. */
const change = async (
  { home, json }: Invocation,
  key: string,
  value: unknown | undefined,
): Promise<number> => {
  const view = await ask(home, "GET /settings");
  const [mistake] = view.mistakes;
  if (mistake !== undefined)
    throw new CliError(exitCode.invalid, `${view.file} is not valid, correct it first: ${mistake.message}`);
  const { [key]: _, ...others } = writtenIn(view);
  const settings = value === undefined ? others : { ...others, [key]: value };
  const answer = await request(home, "PUT /settings", { settings }, { ifMatch: view.tag });
  if (json) process.stdout.write(`${JSON.stringify(answer)}\n`);
  else print(answer);
  return exitCode.done;
};

/** `sentinel config settings`: the settings of the home's daemon, or a change of one. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [what, key, value] = atMost(3, invocation, usage);
  if (what === undefined) return show(invocation);
  if (what === "set" && key !== undefined && value !== undefined)
    return change(invocation, key, typedValue(value));
  if (what === "unset" && key !== undefined && value === undefined) return change(invocation, key, undefined);
  throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
};
