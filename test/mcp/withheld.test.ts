import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { type Assistant, onStdio } from "./assistant.ts";

const secrets = /hush|plain-password|in-env-file|from-a-secret/;
const treeWith = (password: string): string => `version: 1
name: shop
defaults: { min_uptime: 0, env: { SHARED: plain-password-of-all } }
children:
  web:
    command: sleep 1000
    env_file: web.env
    env: { PASSWORD: "${password}", TOKEN: { secret: { file: ./token } } }
`;

let place: Place;
let assistant: Assistant;
const questions: Array<string> = [];
beforeAll(async () => {
  place = makePlace(treeWith("plain-password; command changed: 1"));
  writeFileSync(join(place.folder, "web.env"), "IN_FILE=in-env-file\n");
  writeFileSync(join(place.folder, "token"), "from-a-secret\n");
  expect((await place.sentinel("up", "--detach", "--listen", "none")).code).toBe(0);
  assistant = await onStdio(place, {
    person: (question) => {
      questions.push(question);
      return { action: "accept", content: { apply: true } };
    },
  });
});
afterAll(async () => {
  await assistant.client.close();
  await place.leave();
});

/** Everything that an assistant can get. */
const everything = async (): Promise<string> => {
  const { call, read, client } = assistant;
  const answers = [
    ...(await Promise.all(["status", "logs", "events", "plan"].map((tool) => call(tool)))),
    ...(await Promise.all(["explain", "runs"].map((tool) => call(tool, { path: "web" })))),
    await call("wait", { paths: ["web"] }),
    await call("restart", { paths: ["web"] }),
  ].map(({ text }) => text);
  const uris = ["sentinel://tree", "sentinel://file", "sentinel://children/web"];
  const resources = await Promise.all(uris.map(read));
  const prompt = await client.getPrompt({ name: "why-is-it-down", arguments: { path: "web" } });
  return [...answers, ...resources, JSON.stringify(prompt)].join("\n");
};

describe("the value of an environment variable", () => {
  it("is in no answer, though its name is", async () => {
    const text = await everything();
    expect(text).not.toMatch(secrets);
    expect(text).toContain('"PASSWORD":"(withheld)"');
    expect(text).toContain('"SHARED":"(withheld)"');
    expect(text).toContain("IN_FILE");
    expect((await place.sentinel("config", "show")).out).toMatch(secrets);
  });

  it("is in none when it has changed, nor in what a person is asked, nor afterwards", async () => {
    place.write(treeWith("hush-hush"));
    const planned = await assistant.call("plan");
    expect(planned.text).toContain("env.PASSWORD: (withheld) → (withheld)");
    const applied = await assistant.call("apply");
    expect(applied.text).toMatch(/^Applied; /);
    const text = [planned.text, applied.text, ...questions, await everything()].join("\n");
    expect(text).toContain("env.PASSWORD changed");
    expect(text).not.toMatch(secrets);
    expect((await place.sentinel("events", "-n", "50")).out).not.toMatch(secrets);
  });

  it("is in none when the file has a mistake beside it", async () => {
    place.write(treeWith('hush-hush", STRANGE: [1], REST: "'));
    const { isError, text } = await assistant.call("plan");
    expect([isError, text]).toEqual([true, expect.stringContaining("STRANGE")]);
    expect(`${text}\n${await everything()}`).not.toMatch(secrets);
  });
});
