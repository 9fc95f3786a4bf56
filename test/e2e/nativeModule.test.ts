/**
 * After an upgrade of Node, the native part of better-sqlite3 is that of another one. The message was Node's, of several
 * lines, in the middle of "can't be locked", and the exit code that of every failure.
 */
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { needs } from "../support/needs.ts";
import type { Said } from "./sentinel.ts";

const root = join(import.meta.dirname, "../..");

/** A native module that registers itself as those did that were built for an old Node. */
const foreign = `
struct module { int version; unsigned flags; void *handle; const char *file; void *init; void *context; const char *name; void *private; void *next; };
extern void node_module_register(void *);
static struct module own = { 999, 0, 0, "better_sqlite3.cc", 0, 0, "better_sqlite3", 0, 0 };
__attribute__((constructor)) static void enlist(void) { node_module_register(&own); }
`;

const hasCompiler = (): boolean => {
  try {
    execFileSync("cc", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** The program with its modules, of which better-sqlite3 is built for another Node. */
const upgraded = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-upgraded-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync(join(root, "node_modules")).filter((one) => one !== "better-sqlite3"))
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  const module = join(modules, "better-sqlite3");
  for (const part of ["package.json", "lib"])
    cpSync(join(root, "node_modules/better-sqlite3", part), join(module, part), { recursive: true });
  const build = join(module, "build/Release");
  mkdirSync(build, { recursive: true });
  writeFileSync(join(folder, "foreign.c"), foreign);
  execFileSync("cc", [
    ...["-shared", "-fPIC"],
    // node itself has what is missing.
    ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
    ...["-o", join(build, "better_sqlite3.node"), join(folder, "foreign.c")],
  ]);
  writeFileSync(
    join(folder, "sentinel.yaml"),
    "version: 1\nname: shop\nchildren: { web: { command: sleep 100 } }\n",
  );
  return folder;
};

needs(hasCompiler() ? null : "cc is not installed")(
  "a daemon whose better-sqlite3 was built for another Node ends with 78, and one sentence says what to do",
  async () => {
    const folder = upgraded();
    const { code, err } = await new Promise<Said>((resolve) => {
      execFile(
        process.execPath,
        [join(folder, "dist/sentinel.js"), "daemon", "--home", join(folder, "home")],
        { cwd: folder },
        (error, out, err_) => resolve({ code: error ? Number(error.code) : 0, out, err: err_ }),
      );
    });
    const { modules } = process.versions;
    expect(err).toBe(
      `sentinel: better-sqlite3 was built for another Node (NODE_MODULE_VERSION 999) than ${process.execPath} (${modules}, ${process.version}); \`npm rebuild better-sqlite3\` in ${folder} builds it for this one\n`,
    );
    expect(code).toBe(78);
  },
);
