// The licence notices of the packages whose code is in the bundles of dist/: MIT, BSD and Apache want them wherever the code goes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./ensureInstalled.mjs";

/** `LICENSE`, `LICENCE.md`, `COPYING`, and the `NOTICE` that has to be passed on under Apache's licence. */
const isNotice = (name) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(name);

/** The package that a file of node_modules belongs to. */
const packageOf = (file) => {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (!existsSync(manifest)) continue;
    const { name, version, license } = JSON.parse(readFileSync(manifest, "utf8"));
    // A package.json without a name only says of which type the modules in its folder are.
    if (name !== undefined && version !== undefined) return { name, version, license, folder };
  }
  throw new Error(`${file}: no package.json above it says which package it belongs to`);
};

/** Some packages were bundled themselves before they were published; rolldown says from which others a part comes. */
const regions = /^\/\/#region \S*\/node_modules\/\.pnpm\/\S+?\/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//gm;

/** The packages that are part of a published file, as they are installed here: the terms are the same. */
const packagesWithin = (file) =>
  [...readFileSync(file, "utf8").matchAll(regions)].map(([, name]) =>
    packageOf(join(root, "node_modules", name, "package.json")),
  );

const noticeOf = ({ name, version, license, folder }) => {
  const texts = readdirSync(folder)
    .filter(isNotice)
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  if (texts.length === 0)
    throw new Error(
      `${name} ${version} is in a bundle, but ${folder} has no text of its licence (${license}), which would have to go with it`,
    );
  return [`${name} ${version} (${license})`, ...texts].join("\n\n");
};

const line = "-".repeat(80);

/**
 * The text of THIRD-PARTY-NOTICES.txt. `files`: the absolute paths of the sources whose code is in the bundles. Throws for a
 * package without a licence text.
 */
export const noticesOf = (files) => {
  const foreign = files.filter((file) => /[\\/]node_modules[\\/]/.test(file));
  const packages = foreign.flatMap((file) => [packageOf(file), ...packagesWithin(file)]);
  const notices = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]));
  const texts = [...notices.keys()].sort().map((key) => noticeOf(notices.get(key)));
  const header = "The files beside this one contain code of the following packages.";
  return `${[header, ...texts].join(`\n\n${line}\n\n`)}\n`;
};
