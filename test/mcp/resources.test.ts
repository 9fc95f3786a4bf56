import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "../e2e/sentinel.ts";
import { type Assistant, onStdio } from "./assistant.ts";

const tree = `version: 1
name: shop
defaults: { min_uptime: 0 }
children:
  web: { children: { api: { command: sleep 1000 } } }
  pool: { command: sleep 1001, replicas: 2 }
`;

let place: Place;
let assistant: Assistant;
beforeAll(async () => {
  place = makePlace(tree);
  assistant = await onStdio(place);
});
afterAll(async () => {
  await assistant.client.close();
  await place.leave();
});

// The server is there before the daemon: assistants start it when they start themselves.
describe("a server without a daemon", () => {
  it("says in each answer that none runs, and what to do", async () => {
    const { call, client, read } = assistant;
    for (const [tool, input] of [
      ["status", {}],
      ["logs", {}],
      ["stop", { paths: ["web"] }],
      ["wait", { paths: ["web"] }],
      ["apply", {}],
    ] as const)
      expect(await call(tool, input), tool).toEqual({
        isError: true,
        text: `no daemon is running in ${place.home}; start one with \`sentinel up\`, or name its --home`,
      });
    await expect(read("sentinel://tree")).rejects.toThrow("no daemon is running");
    const { messages } = await client.getPrompt({ name: "why-is-it-down", arguments: { path: "web" } });
    expect(JSON.stringify(messages)).toContain("no daemon is running");
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(["sentinel://tree", "sentinel://file"]);
  });

  it("goes on when one has started, and when another one has taken its place", async () => {
    await place.sentinel("up", "--detach", "--listen", "none");
    expect((await assistant.call("status")).text).toContain("web/api: running");
    await place.killDaemon();
    await eventually("that is said", async () =>
      (await assistant.call("status")).text.includes("the last one was killed"),
    );
    expect(await place.sentinel("up", "--detach", "--listen", "none")).toMatchObject({ code: 0, err: "" });
    expect((await assistant.call("status")).text).toContain("web/api: running");
  });
});

describe("a resource", () => {
  it("is the tree, the configuration, or one child", async () => {
    const { read } = assistant;
    const status = JSON.parse(await read("sentinel://tree"));
    expect(status.children.map(({ path }: { path: string }) => path)).toContain("pool#2");
    const file = JSON.parse(await read("sentinel://file"));
    expect(file).toMatchObject({
      ...{ file: `${place.folder}/sentinel.yaml`, problem: null },
      tree: { name: "shop", root: { children: [{ id: "web" }, { id: "pool" }] } },
    });
    for (const uri of [
      "sentinel://children/web/api",
      "sentinel://children/web%2Fapi",
      "sentinel://children/api",
    ])
      expect(JSON.parse(await read(uri)), uri).toMatchObject({
        status: { path: "web/api", state: "running" },
        explanation: expect.arrayContaining([expect.stringContaining("web/api is running since")]),
        declaration: { command: ["sleep", "1000"] },
      });
  });

  it("is listed for each child, by an address that can be read", async () => {
    const { resources } = await assistant.client.listResources();
    const uris = resources.map(({ uri }) => uri);
    expect(uris).toContain("sentinel://children/pool%232");
    for (const uri of uris) expect(await assistant.read(uri), uri).not.toBe("");
  });

  it("that there is none of is refused with the nearest", async () => {
    const { read } = assistant;
    await expect(read("sentinel://children/wbe")).rejects.toThrow("there is no child wbe; did you mean web?");
    await expect(read("sentinel://children/..%2F..%2Fkeys")).rejects.toThrow("there is no child ../../keys");
    await expect(read("sentinel://children/%E0%A4%A")).rejects.toThrow();
    await expect(read("sentinel://passwords")).rejects.toThrow("not found");
  });
});

describe("the prompt why-is-it-down", () => {
  it("has the explanation of the child, and the way to go on", async () => {
    const { messages } = await assistant.client.getPrompt({
      name: "why-is-it-down",
      arguments: { path: "web/api" },
    });
    expect(messages).toHaveLength(1);
    const text = JSON.stringify(messages);
    expect(text).toContain("web/api is running since");
    expect(text).toContain("`logs`");
  });

  it("completes the path while it is typed", async () => {
    const complete = (value: string) =>
      assistant.client.complete({
        ref: { type: "ref/prompt", name: "why-is-it-down" },
        argument: { name: "path", value },
      });
    expect((await complete("po")).completion.values).toEqual(["pool", "pool#1", "pool#2"]);
    expect((await complete("nothing")).completion.values).toEqual([]);
  });
});
