import type { Daemon, RemoteAnswer } from "../daemon.ts";

/** A password that nothing is wrong with. */
export const password = "four words beside others";

/** A browser: it has a cookie, and shows the CSRF token that it was told. */
interface Browser {
  readonly cookie: string;
  readonly csrf: string;
  readonly session: string;
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<RemoteAnswer>;
}

/** The cookie that an answer sets, as it is sent back. */
export const cookieOf = ({ headers }: RemoteAnswer): string => headers.get("set-cookie")?.split(";")[0] ?? "";

/** The browser that has got this answer to a login. */
export const browserOf = (daemon: Daemon, answer: RemoteAnswer): Browser => {
  if (answer.status !== 201) throw new Error(`no login: ${JSON.stringify(answer.body)}`);
  const [cookie, csrf] = [cookieOf(answer), answer.body.csrf];
  return {
    ...{ cookie, csrf, session: answer.body.session.id },
    ask: (method, path, body, headers = {}) =>
      daemon.remotely(method, path, { body, headers: { cookie, "x-csrf-token": csrf, ...headers } }),
  };
};

/** The first admin, made by a one-time link. */
export const setUp = async (daemon: Daemon, username = "ann"): Promise<Browser> => {
  const { body: link } = await daemon.post("/links", {});
  return browserOf(
    daemon,
    await daemon.remotely("POST", "/setup", { body: { token: link.token, username, password } }),
  );
};

export const logIn = async (daemon: Daemon, username: string): Promise<Browser> =>
  browserOf(daemon, await daemon.remotely("POST", "/session", { body: { username, password } }));

/** A user with that role, logged in. */
export const userWith = async (
  daemon: Daemon,
  name: string,
  role: string,
  scope: ReadonlyArray<string> | null = null,
): Promise<Browser> => {
  const { status, body } = await daemon.post("/users", { name, role, scope, password });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return logIn(daemon, name);
};

/** An API key: its id, and how a program asks with it. */
export const keyWith = async (daemon: Daemon, rights: Readonly<Record<string, unknown>>) => {
  const { status, body } = await daemon.post("/keys", { name: "ci", ...rights });
  if (status !== 201) throw new Error(JSON.stringify(body));
  const headers = { authorization: `Bearer ${body.key}` };
  return {
    id: String(body.id),
    key: String(body.key),
    ask: (method: string, path: string, given?: unknown) =>
      daemon.remotely(method, path, { body: given, headers }),
  };
};
