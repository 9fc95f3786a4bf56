import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../dist/web");

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: ReadonlyArray<string>;
  readonly css?: ReadonlyArray<string>;
}
const manifest: Readonly<Record<string, Chunk>> = JSON.parse(
  readFileSync(join(folder, "manifest.json"), "utf8"),
);

const kilobytes = (file: string): number =>
  gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1000;

/** A chunk and everything that it imports at once. */
const withImports = (key: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key]?.imports ?? []) withImports(imported, seen);
  return seen;
};

const scriptsOf = (keys: Iterable<string>): number =>
  [...keys].reduce((sum, key) => sum + kilobytes(manifest[key]?.file ?? ""), 0);

describe("the size of the dashboard", () => {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry) ?? "";
  const first = withImports(entry);

  it("is at most 150 kB of scripts and 15 kB of styles, compressed, until the first page is there", () => {
    expect(scriptsOf(first)).toBeGreaterThan(50);
    expect(scriptsOf(first)).toBeLessThan(150);
    const styles = (manifest[entry]?.css ?? []).reduce((sum, file) => sum + kilobytes(file), 0);
    expect(styles).toBeLessThan(15);
  });

  it("is at most 40 kB for the form of a child, besides the YAML parser that it shares with the editor", () => {
    const size = kilobytes(manifest["form/FormColumn.tsx"]?.file ?? "");
    expect(size).toBeGreaterThan(5);
    expect(size).toBeLessThan(40);
  });

  it("is at most 40 kB of scripts more for every other page", () => {
    const others = Object.keys(manifest).filter((key) => /Page\.tsx$/.test(key));
    expect(others.length).toBeGreaterThan(3);
    for (const page of others) {
      const own = [...withImports(page)].filter((key) => !first.has(key));
      expect({ page, isSmall: scriptsOf(own) < 40 }).toEqual({ page, isSmall: true });
    }
  });
});
