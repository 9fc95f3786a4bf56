import { CliError, exitCode } from "../../client/client.ts";

/** Why a text is not the URL of a daemon; null if it is one. */
const problemOf = (text: string): string | null => {
  if (!/^https?:\/\/[^/]/i.test(text)) return "begin with http:// or https://";
  if (!URL.canParse(text)) return "it is no URL";
  const { username, password, search, hash } = new URL(text);
  if (username || password) return "leave out the user; `sentinel login URL` asks for it";
  return search || hash ? "leave out what follows the path" : null;
};

/**
 * The URL of a daemon in its stored form: without a slash at the end. `from`: the option or variable that contains it.
 */
export const daemonUrl = (text: string, from: string): string => {
  const problem = problemOf(text);
  if (problem !== null)
    throw new CliError(
      exitCode.usage,
      `${from} takes the address of a daemon's API, such as http://127.0.0.1:7368 or https://example.com/sentinel, not "${text}": ${problem}`,
    );
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname.replace(/\/+$/, "")}`;
};

/** Whether data sent to a URL stays on this machine or is encrypted. */
export const isPrivate = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || /^(localhost|127\..*|\[::1\])$/.test(hostname);
};
