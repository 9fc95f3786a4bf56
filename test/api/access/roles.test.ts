// Each role at each route: the table of decisions, which no route may be missing in.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../../../api/contract/contract.ts";
import { type Daemon, makeDaemon } from "../daemon.ts";
import { keyWith } from "./clients.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up } }
children: { web: { children: { api: { command: api } } }, db: { command: db } }
`;

const routes = Object.values(contract);
const roles = ["viewer", "operator", "admin"] as const;
const rank = { anyone: -1, viewer: 0, operator: 1, admin: 2 } as const;

let daemon: Daemon;
const keys = new Map<string, Awaited<ReturnType<typeof keyWith>>>();
beforeAll(async () => {
  daemon = await makeDaemon(tree);
  for (const role of roles) {
    keys.set(role, await keyWith(daemon, { name: role, role }));
    keys.set(`${role} of web`, await keyWith(daemon, { name: `${role}.web`, role, scope: ["web/*"] }));
  }
});
afterAll(() => daemon.end());

/** What a route is called with: no body that it could take, so that nothing happens where the caller may use it. */
const called = (path: string): string => path.replaceAll(/:\w+/g, "nothing");
const isRefusal = (status: number, code: string): boolean =>
  status === 401 ? code === "Unauthenticated" : status === 403 && code === "Forbidden";

/** Streams that don't end, and a hold until the tree has started, are known by their first byte. */
const decisions = async (who: string) => {
  const found: Record<string, "refused" | "let in"> = {};
  for (const { name, method, path, at } of routes) {
    // Outside of the prefix of the harness.
    if (at === "root") continue;
    const body = method === "GET" ? undefined : "no JSON";
    const key = keys.get(who);
    const ask =
      key === undefined
        ? daemon.remotely(method, called(path), { body })
        : key.ask(method, called(path), body);
    const { status, body: answer } = await ask;
    found[name] = isRefusal(status, answer?.code) ? "refused" : "let in";
    expect(status, `${who}: ${method} ${path}`).not.toBe(500);
  }
  return found;
};

const expected = (isLetIn: (route: (typeof routes)[number]) => boolean) =>
  Object.fromEntries(
    routes
      .filter(({ at }) => at !== "root")
      .map((route) => [route.name, isLetIn(route) ? "let in" : "refused"]),
  );

describe("the table of roles", () => {
  for (const role of roles) {
    it(`lets a key with the role ${role} use what takes that role or a lower one`, async () => {
      expect(await decisions(role)).toEqual(expected((route) => rank[role] >= rank[route.role]));
    });

    it(`lets a key with the role ${role} for a part of the tree use what is about parts`, async () => {
      expect(await decisions(`${role} of web`)).toEqual(
        expected(
          (route) => rank[role] >= rank[route.role] && (route.scope === "tree" || route.role === "anyone"),
        ),
      );
    });
  }

  it("lets somebody without a principal use what is for anyone", async () => {
    expect(await decisions("nobody")).toEqual(expected(({ role }) => role === "anyone"));
  });

  it("has routes for anyone only where something is shown instead, a password or a link, or nothing of the tree is", () => {
    expect(
      routes
        .filter(({ role }) => role === "anyone")
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      ...["/docs", "/docs.css", "/healthz", "/openapi.json", "/password", "/readyz", "/session", "/setup"],
    ]);
  });
});
