// Faults of the import of supervisord.conf, found with real files: rows I1, I4, I8, I9, I20 and I23 of the list. Cause:
// keys were read one by one, without what the daemon's environment, the group and startsecs make of them.
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { importConfig } from "../../src/config/import/importConfig.ts";
import { imported } from "./imported.ts";
import { requestOf } from "./sources.ts";

const conf = (text: string) => imported("supervisord", "supervisord.conf", text);

describe("a program of an unknown user", () => {
  it("I1: is left down and reported, also below a daemon that runs as root", () => {
    const { told, service, yaml } = conf(
      "[supervisord]\nuser=root\n[program:w]\ncommand=/bin/w\nuser=nosuchuser\nautostart=true\n",
    );
    expect(service("w").autostart).toBe(false);
    expect(told("user")).toMatch(/^approximate/);
    expect(yaml).toContain("# not started: there is no user nosuchuser here");
  });

  it("I1: leaves every program without its own user down if it is the daemon's user", () => {
    const { service } = conf(
      "[supervisord]\nuser=nosuchuser\n[program:a]\ncommand=/bin/a\n[program:b]\ncommand=/bin/b\nuser=www-data\n",
    );
    expect(service("a").autostart).toBe(false);
    expect(service("b")).toMatchObject({ autostart: true, uid: 33 });
  });
});

describe("%(ENV_X)s", () => {
  it("I4: in a command is expanded before splitting", () => {
    const { service, told } = conf("[program:p]\ncommand=%(ENV_CMD)s --all '*.txt'\n");
    expect(service("p", { CMD: "/bin/run fast" }).command).toEqual({ shell: "/bin/run fast --all '*.txt'" });
    expect(
      conf("[program:p]\ncommand=%(ENV_CMD)s -v\n").service("p", { CMD: "/bin/run 'a b'" }).command,
    ).toEqual({
      argv: ["/bin/run", "a b", "-v"],
    });
    expect(told("command")).toMatch(/^approximate: .*split into words/);
  });

  it("I4: within quotes stays one word, and a command without it stays a list", () => {
    const { service } = conf('[program:p]\ncommand=/bin/p --name="%(ENV_NAME)s" $HOME\n');
    expect(service("p", { NAME: "two words" }).command).toEqual({
      shell: "/bin/p --name=\"two words\" '$HOME'",
    });
    expect(conf("[program:p]\ncommand=/bin/p $HOME ;\n").service("p").command).toEqual({
      argv: ["/bin/p", "$HOME"],
    });
  });

  it("I20: must be set for the result to be valid: approximate, with a hint, and listed as missing", () => {
    const { told, missing, service } = conf('[program:p]\ncommand=/bin/p\nenvironment=URL="%(ENV_URL)s"\n');
    expect(told("environment")).toMatch(/^approximate: set URL where the tree is loaded/);
    expect(missing).toEqual([expect.stringMatching(/^\$\{URL\} is not set/)]);
    expect(service("p", { URL: "x" }).env).toEqual({ URL: "x" });
  });

  it("I12: in a key that supports no variable only drops that key", () => {
    const { told, service } = conf(
      "[program:p]\ncommand=/bin/p\nautostart=%(ENV_START)s\nnumprocs=%(ENV_N)s\nstopwaitsecs=30\n",
    );
    expect(service("p")).toMatchObject({ autostart: true, shutdown: 30_000 });
    expect(told("autostart")).toMatch(/^approximate: \$\{START\} is known only at run time.*taken as true/);
    expect(told("numprocs")).toMatch(/^unsupported: \$\{N\} is known only at run time/);
  });
});

it("I8: %(group_name)s is the group's name in a group, otherwise the program's", () => {
  const { service } = conf(
    '[program:a]\ncommand=/bin/a %(group_name)s\n[program:b]\ncommand=/bin/b %(group_name)s\nenvironment=G="%(group_name)s"\n[group:x]\nprograms=b\n',
  );
  expect(service("a").command).toEqual({ argv: ["/bin/a", "a"] });
  expect(service("x/b")).toMatchObject({ command: { argv: ["/bin/b", "x"] }, env: { G: "x" } });
});

describe("the limit of restarts", () => {
  it("I9: is none with startsecs=0, because no start can fail", () => {
    const { service } = conf("[program:p]\ncommand=sleep 0.3\nstartsecs=0\nautorestart=true\n");
    expect(service("p")).toMatchObject({
      restart: "permanent",
      onLimit: "wait",
      limit: { restarts: 100, periodMs: 60_000 },
      ready: { minUptimeMs: 0 },
    });
  });

  it("I9: allows any number of runs of startsecs and longer", () => {
    const { limit, onLimit } = conf("[program:p]\ncommand=a\nstartsecs=5\nstartretries=4\n").service("p");
    // The fifth of five ends, each 5 s after the one before, is 20 s after the first.
    expect({ limit, onLimit }).toEqual({ limit: { restarts: 4, periodMs: 20_000 }, onLimit: "fail" });
  });
});

describe("the order of starts", () => {
  it("is kept if priorities differ: one after the other, in the tree and in a group", () => {
    const { root } = conf(
      "[program:web]\ncommand=a\n[program:db]\ncommand=a\npriority=1\n[group:g]\nprograms=x,y\n[program:x]\ncommand=a\npriority=2\n[program:y]\ncommand=a\npriority=1\n",
    );
    const { start, children } = root();
    expect({ start, names: children.map(({ id }) => id) }).toEqual({
      start: "serial",
      names: ["db", "web", "g"],
    });
    expect(children[2]).toMatchObject({ start: "serial", children: [{ id: "y" }, { id: "x" }] });
  });

  it("is not kept if they don't", () => {
    expect(conf("[program:a]\ncommand=a\n[program:b]\ncommand=b\n").root().start).toBe("parallel");
  });
});

describe("several files", () => {
  it("I23: a file with only [include] is rejected with a hint", () => {
    const result = importConfig(
      "supervisord",
      requestOf({ file: "supervisord.conf", text: "[include]\nfiles = conf.d/*.conf\n" }),
    );
    expect(Either.isLeft(result) && result.left).toMatchObject([
      { line: 2, hint: expect.stringContaining("list the included files after it") },
    ]);
    expect(Either.isLeft(result) && result.left[0]?.hint).toContain("FILE conf.d/*.conf");
  });

  it("I23: relative paths are relative to the folder of the file that declares the program", () => {
    const { service } = imported("supervisord", "a/supervisord.conf", "", {
      directory: "/srv/shop/a",
      sources: [
        { file: "a/supervisord.conf", text: "[program:own]\ncommand=./own\n", directory: "/srv/shop/a" },
        {
          file: "b/conf.d/x.conf",
          text: "[program:x]\ncommand=./x\ndirectory=app\n[program:y]\ncommand=./y\n[program:z]\ncommand=z\ndirectory=/z\n",
          directory: "/srv/shop/b/conf.d",
        },
      ],
    });
    // The result is loaded in /srv/shop here, so `..` leads out of that.
    expect(service("own").cwd).toBe("/srv/shop");
    expect(service("x").cwd).toBe("/srv/b/conf.d/app");
    expect(service("y").cwd).toBe("/srv/b/conf.d");
    expect(service("z").cwd).toBe("/z");
  });
});
