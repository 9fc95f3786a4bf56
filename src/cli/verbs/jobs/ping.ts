import { readFileSync } from "node:fs";
import { ask, CliError, exitCode, request } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import type { BodyOf } from "../../../client/routes.ts";
import { atMost, type Invocation, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { checkRemark } from "../../view/tree/checkLine.ts";

const usage =
  "ping CHECK [--start | --fail | --exit N] [--run ID] [--at T] [--log FILE|-] | ping CHECK --new-address";

type Report = BodyOf<"POST /checks/:path/reports">;

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    ...{ start: { type: "boolean" }, fail: { type: "boolean" }, exit: { type: "string" } },
    ...{ run: { type: "string" }, at: { type: "string" }, log: { type: "string" } },
    "new-address": { type: "boolean" },
  });
  const [path = ""] = requireArguments(atMost(1, invocation, usage), usage);
  const { daemon, json } = invocation;
  if (invocation.flag("new-address")) return makeAddress(daemon, path, json);
  const seen = await request(daemon, "POST /checks/:path/reports", reportOf(invocation), {
    params: { path },
  });
  process.stdout.write(`${json ? JSON.stringify(seen) : `${seen.path}: ${checkRemark(seen, Date.now())}`}\n`);
  return exitCode.done;
};

/** What is reported: a success, unless an option says otherwise; with `--log` alone, only a text. */
const reportOf = ({ flag, value }: Invocation): Report => {
  const exit = value("exit");
  const kinds = [flag("start"), flag("fail"), exit !== undefined].filter(Boolean);
  if (kinds.length > 1)
    throw new CliError(exitCode.usage, "--start, --fail and --exit say different things; use one of them");
  if (exit !== undefined && !(/^\d{1,3}$/.test(exit) && Number(exit) <= 255))
    throw new CliError(exitCode.usage, `--exit takes an exit code from 0 to 255, not "${exit}"`);
  const [log, id, at] = [value("log"), value("run"), value("at")];
  const kind = flag("start") ? "start" : flag("fail") ? "fail" : "success";
  return {
    kind: kinds.length === 0 && log !== undefined ? "log" : kind,
    ...(exit === undefined ? {} : { exit: Number(exit) }),
    ...(id === undefined ? {} : { id }),
    ...(at === undefined ? {} : { at: timeOf(at) }),
    ...(log === undefined ? {} : { body: textOf(log) }),
  };
};

const timeOf = (at: string): string => {
  const time = Date.parse(at);
  if (Number.isNaN(time))
    throw new CliError(exitCode.usage, `--at takes a time such as 2026-01-31T08:00:00Z, not "${at}"`);
  return new Date(time).toISOString();
};

const textOf = (log: string): string => {
  try {
    return readFileSync(log === "-" ? 0 : log, "utf8");
  } catch (error) {
    throw new CliError(
      exitCode.failed,
      `the text can't be read: ${error instanceof Error ? error.message : error}`,
    );
  }
};

const byName =
  "The name of a check follows in it: ADDRESS/NAME?create=1 creates the check if it is not there.\n";

/** Print a new address: whole where the daemon is reached over TCP, else below it. */
const makeAddress = async (daemon: DaemonRef, path: string, json: boolean): Promise<number> => {
  const made = await request(daemon, "POST /checks/:path/key", {}, { params: { path } });
  const { daemon: about } = await ask(daemon, "GET /status");
  const base = "public_url" in about && typeof about.public_url === "string" ? about.public_url : about.url;
  const url = typeof base === "string" ? `${base.replace(/\/$/, "")}${made.ping_path}` : null;
  if (json) process.stdout.write(`${JSON.stringify({ ...made, url })}\n`);
  else {
    process.stdout.write(`${url ?? made.ping_path}\n`);
    process.stderr.write(
      `Any address of it from before is not valid any more. This one is not shown again.\n${made.by_name ? byName : ""}`,
    );
  }
  return exitCode.done;
};
