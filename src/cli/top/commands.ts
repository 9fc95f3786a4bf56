import { CliError, request } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { outcomeLine } from "../view/lines/outcomeLine.ts";
import type { Command, Message, Mode } from "./TopState.ts";

const refusal = (error: unknown): Message => {
  if (error instanceof CliError) return { text: error.message, tone: "red" };
  throw error;
};

/** What a command would do, as a question; or why it is refused. */
export const previewCommand = async (
  daemon: DaemonRef,
  command: Command,
  path: string,
): Promise<Mode | Message> => {
  try {
    const preview = await request(daemon, "POST /actions/preview", { verb: command, paths: [path] });
    const [refused] = preview.refused;
    if (refused !== undefined) return { text: refused.reason, tone: "red" };
    return { kind: "confirm", command, path, question: preview.sentence };
  } catch (error) {
    return refusal(error);
  }
};

/** Carry out a command, and say what has come of it. */
export const carryOut = async (daemon: DaemonRef, command: Command, path: string): Promise<Message> => {
  try {
    const { outcomes } = await request(daemon, "POST /actions", { verb: command, paths: [path], wait: true });
    const reached = outcomes.every((outcome) => outcome.reached);
    const text = outcomes.map((outcome) => outcomeLine(outcome, Date.now())).join("; ");
    return { text, tone: reached ? "green" : "red" };
  } catch (error) {
    return refusal(error);
  }
};
