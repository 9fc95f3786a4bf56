import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Either } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configFiles } from "../../src/adapters/node/files/configFiles.ts";
import { language } from "../../src/daemon/treeFile.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string): string => join(folder, name);
const most = 1000;
const { read: readText, glob } = configFiles(most);
const read = (name: string): string => Either.merge(readText(place(name)));
const write = (name: string, content: string | Uint8Array): void => writeFileSync(place(name), content);

describe("a configuration file that can't be read is reported with the reason", () => {
  it("if it does not exist", () => {
    expect(read("none.yaml")).toBe("does not exist");
    write("file", "");
    expect(read("file/none.yaml")).toBe("does not exist");
  });

  it("if it is a directory", () => {
    expect(read(".")).toBe("is a directory, not a file");
  });

  it("if it is a FIFO, without waiting for a writer", () => {
    execFileSync("mkfifo", [place("fifo")]);
    expect(read("fifo")).toBe("is a FIFO, not a file");
  });

  it("if it is an endless device", () => {
    expect(Either.merge(readText("/dev/zero"))).toBe("is a device, not a file");
  });

  it("if it is too large, before it is read", () => {
    write("large", "");
    truncateSync(place("large"), 10 * 1024 * 1024);
    expect(read("large")).toBe("has 10485760 bytes; at most 1000 are read");
  });

  it("if it is not UTF-8, with the line", () => {
    write("latin1", Buffer.from("name: shop\n# caf\xe9\n", "latin1"));
    expect(read("latin1")).toBe("is not UTF-8 text, first in line 2; save it as UTF-8");
    write("utf16", Buffer.from("\ufeffname: shop", "utf16le"));
    expect(read("utf16")).toBe("is UTF-16; save it as UTF-8");
  });

  it("if permission is denied", () => {
    write("private", "name: shop");
    // Root may read everything; as another user, this test's folder is closed.
    const user = process.geteuid?.() ?? 0;
    if (user === 0) process.seteuid?.(65534);
    else execFileSync("chmod", ["000", place("private")]);
    try {
      expect(read("private")).toBe("may not be read: permission denied");
    } finally {
      if (user === 0) process.seteuid?.(0);
    }
  });

  it("if it is a link to itself", () => {
    symlinkSync(place("loop"), place("loop"));
    expect(read("loop")).toBe("is a symbolic link that leads to itself");
  });
});

describe("a configuration file that can be read", () => {
  it("may have a byte order mark", () => {
    write("marked", "\ufeffname: shop");
    expect(read("marked")).toBe("name: shop");
  });

  it("is read with its includes, relative to their folders", () => {
    mkdirSync(place("conf.d"));
    write("sentinel.yaml", "name: shop\ninclude: conf.d/*.yaml\nchildren: { web: { command: a } }");
    write("conf.d/db.yaml", "children: { db: { command: b, env_file: db.env } }");
    write("conf.d/db.env", "PASSWORD=hunter2");
    const { tree } = Either.getOrThrow(language.read({ file: place("sentinel.yaml") }));
    expect(tree.root.children).toMatchObject([
      {
        id: "db",
        cwd: place("conf.d"),
        env: { PASSWORD: { secret: { file: place("conf.d/db.env"), key: "PASSWORD" } } },
      },
      { id: "web", cwd: folder },
    ]);
    expect(JSON.stringify(tree)).not.toContain("hunter2");
  });

  it("that is missing gets a hint how to name another one", () => {
    expect(language.read({ file: place("none.yaml") })).toEqual(
      Either.left({
        kind: "unreadable",
        message: `the file ${place("none.yaml")} does not exist; name another with -f`,
      }),
    );
  });
});

describe("patterns of files", () => {
  const found = (pattern: string): ReadonlyArray<string> =>
    glob(folder, pattern).map((path) => path.slice(folder.length + 1));

  beforeEach(() => {
    for (const directory of ["a", "a/b", ".hidden"]) mkdirSync(place(directory));
    for (const file of ["1.yaml", "2.yaml", "10.yml", "a/1.yaml", "a/b/1.yaml", ".3.yaml", ".hidden/1.yaml"])
      write(file, "");
    symlinkSync(folder, place("a/around"));
  });

  it("match names in one folder, in alphabetical order", () => {
    expect(found("*.yaml")).toEqual(["1.yaml", "2.yaml"]);
    expect(found("?.yaml")).toEqual(["1.yaml", "2.yaml"]);
    expect(found("1*")).toEqual(["1.yaml", "10.yml"]);
    expect(found("*/1.yaml")).toEqual(["a/1.yaml"]);
    expect(found("(*")).toEqual([]);
  });

  it("match in all folders with **, without following cycles", () => {
    expect(found("**/*.yaml")).toEqual(["1.yaml", "2.yaml", "a/1.yaml", "a/b/1.yaml"]);
  });

  it("match hidden files only explicitly", () => {
    expect(found(".*.yaml")).toEqual([".3.yaml"]);
  });

  it("match nothing in an empty folder", () => {
    expect(found("none/*.yaml")).toEqual([]);
    expect(found("*/none.yaml")).toEqual([]);
  });

  // The look at what lies below a file threw, and the command ended with a stack trace.
  it("match nothing below a file or a cycle of links", () => {
    write("file", "");
    symlinkSync("circle", place("circle"));
    expect(glob(folder, "file/below/*.yaml")).toEqual([]);
    expect(glob(folder, "*/below/x.yaml")).toEqual([]);
    expect(glob(folder, `${"n".repeat(300)}/*.yaml`)).toEqual([]);
  });
});
