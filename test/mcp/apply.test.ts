import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask, request } from "../../src/client/client.ts";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { type Assistant, keyFor, onStdio, overHttp, type Person } from "./assistant.ts";

const treeWith = (seconds: number): string =>
  `version: 1\nname: shop\nchildren:\n  web: { command: sleep ${seconds}, min_uptime: 0 }\n`;

let place: Place;
const assistants: Array<Assistant> = [];
beforeEach(async () => {
  place = makePlace(treeWith(1000));
  await place.sentinel("up", "--detach", "--listen", "0");
});
afterEach(async () => {
  for (const { client } of assistants.splice(0)) await client.close();
  await place.leave();
});

const using = async (assistant: Promise<Assistant>): Promise<Assistant> => {
  assistants.push(await assistant);
  return assistant;
};
const command = async (): Promise<string> => {
  const { declaration } = await ask(place.home, "GET /children/:path/config", { params: { path: "web" } });
  return String(declaration.command);
};
const says = (answer: ReturnType<Person>): { readonly person: Person; readonly asked: Array<string> } => {
  const asked: Array<string> = [];
  return {
    asked,
    person: (question) => {
      asked.push(question);
      return answer;
    },
  };
};
const yes = () => says({ action: "accept", content: { apply: true } });

describe("plan", () => {
  it("shows what the changed file would do, and changes nothing", async () => {
    const { call } = await using(onStdio(place));
    expect((await call("plan")).text).toMatch(
      /^Nothing differs; 1 process is not touched\.\nFor revision sha256:/,
    );
    place.write(treeWith(1001));
    const { isError, text } = await call("plan");
    expect(isError).toBe(false);
    expect(text).toContain("↻ web (restart)\n      command: sleep 1000 → sleep 1001");
    expect(text).toContain("Next: `apply` with the same arguments.");
    expect(await command()).toContain("1000");
  });

  it("names each mistake with its place, and not the lines around it", async () => {
    const { call } = await using(onStdio(place));
    place.write("version: 1\nname: shop\nchildren:\n  web: { command: hush hush, min_uptime: soon }\n");
    const { isError, text } = await call("plan");
    expect(isError).toBe(true);
    expect(text).toMatch(/^The configuration is not valid\.\nsentinel\.yaml:4:\d+: /);
    expect(text).not.toContain("hush");
    expect((await call("plan", { text: "version: 1\nchildren: { web: { command: x } }\n" })).text).toMatch(
      /sentinel\.yaml:1:1: missing "name"/,
    );
  });
});

