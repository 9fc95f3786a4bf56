import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask, holderOf } from "../http/talk.ts";
import { makeRemoteUser, type RemoteUser } from "./remoteUser.ts";
import { eventually, isAlive, makePlace, type Place } from "./sentinel.ts";

const tree = `
version: 1
name: shop
children:
  web: { command: ["sh", "-c", "echo up; sleep 1000"], min_uptime: 0 }
  db: { command: sleep 1000, min_uptime: 0 }
`;
const password = "four words beside others";

let place: Place;
let remote: RemoteUser;
beforeEach(() => {
  place = makePlace(tree);
  remote = makeRemoteUser();
});
afterEach(async () => {
  remote.leave();
  await place.leave();
});

const up = (...args: ReadonlyArray<string>) => place.sentinel("up", "--detach", "--listen", "0", ...args);
const urlOf = (): string => holderOf(place.home).url ?? "none";
const settings = (text: string): void => {
  mkdirSync(place.home, { recursive: true, mode: 0o700 });
  writeFileSync(join(place.home, "settings.yaml"), text);
};

/** Make the first admin by the link that was printed, as the page behind it does. */
const setUp = async (link: string, username = "ann") => {
  const [page = "", token = ""] = link.split("/setup#");
  const body = JSON.stringify({ token, username, password });
  const headers = { "content-type": "application/json" };
  return (await ask(`${page}/api/v1/setup`, { method: "POST", headers, body })).status;
};

/** Add a user with the password of all of them. */
const addUser = (name: string, ...args: ReadonlyArray<string>) =>
  remote.pipe(password, "user", "add", name, ...args, "--password-stdin", "--home", place.home);

const logIn = (name: string, ...args: ReadonlyArray<string>) =>
  remote.pipe(password, "login", urlOf(), "--user", name, "--password-stdin", ...args);

const keyOf = async (...args: ReadonlyArray<string>) =>
  place.json<{ id: string; key: string }>("key", "create", "ci", ...args);

describe("the first admin", () => {
  it("is made by a link that a start prints, as long as there are no users", async () => {
    const { out } = await up();
    const link = /\nMake the first admin, once and within 15 minutes:\n {2}(\S+)\n/.exec(out)?.[1] ?? "";
    expect(link.startsWith(`${urlOf()}/setup#`)).toBe(true);
    expect([await setUp(link), await setUp(link, "bea")]).toEqual([201, 410]);
    await place.sentinel("down");
    expect((await up()).out).toMatch(/\nAPI at http:\S+\n$/);
  });

  it("is made by a link that a start in the foreground prints, too", async () => {
    const { process, err } = place.stay("up", "--listen", "0");
    await eventually("the link is printed", () => err().includes("/setup#"));
    expect(err()).toContain(`sentinel: API at ${urlOf()}\n`);
    process.kill();
    await eventually("it has ended", () => !isAlive(process.pid ?? 0));
  });

  it("is made by the link of `open`, which makes another one at any time", async () => {
    await up();
    const { code, out, err } = await place.sentinel("open");
    expect({ code, err }).toEqual({
      code: 0,
      err: "sentinel: it makes an admin, once and within 15 minutes, from this machine\n",
    });
    expect(await setUp(out.trim())).toBe(201);
    const link = await place.json<{ url: string; purpose: string }>("open", "--print");
    expect(link.purpose).toBe("setup");
    expect(await setUp(link.url, "bea")).toBe(201);
    const { items } = await place.json<{ items: ReadonlyArray<{ name: string }> }>("user", "list");
    expect(items.map(({ name }) => name)).toEqual(["ann", "bea"]);
  });

  it("can't be made where the daemon has no TCP address, and `open` says what to do", async () => {
    const started = await place.sentinel("up", "--detach", "--listen", "none");
    expect(started.out).not.toContain("setup#");
    expect(await place.sentinel("open")).toMatchObject({
      ...{ code: 1, out: "" },
      err: expect.stringMatching(/no TCP address.*listen:.*--listen 127\.0\.0\.1:7368/),
    });
  });
});

