import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { homeFiles } from "../../home/files.ts";
import { replaceFile } from "../../home/replaceFile.ts";
import { kernel } from "../../system.ts";

/** The program that opens a file in the user's browser; null if there is no display. */
const opener = (): string | null => {
  if (kernel === "darwin") return "open";
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? "xdg-open" : null;
};

const pageTo = (url: string): string =>
  `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0; url=${url}"><title>Sentinel</title>\n`;

/**
 * Open a URL with a secret in the user's browser. Other users of the machine can see the arguments of programs, so the
 * URL is passed in a file of the home. Returns false if there is no browser, or if it does not start.
 */
export const openBrowser = async (home: string, url: string): Promise<boolean> => {
  const program = opener();
  if (program === null) return false;
  const page = join(home, homeFiles.link);
  replaceFile(page, pageTo(url));
  const started = spawn(program, [page], { stdio: "ignore", detached: true });
  started.unref();
  return Promise.race([
    once(started, "spawn").then(() => true),
    once(started, "error").then(() => false),
  ]).catch(() => false);
};
