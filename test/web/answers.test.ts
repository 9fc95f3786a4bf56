import { afterEach, expect, it, vi } from "vitest";
import { messageOf } from "../../web/api/ApiError.ts";
import { request, requestLines } from "../../web/api/request.ts";

// A module reads it while it is loaded.
vi.hoisted(() => vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" }));
afterEach(() => vi.unstubAllGlobals());

const answering = (body: string, status: number, type = "text/html"): void =>
  void vi.stubGlobal("fetch", async () => new Response(body, { status, headers: { "content-type": type } }));

const page = "<!doctype html><title>Log in</title>";

/** What a person reads when the daemon's status is asked for. */
const said = (): Promise<string> => request("GET /status").then(() => "an answer", messageOf);

// Cause: the page showed the parser's message, "Unexpected token '<', "<!doctype "... is not valid JSON".
it("the page of a proxy in place of an answer is said to be one", async () => {
  const sentence = (status: number): string =>
    `the answer (status ${status}) is not one of the daemon: something between this page and the daemon, such as a proxy, may have sent it`;
  answering(page, 200);
  expect(await said()).toBe(sentence(200));
  answering(page, 502);
  expect(await said()).toBe(sentence(502));
  answering('{"items": [', 200, "application/json");
  expect(await said()).toBe(sentence(200));
  answering(`${page}\n`, 200);
  const lines = requestLines("GET /logs/search", {
    query: { grep: "x" },
    signal: new AbortController().signal,
  });
  await expect(lines.next().catch(messageOf)).resolves.toBe(sentence(200));
});

it("the reason of the daemon itself is said as it is", async () => {
  answering('{"detail": "there is no child web"}', 404, "application/problem+json");
  expect(await said()).toBe("there is no child web");
});

// Cause: an answer of another version gave "Cannot read properties of undefined (reading 'map')".
it("an answer of another version is said not to be understood, with the remedy", () => {
  const answer = JSON.parse("{}") as { readonly items: ReadonlyArray<string> };
  const read = (): unknown => answer.items.map((one) => one);
  let message = "";
  try {
    read();
  } catch (error) {
    message = messageOf(error);
  }
  expect(message).toMatch(/^this page does not understand .*another version.* Reload the page$/);
});
