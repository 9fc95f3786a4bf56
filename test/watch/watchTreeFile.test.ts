import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readTreeFile } from "../../src/daemon/treeFile.ts";
import { watchTreeFile } from "../../src/daemon/watchTreeFile.ts";
import type { TreeFile } from "../../src/domain/tree/TreeFile.ts";

let folder: string;
const stops: Array<() => void> = [];
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-watch-")));
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const write = (name: string, text: string): void => writeFileSync(at(name), text);
/** As editors do: a file beside it, renamed over it. */
const save = (name: string, text: string): void => {
  write(`${name}~`, text);
  renameSync(at(`${name}~`), at(name));
};
const tree = (command: string, more = ""): string =>
  `name: shop\n${more}children: { web: { command: ${command} } }\n`;

const commandsIn = (found: TreeFile): string => {
  if (found.kind === "invalid") return found.brief;
  const { children } = found.tree.root;
  return children
    .map((child) => `${child.id} ${child.kind === "service" ? Object.values(child.command).join(" ") : ""}`)
    .join(", ");
};

/** Watch the file; what each reading of a change came to. */
const watched = (name = "sentinel.yaml"): ReadonlyArray<string> => {
  const file = { file: at(name) };
  const readings: Array<string> = [];
  const watch = watchTreeFile(
    file,
    readTreeFile(file),
    async (found) => void readings.push(commandsIn(found)),
  );
  stops.push(watch.close);
  return readings;
};
const come = (readings: ReadonlyArray<string>, ...wanted: ReadonlyArray<unknown>): Promise<void> =>
  vi.waitFor(() => expect(readings).toEqual(wanted), { timeout: 10_000, interval: 10 });

describe("a watched file", () => {
  it("is read when it is written in place, and when another file is renamed over it, repeatedly", async () => {
    write("sentinel.yaml", tree("one"));
    const readings = watched();
    write("sentinel.yaml", tree("two"));
    await come(readings, "web two");
    save("sentinel.yaml", tree("three"));
    await come(readings, "web two", "web three");
    save("sentinel.yaml", tree("four"));
    await come(readings, "web two", "web three", "web four");
  });

  it("is read once it no longer changes", async () => {
    write("sentinel.yaml", tree("one"));
    const readings = watched();
    rmSync(at("sentinel.yaml"));
    for (const part of ["name: ", "shop\n", "children: { web: ", "{ command: two } }\n"])
      appendFileSync(at("sentinel.yaml"), part);
    await come(readings, "web two");
  });

  it("is reported missing if it stays away, and read when it is back", async () => {
    write("sentinel.yaml", tree("one"));
    const readings = watched();
    rmSync(at("sentinel.yaml"));
    const missing = expect.stringContaining("does not exist");
    await come(readings, missing);
    write("sentinel.yaml", tree("two"));
    await come(readings, missing, "web two");
  });

  it("is not read because of other changes in its folder", async () => {
    write("sentinel.yaml", tree("one"));
    const readings = watched();
    for (let line = 0; line < 50; line += 1) appendFileSync(at("other.log"), `${line}\n`);
    save("sentinel.yaml", tree("two"));
    await come(readings, "web two");
  });

  it("is read if it was changed between its first reading and the watch", async () => {
    write("sentinel.yaml", tree("one"));
    const file = { file: at("sentinel.yaml") };
    const first = readTreeFile(file);
    save("sentinel.yaml", tree("two"));
    const readings: Array<string> = [];
    const watch = watchTreeFile(file, first, async (found) => void readings.push(commandsIn(found)));
    stops.push(watch.close);
    await come(readings, "web two");
  });

  it("is watched with its includes: new names, new folders, new files", async () => {
    write("sentinel.yaml", tree("one", "include: conf.d/*.yaml?\n"));
    const readings = watched();
    mkdirSync(at("conf.d"));
    write("conf.d/db.yaml", "children: { db: { command: d } }\n");
    await come(readings, "db d, web one");
    write("conf.d/api.yaml", "include: ../parts/more.yaml\nchildren: { api: { command: e } }\n");
    await come(readings, "db d, web one", expect.stringContaining("parts/more.yaml does not exist"));
    mkdirSync(at("parts"));
    write("parts/more.yaml", "children: { more: { command: f } }\n");
    await come(readings, "db d, web one", expect.any(String), "more f, api e, db d, web one");
  });

  it("is read when an env file for its variables changes", async () => {
    write("vars.env", "COMMAND=one\n");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a variable of the file
    write("sentinel.yaml", tree("'${COMMAND}'", "env_file: vars.env\n"));
    const readings = watched();
    save("vars.env", "COMMAND=two\n");
    await come(readings, "web two");
  });

  it("is read when a link in its path changes", async () => {
    for (const release of ["1", "2"]) {
      mkdirSync(at(release));
      write(`${release}/sentinel.yaml`, tree(`release-${release}`));
    }
    symlinkSync("1", at("current"));
    const readings = watched("current/sentinel.yaml");
    symlinkSync("2", at("next"));
    renameSync(at("next"), at("current"));
    await come(readings, "web release-2");
    save("2/sentinel.yaml", tree("edited"));
    await come(readings, "web release-2", "web edited");
  });

  // `stat` with `throwIfNoEntry: false` throws all the same for what is below a file and for a circle of links: out
  // of a timer, so that such a line in a file that was watched ended the daemon.
  it("is still watched if an include can't be read, and read once it can", async () => {
    write("sentinel.yaml", tree("one"));
    write("file", "");
    symlinkSync("circle", at("circle"));
    const readings = watched();
    const unreachable = [
      "file/x.yaml",
      "file/below/*.yaml",
      "circle",
      "circle/below/*.yaml",
      "n".repeat(300),
    ];
    for (const include of unreachable) {
      const before = readings.length;
      save("sentinel.yaml", tree("two", `include: ${include}\n`));
      await vi.waitFor(() => expect(readings).toHaveLength(before + 1), { timeout: 10_000, interval: 10 });
    }
    save("sentinel.yaml", tree("three"));
    await vi.waitFor(() => expect(readings.at(-1)).toBe("web three"), { timeout: 10_000, interval: 10 });
    save("sentinel.yaml", tree("four", "include: file/x.yaml\n"));
    await vi.waitFor(() => expect(readings.at(-1)).toContain("does not exist"), { timeout: 10_000 });
    rmSync(at("file"));
    mkdirSync(at("file"));
    write("file/x.yaml", "children: { x: { command: x } }\n");
    await vi.waitFor(() => expect(readings.at(-1)).toBe("x x, web four"), { timeout: 10_000 });
  });
});
