// Who comes by the unix socket of a home, as the kernel tells it. Only root can come beside the owner: here the folder is
// opened to others by hand.
import { execFile } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Effect } from "effect";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { peersOf } from "../../src/adapters/node/home/peers.ts";
import type { PeerUid } from "../../src/adapters/node/home/peerUid.ts";
import { loginName } from "../../src/client/loginName.ts";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { needsOtherUsers, needsRoot } from "../support/needs.ts";
import { askOwner, holderOf } from "./talk.ts";

/** Loaded before the program: koffi is not found, and that it was looked for is noted. */
const withoutKoffi = `
  const { Module } = require("node:module");
  const { appendFileSync } = require("node:fs");
  const find = Module._resolveFilename;
  Module._resolveFilename = (name, ...more) => {
    if (name !== "koffi") return find(name, ...more);
    appendFileSync(__filename + ".asked", "koffi\\n");
    throw Object.assign(new Error("Cannot find module 'koffi'"), { code: "MODULE_NOT_FOUND" });
  };
`;

const run = promisify(execFile);
const setpriv = (user: string, ...command: ReadonlyArray<string>) =>
  run("setpriv", ["--reuid", user, "--regid", "65534", "--clear-groups", "--", ...command]);

/** A request to a socket, as a program that prints the answer. */
const client = `
const [, socketPath, path] = process.argv;
require("node:http").get({ socketPath, path }, (response) => response.pipe(process.stdout));
`;
const askAs = async (user: string, socket: string, path: string): Promise<string> =>
  (await setpriv(user, process.execPath, "-e", client, socket, path)).stdout;

const ask = (socketPath: string): Promise<string> =>
  new Promise((resolve, reject) => {
    request({ socketPath, agent: false })
      .on("error", reject)
      .on("response", async (response) => {
        let text = "";
        for await (const chunk of response.setEncoding("utf8")) text += chunk;
        resolve(text);
      })
      .end();
  });

describe("the other end of a connection", () => {
  let folder = "";
  let server: Server;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sentinel-peers-"));
    chmodSync(folder, 0o711);
  });
  afterEach(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A server that answers with the name of who asks. `asked`: the descriptors that the kernel was asked about. */
  const serve = async (load?: () => Promise<PeerUid>): Promise<string> => {
    const socket = join(folder, "s");
    server = createServer((incoming, outgoing) => {
      void Effect.runPromise(peerOf(incoming.socket)).then((name) => outgoing.end(name));
    });
    const peerOf = peersOf(server, "the-owner", load);
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    chmodSync(socket, 0o666);
    return socket;
  };

  it("is the owner, where it is a process of the same user", async () => {
    expect(await ask(await serve())).toBe("the-owner");
  });

  needsRoot("has the name of its user, whoever that is", async () => {
    const socket = await serve();
    expect(await askAs("nobody", socket, "/")).toBe("nobody");
    expect(await ask(socket)).toBe("the-owner");
  });

  needsRoot("has a number for a name, where the machine has none for it", async () => {
    expect(await askAs("54321", await serve(), "/")).toBe("54321");
  });

  it("is taken for the owner where koffi is not installed, and where the kernel does not tell", async () => {
    expect(await ask(await serve(() => import("koffi-that-is-not-there" as string)))).toBe("the-owner");
    server.close();
    expect(await ask(await serve(async () => () => null))).toBe("the-owner");
  });

  it("is asked for once a connection, and loads what asks with the first one", async () => {
    const asked: Array<number> = [];
    const load = vi.fn(async () => (fd: number) => {
      asked.push(fd);
      return 0xffff_fffe;
    });
    const socket = await serve(load);
    expect(load).not.toHaveBeenCalled();
    expect([await ask(socket), await ask(socket)]).toEqual(["4294967294", "4294967294"]);
    expect(load).toHaveBeenCalledTimes(1);
    expect(asked).toHaveLength(2);
  });
});

const tree = "name: shop\nchildren: { web: { command: sleep 1000, min_uptime: 0 } }\n";
const program = join(import.meta.dirname, "../../dist/sentinel.js");

const restart = `
  const [, socketPath] = process.argv;
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ verb: "restart", paths: ["web"] });
  require("node:http").request({ socketPath, method: "POST", path: "/api/v1/actions", headers }, (response) => response.resume())
    .end(body);
`;

/** Who has restarted something, newest first, by the audit log. */
const restartedBy = async (socket: string): Promise<ReadonlyArray<string>> => {
  const { body } = await askOwner(socket, "GET", "/audit?action=restart");
  return body.items.map(({ by }: { readonly by: string }) => by);
};

describe("the principal of a request on the unix socket", () => {
  let place: Place;
  const begin = (): void => {
    place = makePlace(tree);
  };
  afterEach(async () => {
    vi.unstubAllEnvs();
    await place?.leave();
  });

  needsRoot("is the user who has sent it", async () => {
    begin();
    await place.sentinel("up", "--detach", "--listen", "none");
    const { socket } = holderOf(place.home);
    await place.sentinel("restart", "web");
    // What keeps others out.
    for (const folder of [place.folder, place.home]) chmodSync(folder, 0o711);
    chmodSync(socket, 0o666);
    await setpriv("nobody", process.execPath, "-e", restart, socket);
    expect(await restartedBy(socket)).toEqual(["user:nobody", "user:root"]);
  });

  it("is the owner where koffi is not installed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sentinel-peers-"));
    const preload = join(folder, "withoutKoffi.cjs");
    writeFileSync(preload, withoutKoffi);
    vi.stubEnv("NODE_OPTIONS", `--require=${preload}`);
    begin();
    await place.sentinel("up", "--detach", "--listen", "none");
    const { code } = await place.sentinel("restart", "web");
    expect(code).toBe(0);
    expect(await restartedBy(holderOf(place.home).socket)).toEqual([`user:${loginName()}`]);
    // The test is worth something only where koffi was asked for.
    expect(readFileSync(`${preload}.asked`, "utf8")).toBe("koffi\n");
    rmSync(folder, { recursive: true });
  });

  needsOtherUsers("is root, where root talks to the daemon of another user", async () => {
    begin();
    chmodSync(place.folder, 0o711);
    mkdirSync(place.home, { mode: 0o700 });
    chownSync(place.home, 65_534, 65_534);
    writeFileSync(join(place.folder, "sentinel.yaml"), tree, { mode: 0o644 });
    const env = { ...process.env, SENTINEL_HOME: place.home, HOME: place.folder };
    const asNobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups", "--"];
    await run("setpriv", [...asNobody, process.execPath, program, "up", "--detach", "--listen", "none"], {
      cwd: place.folder,
      env,
    });
    const { socket } = holderOf(place.home);
    await run("setpriv", [...asNobody, process.execPath, program, "restart", "web"], {
      cwd: place.folder,
      env,
    });
    await place.sentinel("restart", "web");
    expect(await restartedBy(socket)).toEqual(["user:root", "user:nobody"]);
  });
});
