import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
children:
  jobs:
    provision: { check: { every: 1h }, max_checks: 3 }
    children: { declared: { check: { every: 1d } }, web: { command: web } }
  nested: { children: { other: { check: { every: 1d } } } }
`;

let daemon: Daemon;
let url: string;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
  const made = await daemon.post("/checks/jobs/key", {});
  expect(made).toMatchObject({ status: 201, body: { path: "jobs", by_name: true } });
  url = made.body.ping_path;
});
afterEach(() => daemon.end());

/** Ask as `curl` does. */
const ping = (path: string, method = "GET"): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request({ socketPath: daemon.socket, method, path });
    sent.on("error", reject).on("response", async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    sent.end();
  });
const statusOf = async (path: string, method?: string): Promise<number> => (await ping(path, method)).status;

const checks = async (): Promise<ReadonlyArray<string>> =>
  (await daemon.get("/checks")).body.items.map(
    ({ path, check }: { readonly path: string; readonly check: string }) => `${path} ${check}`,
  );
const actions = async () =>
  (await daemon.get("/events")).body.items
    .filter(({ action }: { readonly action: string }) => action === "provision")
    .map((one: Record<string, unknown>) => [one.by, one.outcome, one.subject, one.reason]);

describe("the ping address of a supervisor that creates checks", () => {
  it("creates a check with the first report under a new name, if it is asked to, and takes the report", async () => {
    expect(await ping(`${url}/nightly`)).toEqual({
      status: 404,
      text: "no check has this address; it may have been replaced\n",
    });
    expect(await ping(`${url}/nightly/start?create=1&rid=a`)).toEqual({ status: 200, text: "OK\n" });
    expect(await checks()).toEqual(["jobs/declared new", "jobs/nightly started", "nested/other new"]);
    expect(await statusOf(`${url}/nightly/0?rid=a&create=1`, "POST")).toBe(200);
    expect(await statusOf(`${url}/nightly`, "HEAD")).toBe(200);
    expect(await statusOf(`${url}/declared`)).toBe(200);
    expect((await checks()).slice(0, 1)).toEqual(["jobs/declared up"]);
    expect(await actions()).toEqual([["ping", "done", "jobs/nightly", "created by a report"]]);
  });

  it("creates nothing for a report that is wrong", async () => {
    expect(await statusOf(`${url}/nightly/bogus?create=1`)).toBe(404);
    expect(await statusOf(`${url}/nightly/256?create=1`)).toBe(404);
    expect(await statusOf(`${url}/nightly?create=1&at=soon`)).toBe(400);
    expect(await statusOf(`${url}/nightly?create=1&rid=`)).toBe(400);
    expect(await statusOf(`${url}/nightly?create=yes`)).toBe(404);
    expect(await checks()).toEqual(["jobs/declared new", "nested/other new"]);
  });

  it("says the same of what is not there, what is no check, and what is elsewhere", async () => {
    const paths = [
      "",
      "/web",
      "/missing",
      "/..%2Fnested%2Fother",
      "/nested%2Fother",
      "/a%2Fb?create=1",
      "/%231?create=1",
    ];
    for (const path of paths)
      expect(await ping(`${url}${path}`), path).toEqual({
        status: 404,
        text: "no check has this address; it may have been replaced\n",
      });
    expect(await statusOf("/ping/guessed/nightly?create=1")).toBe(404);
    expect(await statusOf(`${url}/web?create=1`), "the name is taken").toBe(404);
    expect((await daemon.post("/checks/nested/key", {})).status).toBe(409);
  });

  it("creates as many as it may, and events say why it does not create more", async () => {
    for (const name of ["a", "b", "c"]) expect(await statusOf(`${url}/${name}?create=1`)).toBe(200);
    expect(await ping(`${url}/d?create=1`)).toEqual({
      status: 409,
      text: "no check can be created here now; the events of the daemon say why\n",
    });
    expect((await actions()).at(-1)).toEqual([
      ...["ping", "refused", "jobs"],
      "no check can be created under jobs: there are 3 already, as many as `provision.max_checks` allows",
    ]);
    expect(await statusOf(`${url}/a`), "those that are there go on").toBe(200);
  });

  it("creates one check for reports that come at the same time, and 60 a minute", async () => {
    const several = await Promise.all(Array.from({ length: 5 }, () => statusOf(`${url}/same?create=1`)));
    expect(several).toEqual([200, 200, 200, 200, 200]);
    expect((await checks()).filter((one) => one.includes("same"))).toHaveLength(1);
    const rest = await Promise.all(Array.from({ length: 60 }, (_, n) => statusOf(`${url}/n${n}?create=1`)));
    expect(rest.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(await statusOf(`${url}/same`)).toBe(200);
  });

  it("creates a check that was removed anew, and takes nothing while the supervisor is stopped", async () => {
    await ping(`${url}/nightly?create=1`);
    await daemon.remove("/children?path=jobs%2Fnightly");
    expect(await statusOf(`${url}/nightly`)).toBe(404);
    await daemon.post("/actions", { verb: "stop", paths: ["jobs"] });
    expect(await statusOf(`${url}/nightly?create=1`)).toBe(503);
    await daemon.post("/actions", { verb: "start", paths: ["jobs"] });
    expect(await statusOf(`${url}/nightly?create=1`)).toBe(200);
  });
});
