// `npm ci` refuses a lock file that leaves out an optional package of another platform (R23): npm writes only what is
// installed when it updates the file beside an existing node_modules.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8"),
) as { readonly packages: Readonly<Record<string, LockedPackage>> };

/** The places where Node looks for a dependency of a package, the nearest first. */
const placesFor = (owner: string, name: string): ReadonlyArray<string> => {
  const parents = owner.split("/node_modules/");
  return [
    ...parents.map(
      (_, index) => `${parents.slice(0, parents.length - index).join("/node_modules/")}/node_modules/${name}`,
    ),
    `node_modules/${name}`,
  ];
};

describe("the lock file", () => {
  it("has an entry for each optional dependency, whatever platform that is for", () => {
    const missing = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !placesFor(owner, name).some((place) => Object.hasOwn(packages, place)),
      ),
    );
    expect(Object.keys(packages).length).toBeGreaterThan(150);
    expect(missing).toEqual([]);
  });

  it("names no download address", () => {
    const addressed = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
    expect(addressed.map(([name]) => name)).toEqual([]);
  });
});