describe("users and keys", () => {
  it("come, are listed and go by command", async () => {
    await up();
    expect(await addUser("bea", "--role", "operator", "--scope", "web")).toEqual({
      ...{ code: 0, out: "" },
      err: "sentinel: bea was added: operator, for web\n",
    });
    const added = await place.sentinel("user", "add", "cem", "--role", "viewer");
    expect(added.out.startsWith(`${urlOf()}/reset#`)).toBe(true);
    const { out } = await place.sentinel("user", "list");
    expect(out.replaceAll(/\d{4}-\S+ \S+/g, "TIME")).toMatch(
      /^name +role +scope +since +by\nbea +operator +web +TIME +\S+\ncem +viewer +\* +TIME +\S+ +has no password yet\n$/,
    );
    expect(await place.sentinel("user", "remove", "cem")).toMatchObject({ code: 0, err: "" });
    expect(await place.sentinel("user", "remove", "bee")).toEqual({
      ...{ code: 1, out: "" },
      err: 'sentinel: there is no user "bee"; did you mean "bea"?\n',
    });
    const { key, id } = await keyOf("--role", "viewer", "--expires", "30d");
    expect(key).toMatch(/^snt_/);
    expect((await place.sentinel("key", "list")).out).toContain(`ci    ${id}  ${key.slice(0, 10)}…  viewer`);
    expect(await place.sentinel("key", "revoke", "ci")).toMatchObject({
      ...{ code: 0, out: "the API key ci was revoked\n" },
    });
    expect((await place.sentinel("key", "revoke", "ci")).err).toBe(
      'sentinel: there is no API key "ci"; there are none\n',
    );
  });

  it("a key may be made for assistants that apply unattended, and is marked as such", async () => {
    await up();
    const made = await place.sentinel("key", "create", "bot", "--role", "admin", "--unattended");
    expect(made.err).toContain("bot (admin, for the whole tree, unattended) does not expire");
    const listed = (await place.sentinel("key", "list")).out;
    expect(listed).toMatch(/^bot .+ never +never +unattended$/m);
    Object.assign(remote.variables, { SENTINEL_URL: urlOf(), SENTINEL_KEY: made.out.trim() });
    expect((await remote.sentinel("whoami")).out).toContain("admin, for the whole tree, unattended");
    const attended = await keyOf("--role", "admin");
    expect(attended).toMatchObject({ unattended: false });
  });

  it("a key that has expired is listed as expired", async () => {
    await up();
    await keyOf("--role", "viewer", "--expires", "2s");
    await eventually("the key has expired", async () =>
      / expired +never$/m.test((await place.sentinel("key", "list")).out),
    );
  });

  it("are refused with what is wrong, and nothing is made", async () => {
    await up();
    const refusals: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
      [["user", "add", "bea"], "--role is missing"],
      [["user", "add", "bea", "--role", "root"], '--role takes viewer, operator or admin, not "root"'],
      [["user", "add", "Bea", "--role", "viewer"], '"Bea" is not a valid user name'],
      [["user", "add", "bea", "--role", "viewer", "--scope", "w*"], '"w*" is not a subtree'],
      [["user", "bea"], "usage:\n  sentinel user add NAME"],
      [["user", "list", "--role", "viewer"], "Unknown option '--role'"],
      [["key", "create", "ci", "--role", "viewer", "--expires", "soon"], "--expires takes a duration"],
      [
        ["key", "create", "ci", "--role", "operator", "--unattended"],
        "--unattended needs --role admin: a key with the role operator can't apply configurations",
      ],
      [["user", "add", "", "--role", "viewer"], "an argument is empty"],
      [["key", "create"], "usage: sentinel key create NAME"],
    ];
    for (const [args, why] of refusals) {
      const { code, err } = await place.sentinel(...args);
      expect({ code, err }, args.join(" ")).toEqual({ code: 2, err: expect.stringContaining(why) });
    }
    const { code, err } = await remote.pipe(
      "short",
      ...["user", "add", "bea", "--role", "viewer", "--password-stdin", "--home", place.home],
    );
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("has 5 characters") });
    expect((await place.sentinel("user", "list")).err).toContain("there are no users");
  });

  it("a password is asked for twice on a terminal, and never shown", async () => {
    await up();
    const adding = ["user", "add", "bea", "--role", "viewer", "--home", place.home];
    const [first, again] = ["Password for bea (Enter: make a link to choose one): ", "Repeat the password: "];
    const differing = await remote.onTerminal(
      [
        [first, password],
        [again, "something else"],
      ],
      ...adding,
    );
    expect(differing).toContain("the two passwords differ");
    expect(differing).toContain("exit code 2");
    const shown = await remote.onTerminal(
      [
        [first, `${password}x\u007f`],
        [again, password],
      ],
      ...adding,
    );
    expect(shown).toContain("bea was added");
    expect(shown).not.toContain("words");
    expect((await logIn("bea")).code).toBe(0);
  });

  it("a password that `passwd` sets ends the sessions of the user", async () => {
    await up();
    await addUser("bea", "--role", "viewer");
    await logIn("bea");
    const other = "quite another four words";
    const set = await remote.pipe(
      other,
      ...["user", "passwd", "bea", "--password-stdin", "--home", place.home],
    );
    expect(set).toMatchObject({
      code: 0,
      out: "the password of bea was changed; all sessions of bea have ended\n",
    });
    expect((await remote.sentinel("whoami", "--url", urlOf())).code).toBe(1);
    expect((await logIn("bea")).code).toBe(1);
    const again = await remote.pipe(other, "login", urlOf(), "--user", "bea", "--password-stdin");
    expect(again.code).toBe(0);
    const link = await place.sentinel("user", "passwd", "bea");
    expect(link).toMatchObject({ code: 0, out: expect.stringContaining("/reset#") });
  });
});

