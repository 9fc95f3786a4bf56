import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { ask, holderOf } from "./talk.ts";

let place: Place;
beforeEach(() => {
  place = makePlace("version: 1\nname: shop\nchildren:\n  web: { command: sleep 1000, min_uptime: 0 }\n");
});
afterEach(() => place.leave());

const start = async (): Promise<string> => {
  await place.sentinel("up", "--detach", "--listen", "127.0.0.1:0");
  return holderOf(place.home).url ?? "";
};

const bytesOf = (url: string, encoding: string) =>
  new Promise<{ readonly encoding: string | undefined; readonly body: Buffer }>((resolve, reject) => {
    const sent = request(url, { headers: { "accept-encoding": encoding }, agent: false });
    sent.on("error", reject).on("response", async (response) => {
      const chunks: Array<Buffer> = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ encoding: response.headers["content-encoding"], body: Buffer.concat(chunks) });
    });
    sent.end();
  });

describe("the dashboard of a daemon", () => {
  it("is one document at the addresses of its pages, kept by no browser and under a strict policy", async () => {
    const url = await start();
    const front = await ask(`${url}/`);
    expect(front).toMatchObject({
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    });
    const policy = String(front.headers["content-security-policy"]);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe");
    expect(front.text).not.toMatch(/<script>|<style|style=/);
    for (const path of ["/tree", "/children/web%2Fapi%231", "/logs?path=web", "/login", "/setup"])
      expect((await ask(url + path)).text).toBe(front.text);
    expect(await ask(`${url}/unknown`)).toMatchObject({
      status: 404,
      headers: { "content-type": "application/problem+json" },
    });
    expect((await ask(`${url}/`, { method: "POST" })).status).toBeGreaterThanOrEqual(400);
  });

  // Cause: a browser was shown the API's JSON.
  it("says to a browser that there is no such page, and to a program that there is no such route", async () => {
    const url = await start();
    const front = await ask(`${url}/`);
    const accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (const path of ["/unknown", "/settings/unknown", "/a/b/c"]) {
      const answer = await ask(url + path, { headers: { accept } });
      expect(answer).toMatchObject({ status: 404, text: front.text });
      expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(answer.headers["content-security-policy"]).toBe(front.headers["content-security-policy"]);
    }
    const problem = { status: 404, headers: { "content-type": "application/problem+json" } };
    for (const accepted of ["*/*", "application/json"])
      expect(await ask(`${url}/unknown`, { headers: { accept: accepted } })).toMatchObject(problem);
    expect(await ask(`${url}/api/v1/unknown`, { headers: { accept } })).toMatchObject(problem);
    const posted = await ask(`${url}/unknown`, { method: "POST", headers: { accept } });
    expect(posted.headers["content-type"]).toBe("application/problem+json");
  });

  it("has files that never change, in the encoding that a browser takes", async () => {
    const url = await start();
    const { text } = await ask(`${url}/`);
    const script = /src="\.(\/assets\/index[^"]+\.js)"/.exec(text)?.[1] ?? "";
    const plain = await ask(url + script);
    expect(plain).toMatchObject({
      status: 200,
      headers: {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
        vary: "accept-encoding",
      },
    });
    const small = await bytesOf(url + script, "gzip, deflate, br");
    expect(small.encoding).toBe("br");
    expect(brotliDecompressSync(small.body).toString()).toBe(plain.text);
    const common = await bytesOf(url + script, "gzip, br;q=0");
    expect(common.encoding).toBe("gzip");
    expect(gunzipSync(common.body).toString()).toBe(plain.text);
    expect((await ask(url + script, { method: "HEAD" })).status).toBe(200);
  });

  it("gives nothing away that was not built for it", async () => {
    const url = await start();
    const paths = [
      "/assets/../../sentinel.js",
      "/assets/%2e%2e/%2e%2e/sentinel.js",
      "/assets/nothing.js",
      "/manifest.json",
    ];
    for (const path of paths)
      expect({ path, status: (await ask(url + path)).status }).toEqual({ path, status: 404 });
  });

  it("is only there over TCP", async () => {
    await start();
    const status = await new Promise((resolve, reject) => {
      request({ socketPath: join(place.home, "sentinel.sock"), path: "/", agent: false })
        .on("error", reject)
        .on("response", (response) => resolve(response.resume().statusCode))
        .end();
    });
    expect(status).toBe(404);
  });

  it("knows the path under which a reverse proxy publishes it", async () => {
    mkdirSync(place.home, { recursive: true, mode: 0o700 });
    const settings =
      "listen: 127.0.0.1:0\npublic_url: http://example.com/tools/sentinel\ntrusted_proxy: 127.0.0.1\n";
    writeFileSync(join(place.home, "settings.yaml"), settings);
    await place.sentinel("up", "--detach");
    const { url = "" } = holderOf(place.home);
    for (const path of ["/tools/sentinel/tree", "/tree"]) {
      const { text } = await ask(url + path, { headers: { host: "example.com" } });
      expect(text).toContain('<base href="/tools/sentinel/" />');
    }
  });
});