describe("apply", () => {
  for (const revision of ["2025", "2026"] as const)
    it(`asks the person, showing the plan, and does what they accept (revision ${revision})`, async () => {
      const { person, asked } = yes();
      const { call } = await using(onStdio(place, { revision, person }));
      place.write(treeWith(1001));
      const { isError, text } = await call("apply", { message: "longer" });
      expect([isError, text]).toEqual([false, expect.stringMatching(/^Applied; now at revision sha256:/)]);
      expect(asked).toHaveLength(1);
      expect(asked[0]).toContain("command: sleep 1000 → sleep 1001");
      expect(await command()).toContain("1001");
      const { message, source } = await ask(place.home, "GET /revisions/:id", { params: { id: "newest" } });
      expect([message, source]).toEqual(["longer", join(place.folder, "sentinel.yaml")]);
    });

  it("asks the person over HTTP, too", async () => {
    const { person, asked } = yes();
    const key = await keyFor(place, { name: "helper", role: "admin" });
    const { call } = await using(overHttp(place, key, { person }));
    expect((await call("apply", { text: treeWith(1001) })).text).toMatch(/^Applied; /);
    expect(asked).toHaveLength(1);
    expect(await command()).toContain("1001");
  });

  it("does nothing when they decline, cancel, or accept without ticking the box", async () => {
    for (const answer of [
      { action: "decline" },
      { action: "cancel" },
      { action: "accept", content: { apply: false } },
    ] as const) {
      const { person, asked } = says(answer);
      const { call } = await using(onStdio(place, { person }));
      const { isError, text } = await call("apply", { text: treeWith(1001) });
      expect([isError, text]).toEqual([true, expect.stringContaining("the person has declined")]);
      expect(asked).toHaveLength(1);
    }
    expect(await command()).toContain("1000");
  });

  it("asks again where the plan is another one by the time they answer", async () => {
    let count = 0;
    const { call } = await using(
      onStdio(place, {
        person: () => {
          count += 1;
          if (count === 1) place.write(treeWith(1002));
          return { action: "accept", content: { apply: true } };
        },
      }),
    );
    place.write(treeWith(1001));
    expect((await call("apply")).text).toMatch(/^Applied; /);
    expect(count).toBe(2);
    expect(await command()).toContain("1002");
  });

  it("names the command that a person runs where nobody can be asked, and the command does it", async () => {
    const { call } = await using(onStdio(place));
    place.write(treeWith(1001));
    const { isError, text } = await call("apply");
    expect(isError).toBe(true);
    expect(text).toMatch(/^Nothing was applied yet: a person has to confirm it/);
    expect(await command()).toContain("1000");
    const [, revision = ""] = /`sentinel apply --revision (\S+)`/.exec(text) ?? [];
    expect((await place.sentinel("apply", "--revision", revision)).code).toBe(0);
    expect(await command()).toContain("1001");
    place.write(treeWith(1002));
    expect((await place.sentinel("apply", "--revision", revision)).code).toBe(1);
  });

  it("takes no confirmation that an assistant has made up", async () => {
    const { client, call } = await using(onStdio(place, says({ action: "decline" })));
    const { text } = await call("plan", { text: treeWith(1001) });
    const [, revision = ""] = /revision (sha256:\w+)/.exec(text) ?? [];
    const unsigned = Buffer.from(JSON.stringify({ p: { plan: revision }, exp: 4e9 })).toString("base64url");
    for (const requestState of [revision, `v1.${unsigned}.${unsigned}`, ""]) {
      const forged = {
        inputResponses: { apply: { action: "accept", content: { apply: true } } },
        requestState,
      };
      const params = { name: "apply", arguments: { text: treeWith(1001) }, ...forged };
      await client.request({ method: "tools/call", params }).catch(() => undefined);
    }
    expect(await command()).toContain("1000");
  });

  it("needs nobody with a key that was made so, until that is taken back", async () => {
    const key = await keyFor(place, { name: "deployer", role: "admin", unattended: true });
    const { call } = await using(overHttp(place, key));
    expect((await call("apply", { text: treeWith(1001) })).text).toMatch(/^Applied; /);
    expect(await command()).toContain("1001");
    const [{ id, unattended } = { id: "", unattended: false }] = (await ask(place.home, "GET /keys")).items;
    expect(unattended).toBe(true);
    const { out } = await place.sentinel("events", "-n", "20");
    expect(out).toContain("with the role admin, for assistants that apply configurations unattended");
    await request(place.home, "PATCH /keys/:id", { unattended: false }, { params: { id } });
    expect((await call("apply", { text: treeWith(1002) })).text).toMatch(/^Nothing was applied yet/);
  });

  it("is refused for an operator by the API itself, and the person is not asked", async () => {
    const { person, asked } = yes();
    const key = await keyFor(place, { name: "helper", role: "operator" });
    const { call } = await using(overHttp(place, key, { person }));
    expect((await call("plan", { text: treeWith(1001) })).isError).toBe(false);
    expect(await call("apply", { text: treeWith(1001) })).toEqual({
      isError: true,
      text: expect.stringContaining("POST /config/apply takes the role admin; yours is operator"),
    });
    expect(asked).toEqual([]);
    expect((await place.sentinel("events", "-n", "3")).out).toContain("apply by key:helper refused");
  });

  it("refuses another tree before anybody is asked, and writes no file", async () => {
    const { person, asked } = yes();
    const { call } = await using(onStdio(place, { person }));
    const { isError, text } = await call("apply", { text: treeWith(1001).replace("shop", "other") });
    expect([isError, text]).toEqual([true, expect.stringContaining("Nothing was applied: ")]);
    expect(asked).toEqual([]);
    expect(readFileSync(join(place.folder, "sentinel.yaml"), "utf8")).toBe(treeWith(1000));
  });

  it("says what has failed, and that all was taken back", async () => {
    const { call } = await using(onStdio(place, yes()));
    const failing = treeWith(1000).replace("web: {", "bad: { command: 'false', min_uptime: 1s }\n  web: {");
    const { isError, text } = await call("apply", { text: failing });
    expect([isError, text]).toEqual([true, expect.stringContaining("Not applied: ")]);
    expect((await place.status()).children.map(({ path }) => path)).toEqual(["web"]);
  });
});