describe("one's own password", () => {
  it("is changed on a terminal where one has logged in, and the login goes on", async () => {
    await up();
    await addUser("bea", "--role", "viewer");
    expect((await remote.sentinel("user", "passwd", "--url", urlOf())).err).toContain(
      "only who has logged in",
    );
    await logIn("bea");
    const other = "quite another four words";
    const change = (current: string) =>
      remote.onTerminal(
        [
          ["Current password of bea: ", current],
          ["New password: ", other],
          ["Repeat the password: ", other],
        ],
        ...["user", "passwd", "--url", urlOf()],
      );
    expect(await change("wrong words all of them")).toContain("the password is wrong");
    const changed = await change(password);
    expect(changed).toContain("your password was changed");
    expect(changed).not.toContain("four words");
    expect((await remote.sentinel("whoami", "--url", urlOf())).out).toContain("user:bea");
    expect((await logIn("bea")).code).toBe(1);
  });
});

describe("another daemon", () => {
  it("is reached by SENTINEL_URL with an API key, until the key is revoked", async () => {
    await up();
    const { id, key } = await keyOf("--role", "operator");
    Object.assign(remote.variables, { SENTINEL_URL: urlOf(), SENTINEL_KEY: key });
    const status = JSON.parse((await remote.sentinel("status", "--json")).out);
    expect(status.children.map(({ path }: { path: string }) => path)).toEqual(["web", "db"]);
    await expect.poll(async () => (await remote.sentinel("logs", "web")).out).toBe("up\n");
    expect((await remote.sentinel("stop", "web")).out).toBe("web: stopped (stopped by hand)\n");
    expect(await remote.sentinel("wait", "web")).toMatchObject({ code: 1, out: "" });
    expect((await remote.sentinel("start", "web")).code).toBe(0);
    expect((await remote.sentinel("wait", "web")).out).toBe("web is ready\n");
    expect((await remote.sentinel("explain", "web")).out).toContain("web is running since");
    expect((await remote.sentinel("events", "-n", "1")).out).toContain("web");
    expect((await remote.sentinel("signal", "db", "HUP")).out).toContain("SIGHUP sent to pid");
    expect((await remote.sentinel("config", "history")).out).toContain("sha256:");
    const file = join(place.folder, "sentinel.yaml");
    expect((await remote.sentinel("plan", "-f", file)).out).toContain("Nothing differs");
    expect((await remote.sentinel("apply", "-f", file)).err).toContain("takes the role admin");
    expect((await remote.sentinel("status", "nobody")).code).toBe(4);
    await place.sentinel("key", "revoke", id);
    expect(await remote.sentinel("status")).toEqual({
      ...{ code: 1, out: "" },
      err: `sentinel: ${urlOf()}: this API key or token is unknown, has expired or was revoked; run \`sentinel login ${urlOf()}\`\n`,
    });
  });

  it("changes by command as the one here does, for an admin", async () => {
    await up();
    const { key } = await keyOf("--role", "admin");
    Object.assign(remote.variables, { SENTINEL_URL: urlOf(), SENTINEL_KEY: key });
    expect((await remote.sentinel("add", "more", "--", "sleep", "1000")).out).toBe("more: running (alive)\n");
    expect((await remote.sentinel("remove", "more")).code).toBe(0);
    place.write(tree.replace("sleep 1000, min", "sleep 1001, min"));
    const applied = await remote.sentinel("apply", "-f", join(place.folder, "sentinel.yaml"));
    expect(applied).toMatchObject({ code: 0, out: expect.stringContaining("Now at revision") });
    expect((await remote.sentinel("config", "rollback")).code).toBe(0);
    expect((await remote.sentinel("user", "add", "bea", "--role", "viewer")).out).toContain("/reset#");
  });

  it("has its output and events followed over a restart of it", async () => {
    await up();
    const url = urlOf();
    const { key } = await keyOf("--role", "operator");
    remote.variables.SENTINEL_KEY = key;
    const feed = remote.stay("events", "-f", "--url", url, "--json", "-n", "1");
    const lines = remote.stay("logs", "web", "-f", "--url", url);
    await eventually("the last event is there", () => feed.out().includes("create_key"));
    await eventually("the output so far is there", () => lines.out() === "up\n");
    await place.killDaemon();
    await place.sentinel("up", "--detach", "--listen", url.replace("http://", ""));
    await place.sentinel("stop", "db");
    await eventually("it goes on", () => feed.out().includes('"stopped by hand"'));
    await place.sentinel("restart", "web");
    await eventually("there is more output", () => lines.out() === "up\nup\n");
    for (const { process } of [feed, lines]) process.kill();
  });

  it("is no home: up, down and what else has to do with this machine say so", async () => {
    for (const args of [["up"], ["daemon"], ["down"], ["open"], ["doctor"]]) {
      const { code, err } = await remote.sentinel(...args, "--url", "http://127.0.0.1:1");
      expect({ code, err }, args[0]).toEqual({
        ...{ code: 2, err: expect.stringContaining("works on a home of this machine; leave out --url") },
      });
    }
    expect((await remote.sentinel("status", "--url", "http://127.0.0.1:1", "--home", "x")).code).toBe(2);
    expect((await remote.sentinel("status", "--url", "127.0.0.1:7368")).err).toContain("begin with http://");
    remote.variables.SENTINEL_URL = "http://127.0.0.1:1";
    expect((await remote.sentinel("down")).err).toContain("SENTINEL_URL names http://127.0.0.1:1; unset it");
  });

  it("that is not there, or is something else, is reported as such", async () => {
    await up();
    const { code, err } = await remote.sentinel("status", "--url", "http://127.0.0.1:1");
    expect({ code, err }).toEqual({
      ...{
        code: 3,
        err: "sentinel: the daemon at http://127.0.0.1:1 can't be reached: nothing listens there\n",
      },
    });
    expect(await remote.sentinel("status", "--url", `${urlOf()}/elsewhere`)).toMatchObject({ code: 1 });
    const secure = await remote.sentinel("status", "--url", urlOf().replace("http:", "https:"));
    expect(secure).toMatchObject({ code: 3, err: expect.stringContaining("does not speak TLS") });
  });
});

