import { Effect } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { anonymousCaller, type Caller } from "../../api/caller.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none, on_limit: escalate }
children:
  web:
    strategy: one_for_all
    intensity: 0
    children:
      api: { command: api }
      worker: { command: worker }
  db: { command: db }
`;

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

const viewer: Caller = {
  ...anonymousCaller(null),
  principal: { kind: "key", id: "eyes" },
  role: "viewer",
  scope: null,
};

describe("POST /actions/preview", () => {
  it("says what would happen, and nothing happens", async () => {
    const { status, body } = await daemon.post("/actions/preview", {
      verb: "stop",
      paths: ["web", "web/api"],
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      touched: [
        { path: "web/worker", effect: "stops", because: "web stops" },
        { path: "web/api", effect: "stops", because: "web stops" },
        { path: "web", effect: "stops", because: "stopped by hand" },
      ],
      refused: [],
      sentence: "Stop web: 2 services stop, in reverse order (web/worker, web/api).",
    });
    const { body: child } = await daemon.get("/children/web");
    expect(child.state).toBe("running");
    const { items } = (await daemon.get("/events")).body;
    expect(items.filter(({ type }: { type: string }) => type === "action")).toEqual([]);
  });

  it("does not fail where the command would be refused, but says so", async () => {
    await daemon.post("/actions", { verb: "stop", paths: ["web"] });
    const { status, body } = await daemon.post("/actions/preview", { verb: "start", paths: ["web/api"] });
    expect(status).toBe(200);
    expect(body.touched).toEqual([]);
    expect(body.refused).toMatchObject([{ path: "web/api" }]);
    expect(body.refused[0].reason).toContain("its supervisor web is stopped");
  });

  it("refuses what is no command, and children that are not there", async () => {
    expect(await daemon.post("/actions/preview", { verb: "stop", paths: ["web"], wait: true })).toMatchObject(
      {
        status: 400,
      },
    );
    expect(await daemon.post("/actions/preview", { verb: "stop", paths: ["nobody"] })).toMatchObject({
      status: 404,
    });
  });

  it("is refused to a viewer, who may ask what goes along with a crash", async () => {
    const eyes = await makeDaemon(tree, { identify: () => Effect.succeed(viewer) });
    expect(await eyes.post("/actions/preview", { verb: "stop", paths: ["web"] })).toMatchObject({
      status: 403,
    });
    expect(await eyes.get("/children/web%2Fapi/blast-radius")).toMatchObject({ status: 200 });
    await eyes.end();
  });
});

describe("GET /children/:path/blast-radius", () => {
  it("says what follows from a crash, all the way up", async () => {
    const { body } = await daemon.get("/children/web%2Fapi/blast-radius");
    expect(body.touched).toMatchObject([
      { path: "web/api", effect: "restarts", because: "more than 0 restarts within 60 s" },
      { path: "web/worker", effect: "restarts", because: "web stops" },
      { path: "web", effect: "restarts", because: "it gives up on api: more than 0 restarts within 60 s" },
    ]);
    expect(body.sentence).toBe("If web/api crashes now: 2 services restart (web/api, web/worker).");
  });

  it("of a part of the tree tells nothing of the rest", async () => {
    const scoped = await makeDaemon(tree, {
      identify: () => Effect.succeed({ ...viewer, scope: ["web/api"] }),
    });
    const { body } = await scoped.get("/children/web%2Fapi/blast-radius");
    expect(body.touched.map(({ path }: { path: string }) => path)).toEqual(["web/api"]);
    expect(body.sentence).toBe("If web/api crashes now: it alone restarts.");
    await scoped.end();
  });
});
