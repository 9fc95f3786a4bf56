import { spawn } from "node:child_process";
import type { Send } from "./Send.ts";

/**
 * Sends by systemd-notify(1). systemd finds the unit of a message by the process that sent it, and loses the message if
 * that has ended by then; since version 246 the program waits for that. `complain` is told once if it can't be run.
 */
export const notifyProgram = (address: string, complain: (what: string) => void): Send => {
  let hasFailed = false;
  const failed = (why: string): void => {
    if (!hasFailed)
      complain(`systemd is not told how this daemon is, and will end it: systemd-notify ${why}`);
    hasFailed = true;
  };
  return (message) => {
    const program = spawn("systemd-notify", message.split("\n"), {
      env: { PATH: process.env.PATH, NOTIFY_SOCKET: address },
      stdio: "ignore",
    });
    program.on("error", ({ message: why }) => failed(`can't be run: ${why}`));
    program.on("exit", (code) => {
      if (code !== 0) failed(`failed with exit code ${code}`);
    });
    program.unref();
  };
};