describe("a login", () => {
  it("is stored for the user alone, tells who one is, and ends", async () => {
    await up();
    await addUser("bea", "--role", "operator", "--scope", "web");
    expect(
      await remote.pipe("wrong words all of them", "login", urlOf(), "--user", "bea", "--password-stdin"),
    ).toEqual({
      ...{ code: 1, out: "", err: "sentinel: the user name or the password is wrong\n" },
    });
    const done = await logIn("bea");
    expect(done).toMatchObject({ code: 0, out: `logged in at ${urlOf()} as user:bea (operator, for web)\n` });
    expect(statSync(remote.logins).mode & 0o777).toBe(0o600);
    expect(readFileSync(remote.logins, "utf8")).not.toContain(password);
    const who = await remote.sentinel("whoami", "--url", urlOf(), "--json");
    expect(JSON.parse(who.out)).toMatchObject({ principal: "user:bea", role: "operator", scope: ["web"] });
    expect((await remote.sentinel("restart", "web", "--url", urlOf())).code).toBe(0);
    expect((await remote.sentinel("status", "db", "--url", urlOf())).code).toBe(4);
    expect((await remote.sentinel("trees")).out).toContain("there is no tree");
    expect(await remote.sentinel("logout")).toMatchObject({
      ...{ code: 0, err: "", out: `logged out at ${urlOf()} (user:bea)\n` },
    });
    expect((await remote.sentinel("whoami", "--url", urlOf())).err).toContain("you have not logged in at");
    const { items } = await place.json<{ items: ReadonlyArray<unknown> }>("user", "list");
    expect(items).toHaveLength(1);
  });

  it("is made with an API key, too, which a logout does not revoke", async () => {
    await up();
    const { key } = await keyOf("--role", "viewer");
    const login = () => remote.pipe(`${key}\n`, "login", urlOf(), "--key-stdin", "--json");
    expect(JSON.parse((await login()).out)).toEqual({
      ...{ url: urlOf(), principal: "key:ci", role: "viewer", scope: null, expires_at: null },
    });
    expect((await remote.sentinel("status", "--url", urlOf())).code).toBe(0);
    expect((await remote.sentinel("logout")).code).toBe(0);
    expect((await login()).code).toBe(0);
    expect((await remote.pipe("snt_wrong", "login", urlOf(), "--key-stdin")).code).toBe(1);
  });

  it("needs somebody to ask, or all that it takes", async () => {
    for (const args of [[], ["--user", "bea"], ["--password-stdin"], ["--user", "bea", "--key-stdin"]])
      expect((await remote.sentinel("login", "http://127.0.0.1:1", ...args)).code, args.join(" ")).toBe(2);
    expect((await remote.sentinel("login")).err).toContain("usage: sentinel login URL");
    expect((await remote.sentinel("logout")).err).toContain("you have not logged in anywhere");
  });

  it("that can't be read is not replaced silently", async () => {
    mkdirSync(join(remote.logins, ".."), { recursive: true });
    writeFileSync(remote.logins, "{");
    const { code, err } = await remote.sentinel("status", "--url", "http://127.0.0.1:1");
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("it is not JSON") });
  });
});

