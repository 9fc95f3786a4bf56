import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { makePlace, type Place } from "./sentinel.ts";

let place: Place;
afterEach(() => place.leave());

const shop = `name: shop
include: conf.d/*.yaml
children:
  web: { use: node, command: sleep 1000, replicas: 2 }
environments:
  production: { children: { web: { replicas: 4 } } }
`;

const withPart = (yaml: string, part = "templates: { node: { stop: { timeout: 20s } } }\n"): Place => {
  const made = makePlace(yaml);
  mkdirSync(join(made.folder, "conf.d"));
  writeFileSync(join(made.folder, "conf.d/node.yaml"), part);
  return made;
};

/** Every file below a folder that has text; what is not a file has none. */
const filesBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stats = lstatSync(path);
    return stats.isDirectory() ? filesBelow(path) : stats.isFile() ? [path] : [];
  });

describe("sentinel config", () => {
  it("show prints the whole tree, with --merged including the origin of each value", async () => {
    place = withPart(shop);
    const { code, out } = await place.sentinel("config", "show", "--merged", "--env", "production");
    expect(code).toBe(0);
    expect(out).toContain("replicas: 4 # sentinel.yaml:6, environment production\n");
    expect(out).toContain("timeout: 20s # conf.d/node.yaml:1, template node\n");
    expect(out).toContain("signal: SIGTERM # default\n");
    expect((await place.sentinel("config", "show")).out).not.toContain("#");
  });

  it("show prints a complete file for the same tree", async () => {
    place = withPart(shop);
    const before = await place.sentinel("config", "show", "--json");
    place.write((await place.sentinel("config", "show", "--merged")).out);
    expect((await place.sentinel("config", "show", "--json")).out).toBe(before.out);
  });

  it("validate reports errors in included files, as text and as JSON", async () => {
    place = withPart(shop, "templates: { node: { stop: { timeout: 20 } } }\n");
    const { code, err } = await place.sentinel("config", "validate");
    expect(code).toBe(5);
    expect(err).toContain("conf.d/node.yaml:1:39: stop.timeout: expected a duration");
    expect(err).toContain("used by web through template node");
    expect(await place.json("config", "validate")).toMatchObject({
      valid: false,
      errors: [
        { file: "conf.d/node.yaml", line: 1, column: 39, trail: [expect.any(String), expect.any(String)] },
      ],
    });
  });

  it("validate warns of a job whose moment has passed", async () => {
    place = makePlace(`version: 1
name: shop
children:
  old: { command: a, schedule: { at: "2020-01-01T00:00:00Z" } }
  again: { command: a, schedule: { several: [{ at: "2020-01-01T00:00:00Z" }, { cron: "@daily" }] } }
  follows: { command: a, schedule: manual }
  later: { command: a, schedule: { at: "2120-01-01T00:00:00Z" } }
`);
    const { code, err } = await place.sentinel("config", "validate");
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/^warning: old: nothing is due any more: 2020-[^\n]+\n$/),
    ]);
    expect(await place.json("config", "validate")).toMatchObject({
      ...{ valid: true, errors: [], warnings: [{ path: "old" }] },
    });
  });

  it("rejects a FIFO, a directory and a missing file, without waiting", async () => {
    place = makePlace(shop);
    execFileSync("mkfifo", [join(place.folder, "fifo")]);
    for (const [file, why] of [
      ["fifo", "is a FIFO, not a file"],
      [".", "is a directory, not a file"],
      ["none.yaml", "does not exist"],
    ] as const) {
      for (const verb of [["config", "validate"], ["config", "show"], ["daemon"]]) {
        const { code, err } = await place.sentinel(...verb, "-f", file);
        expect([code, err]).toEqual([5, expect.stringContaining(`the file ${file} ${why}`)]);
      }
    }
  });

  it("schema prints the published schema", async () => {
    place = makePlace(shop);
    const published = join(import.meta.dirname, "../../schema/sentinel.schema.json");
    expect((await place.sentinel("config", "schema")).out).toBe(readFileSync(published, "utf8"));
  });
});

describe("a secret", () => {
  it("reaches only the child: no status, response, log, journal or file of the daemon", async () => {
    const value = "hunter2-in-file";
    const other = "hunter2-in-env-file";
    place = makePlace(
      `name: shop
children:
  web:
    command: [sh, -c, 'test "$TOKEN-$OTHER" = "${value}-${other}" && echo has both; exec sleep 1000']
    env: { TOKEN: { secret: { file: token } } }
    env_file: web.env
    ready: { log: has both }
`
        .replaceAll(value, "$(cat token)")
        .replaceAll(other, "$(sed s/OTHER=// web.env)"),
    );
    writeFileSync(join(place.folder, "token"), `${value}\n`);
    writeFileSync(join(place.folder, "web.env"), `OTHER=${other}\n`);
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    const verbs = [
      ["status"],
      ["explain", "web"],
      ["events"],
      ["logs", "web"],
      ["config", "show", "--merged"],
    ];
    for (const verb of verbs) {
      const { code, out } = await place.sentinel(...verb, ...(verb[0] === "config" ? [] : ["--json"]));
      expect(code).toBe(0);
      expect(out).not.toContain("hunter2");
    }
    for (const file of filesBelow(place.home)) expect(readFileSync(file, "latin1")).not.toContain("hunter2");
  });
});
