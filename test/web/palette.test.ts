import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { commandLine } from "../../web/actions/commandLine.ts";
import type { Entry } from "../../web/palette/Entry.ts";
import { find, findIn } from "../../web/palette/fuzzy.ts";
import { mostChildren, sectionsFor } from "../../web/palette/sectionsFor.ts";
import { nodeOf } from "./daemonModel.ts";

vi.stubGlobal("document", { baseURI: "http://127.0.0.1:7368/" });
const { asCurl } = await import("../../web/actions/copy/asCurl.ts");

/** What a shell makes of a text, one argument a line. */
const argumentsIn = (line: string): ReadonlyArray<string> =>
  execFileSync("sh", ["-c", `set -f; SENTINEL_KEY=secret; set -- ${line}; printf '%s\\0' "$@"`], {
    encoding: "utf8",
  })
    .split("\0")
    .slice(0, -1);

const awkward = fc.stringMatching(/^[ -~äö]{1,20}$/);

describe("a copied command", () => {
  it("is read by a shell as intended, whatever a path contains", () => {
    fc.assert(
      fc.property(awkward, (path) => {
        expect(argumentsIn(commandLine("restart", path))).toEqual(["sentinel", "restart", path]);
      }),
      { numRuns: 40 },
    );
  });

  it("is quoted only where necessary", () => {
    expect(commandLine("stop", "web/api#2")).toBe("sentinel stop web/api#2");
    expect(commandLine("stop", "#odd one")).toBe("sentinel stop '#odd one'");
  });

  it("is a curl request that takes the key from the environment and contains no secret", () => {
    const body = { verb: "restart", paths: ["it's"] } as const;
    const line = asCurl("POST /actions", { body });
    expect(line).toContain("$SENTINEL_KEY");
    expect(argumentsIn(line)).toEqual([
      ...["curl", "-sS", "-H", "authorization: Bearer secret", "-H", "content-type: application/json"],
      ...["-d", JSON.stringify(body), "http://127.0.0.1:7368/api/v1/actions"],
    ]);
    expect(argumentsIn(asCurl("GET /logs", { query: { path: ["web"], grep: "a b" } })).at(-1)).toBe(
      "http://127.0.0.1:7368/api/v1/logs?path=web&grep=a%20b",
    );
    expect(argumentsIn(asCurl("DELETE /session")).slice(2, 4)).toEqual(["-X", "DELETE"]);
  });
});

describe("a search by name", () => {
  const paths = ["platform/postgres", "web/api#1", "web/api#10", "checkout/payments", "apps/inbox"];
  const found = (query: string) => findIn(paths, (path) => path, query).map(({ item }) => item);

  it("prefers the start of a word to its middle, and one piece to several", () => {
    expect(found("pay")[0]).toBe("checkout/payments");
    expect(found("api").slice(0, 2)).toEqual(["web/api#1", "web/api#10"]);
    expect(found("wapi")).toEqual(["web/api#1", "web/api#10"]);
    expect(found("POST")).toEqual(["platform/postgres"]);
    expect(found("api web")).toEqual(["web/api#1", "web/api#10"]);
    expect(found("xyz")).toEqual([]);
  });

  it("marks exactly what was typed", () => {
    expect([...(find("checkout/payments", "pay")?.at ?? [])]).toEqual([9, 10, 11]);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), fc.nat(), (path, from, length) => {
        const start = from % path.length;
        const part = path.slice(start, start + 1 + (length % 5));
        const at = [...(find(path, part)?.at ?? [])];
        expect(at.map((index) => path[index]).join("")).toBe(part);
      }),
    );
  });

  // A search that read them more than once, such as in a comparison while sorting, could be felt while typing.
  it("reads each of 10,000 children once", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `group-${at % 100}/service-${at}`);
    let reads = 0;
    const found = findIn(
      many,
      (path) => {
        reads += 1;
        return path;
      },
      "gr serv 99",
    );
    expect(found.length).toBeGreaterThan(100);
    expect(reads).toBe(many.length);
  });
});

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  ...{ id, text: id, mark: { icon: "play" }, run: () => undefined },
  ...more,
});

const offer = (count: number): Parameters<typeof sectionsFor>[0] => ({
  subject: {
    title: "web/api, running",
    path: "web/api",
    entries: [entry("Restart"), entry("Logs"), entry("Copy Restart as curl", { isRare: true })],
  },
  nodes: Array.from({ length: count }, (_, i) => nodeOf(i, { path: `jobs/worker-${i}` })),
  troubled: [nodeOf(3, { path: "jobs/worker-3" })],
  asChild: ({ path }) => entry(path, { path }),
  asCommand: ({ path }, verb) => entry(`${verb} ${path}`),
  places: [entry("Overview"), entry("Logs page")],
  actions: [entry("Filter or search")],
});
const titles = (count: number, query: string) => sectionsFor(offer(count), query).map(({ title }) => title);

describe("the palette", () => {
  it("lists the commands for the selection first, then what needs attention, the pages, and the keys", () => {
    expect(titles(10, "")).toEqual(["web/api, running", "Needs attention", "Go to", "On this page"]);
  });

  it("shows rare commands only if the query matches them", () => {
    const own = (query: string) => sectionsFor(offer(0), query)[0]?.entries.map(({ id }) => id);
    expect(own("")).toEqual(["Restart", "Logs"]);
    expect(own("curl")).toEqual(["Copy Restart as curl"]);
  });

  it("understands a verb and a part of a path", () => {
    const [commands] = sectionsFor(offer(20), "rest worker-17");
    expect(commands?.title).toBe("Commands");
    expect(commands?.entries[0]?.id).toBe("restart jobs/worker-17");
  });

  it("shows at most 50 children, and says how many match", () => {
    const children = sectionsFor(offer(1_000), "worker").find(({ title }) => title.startsWith("Children"));
    expect(children?.title).toBe("Children, 50 of 1000");
    expect(children?.entries).toHaveLength(mostChildren);
  });

  it("has no commands for users who may not send them", () => {
    const found = sectionsFor({ ...offer(20), asCommand: null }, "restart worker-17");
    expect(found.map(({ title }) => title)).not.toContain("Commands");
  });
});