describe("a certificate that the system does not trust", () => {
  const fingerprintOf = async (): Promise<string> => (await place.status()).daemon.tls_fingerprint ?? "";

  it("is trusted by its fingerprint only, and then no other one is", async () => {
    settings("listen: 127.0.0.1:0\ntls: self-signed\n");
    await place.sentinel("up", "--detach");
    await addUser("bea", "--role", "viewer");
    const url = urlOf();
    expect(url).toMatch(/^https:/);
    const fingerprint = await fingerprintOf();
    const refused = await logIn("bea");
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain(fingerprint);
    expect(refused.err).toContain("is not trusted: it is self-signed.");
    expect((await remote.sentinel("status", "--url", url)).err).toContain("is not trusted");
    expect((await logIn("bea", "--fingerprint", fingerprint.toLowerCase().replaceAll(":", ""))).code).toBe(0);
    expect((await remote.sentinel("status", "--url", url)).code).toBe(0);
    const other = fingerprint.replace(/^../, (first) => (first === "00" ? "01" : "00"));
    const changed = await remote.sentinel("status", "--url", url, "--fingerprint", other);
    expect(changed).toMatchObject({ code: 3, err: expect.stringContaining("not the one that you trust") });
    expect((await remote.sentinel("status", "--url", url, "--fingerprint", "ab")).code).toBe(2);
  });

  it("is shown on a terminal, and trusted if the user says yes", async () => {
    settings("listen: 127.0.0.1:0\ntls: self-signed\n");
    await place.sentinel("up", "--detach");
    await addUser("bea", "--role", "viewer");
    const question = "[yes/no] ";
    const login = ["login", urlOf()];
    const no = await remote.onTerminal([[question, "no"]], ...login);
    expect(no).toContain("nothing was sent");
    const yes = await remote.onTerminal(
      [
        [question, "yes"],
        ["User (Enter: use an API key): ", "bea"],
        ["Password of bea: ", password],
      ],
      ...login,
    );
    expect(yes).toContain(await fingerprintOf());
    expect(yes).toContain("as user:bea");
    expect(yes).not.toContain(password);
    expect((await remote.sentinel("whoami", "--url", urlOf())).out).toContain("user:bea at https:");
  });
});

describe("what a daemon stores of accounts", () => {
  it("is in a database that only its owner can read, also one of an older version", async () => {
    await up();
    const file = join(place.home, "sentinel.db");
    const modes = () => [file, `${file}-wal`, `${file}-shm`].map((one) => statSync(one).mode & 0o777);
    expect(modes()).toEqual([0o600, 0o600, 0o600]);
    await place.killDaemon();
    for (const part of [file, `${file}-wal`, `${file}-shm`]) chmodSync(part, 0o644);
    await up();
    expect(modes()).toEqual([0o600, 0o600, 0o600]);
  });
});
