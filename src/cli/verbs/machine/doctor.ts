import { resolve } from "node:path";
import { ask, CliError, exitCode } from "../../../client/client.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import { readRecord } from "../../../home/record.ts";
import { atMost, type Invocation, parseInvocation } from "../../arguments/invocation.ts";
import { examine, type Patient } from "../../doctor/examine.ts";
import type { Finding } from "../../doctor/Finding.ts";
import { addressed } from "../../doctor/print/addressed.ts";
import { reportDocument } from "../../doctor/print/document.ts";
import { reportText } from "../../doctor/print/report.ts";
import { repair } from "../../doctor/repair/repair.ts";
import { hasColour } from "../../terminal/style.ts";

const parsed = (typed: ReadonlyArray<string>): Invocation =>
  parseInvocation(typed, { fix: { type: "boolean" }, verbose: { type: "boolean", short: "v" } });

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parsed(typed);
  atMost(0, invocation, "doctor [--fix] [-v] [--json]");
  const found = await examine(await patientOf(invocation));
  const repairs = invocation.flag("fix") ? await repair(found, homeOf(invocation)) : [];
  // What was repaired is looked at again; the home may have been moved.
  const findings = (repairs.length === 0 ? found : await examine(await patientOf(parsed(typed)))).map(
    withAddress(parsed(typed)),
  );
  process.stdout.write(
    invocation.json
      ? `${JSON.stringify(reportDocument(findings, repairs))}\n`
      : reportText(findings, repairs, {
          coloured: hasColour(process.stdout),
          width: process.stdout.columns ?? Number.POSITIVE_INFINITY,
          isVerbose: invocation.flag("verbose"),
        }),
  );
  return findings.some(({ verdict }) => verdict === "problem") ? exitCode.failed : exitCode.done;
};

/** The file of a home's tree, unless it is the one in this folder. */
const fileToName = (home: string | null): string | null => {
  const file = home === null ? null : (readRecord(home)?.file ?? null);
  return file === resolve("sentinel.yaml") ? null : file;
};

/** The finding with a command that can be typed here. */
const withAddress = (invocation: Invocation) => {
  const options = ["home", "tree"].flatMap((name) => {
    const value = invocation.value(name);
    return value === undefined ? [] : [`--${name}`, value];
  });
  const address = { options, file: fileToName(homeOf(invocation)) };
  return (finding: Finding): Finding =>
    finding.command === undefined ? finding : { ...finding, command: addressed(finding.command, address) };
};

/** The selected home; null: there is none. */
const homeOf = (invocation: Invocation): string | null => {
  const home = homeOrWhy(invocation);
  return home instanceof CliError ? null : home;
};

/** The selected home, or why there is none, which is itself a finding. */
const homeOrWhy = (invocation: Invocation): string | CliError => {
  try {
    return invocation.home;
  } catch (error) {
    if (error instanceof CliError && error.code === exitCode.noDaemon) return error;
    throw error;
  }
};

const patientOf = async (invocation: Invocation): Promise<Patient> => {
  const home = homeOrWhy(invocation);
  return home instanceof CliError ? { home: null, why: home } : { home, status: await statusOf(home) };
};

/** How long the daemon may take to answer, in ms: an unresponsive one is a finding. */
const livenessTimeout = 2_000;

/** The status, or why there is none, which is itself a finding. */
const statusOf = (home: string): Promise<TreeStatus | CliError> =>
  ask(home, "GET /status", { livenessTimeout }).catch((error: unknown) => {
    if (error instanceof CliError && error.code === exitCode.noDaemon) return error;
    throw error;
  });
