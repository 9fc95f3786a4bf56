import { join } from "node:path";
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import type { Finding } from "../../src/config/import/draft/Finding.ts";
import { importConfig } from "../../src/config/import/importConfig.ts";
import { tables } from "../../src/config/import/tables.ts";
import * as cases from "./cases.ts";
import { requestOf } from "./sources.ts";

type Request = ReturnType<typeof requestOf>;

/** How one key with a value is written down in a source that has little else. */
type Write = (key: string, value: string) => Request;

const source = (file: string, text: string, ...beside: ReadonlyArray<readonly [string, string]>): Request =>
  requestOf(
    { file, text },
    beside.map(([name, content]) => ({ file: name, text: content })),
  );

const nested = (key: string, value: string): string =>
  key
    .split(".")
    .reduceRight(
      (inner, part, index) => (index === 0 ? `${part}: ${inner}` : `{ ${part}: ${inner} }`),
      value,
    );

const section =
  (name: string, base: string): Write =>
  (key, value) =>
    source(
      "x.conf",
      `${base}\n[${name}]\n${name.includes(":") && key !== "command" && !name.startsWith("group") ? "command=/bin/cat\n" : ""}${key}=${value}\n`,
    );

const plain = "[program:x]\ncommand=/bin/cat\n";

const unit =
  (name: string): Write =>
  (key, value) =>
    name === "Service" || name === "Unit" || name === "Install"
      ? source(
          "job.service",
          `[Service]\n${key === "ExecStart" ? "" : "ExecStart=/bin/app\n"}[${name}]\n${key}=${value}\n`,
        )
      : name === "Timer"
        ? source("job.timer", `[Timer]\n${key}=${value}\n`, [
            "job.service",
            "[Service]\nExecStart=/bin/app\n",
          ])
        : source("job.socket", `[Socket]\n${key}=${value}\n`, [
            key === "Service" ? "x" : "job.service",
            "[Service]\nExecStart=/bin/app\n",
          ]);

/** For each table: the values of its keys, and how one is written. */
const writings: Readonly<Record<string, readonly [Readonly<Record<string, string>>, Write]>> = {
  "pm2 app": [
    cases.pm2,
    (key, value) =>
      source(
        "x.yaml",
        `apps:\n  - { ${key === "script" ? "" : "script: a.js, "}${key.replace("*", "production")}: ${value} }\n`,
      ),
  ],
  "pm2 file": [
    cases.pm2Top,
    (key, value) =>
      source(
        "x.yaml",
        `${key === "apps" || key === "pm2" ? "" : "apps: [{ script: a.js }]\n"}${key}: ${value}\n`,
      ),
  ],
  "supervisord [program:x]": [cases.program, section("program:x", "")],
  "supervisord [fcgi-program:x]": [cases.fcgi, section("fcgi-program:x", "")],
  "supervisord [eventlistener:x]": [cases.listener, section("eventlistener:x", "")],
  "supervisord [supervisord]": [cases.daemon, section("supervisord", plain)],
  "supervisord [group:x]": [cases.group, section("group:y", plain)],
  "supervisord [include]": [cases.include, section("include", plain)],
  "supervisord [unix_http_server], [inet_http_server]": [cases.server, section("inet_http_server", plain)],
  procfile: [
    cases.procfile,
    (key, value) =>
      source("Procfile", `web: ${key === "command" ? value : "bin/web"}\n`, [
        key === ".env" ? ".env" : ".overmind.env",
        key === ".env" ? value : `${key.replace("*", "web")}=${value}\n`,
      ]),
  ],
  "process-compose process": [
    cases.process,
    (key, value) =>
      source(
        "x.yaml",
        `processes:\n  base: { command: sleep 1 }\n  job: { ${key === "command" ? "" : "command: run, "}${nested(key, value)} }\n`,
      ),
  ],
  "process-compose project": [
    cases.project,
    (key, value) =>
      key === ".env"
        ? source("x.yaml", "processes: { job: { command: run } }\n", [".env", value])
        : source(
            "x.yaml",
            `${key === "processes" ? "" : `${nested(key, value)}\n`}processes: { job: { command: run } }\n`,
          ),
  ],
  crontab: [
    cases.crontab,
    (key, value) =>
      source(
        ["period", "delay", "id"].includes(key) ? "anacrontab" : key === "user" ? "etc/crontab" : "my.cron",
        `${value}\n`,
      ),
  ],
  "systemd [Unit]": [cases.unit, unit("Unit")],
  "systemd [Service]": [cases.service, unit("Service")],
  "systemd [Install]": [cases.install, unit("Install")],
  "systemd [Timer]": [cases.timer, unit("Timer")],
  "systemd [Socket]": [cases.socket, unit("Socket")],
  launchd: [
    cases.launchd,
    (key, value) => {
      const [top = "", inner] = key.split(".");
      const own = inner === undefined ? `"${top}": ${value}` : `"${top}": { "${inner}": ${value} }`;
      const base = [
        key === "Label" ? "" : '"Label": "job", ',
        key === "ProgramArguments" ? "" : '"ProgramArguments": ["app"], ',
      ];
      return source("job.plist", `{ ${base.join("")}${own} }`);
    },
  ],
};

const written = (key: string): string => key.replace("env_*", "env_production").replace("NAME=value", "NAME");

const told = ({ key, fidelity, target, note }: Finding): string =>
  `${key}  ${fidelity}  → ${target ?? "-"}  ${note}`.trimEnd();

describe("the tables", () => {
  it("can all write their keys", () => {
    expect(Object.keys(writings)).toEqual(tables.map(({ name }) => name));
  });

  for (const { name, format, rows } of tables) {
    it(`of ${name} have a result for each key`, async () => {
      const [values, write] = writings[name] ?? [{}, () => source("", "")];
      const keys = rows.map(({ key }) => key).filter((key) => !key.startsWith("("));
      expect(keys.filter((key) => values[key] === undefined)).toEqual([]);
      expect(Object.keys(values).filter((key) => !keys.includes(key))).toEqual([]);
      const lines = keys.map((key) => {
        const result = importConfig(format, write(key, values[key] ?? ""));
        const { report } = Either.getOrThrowWith(
          result,
          (errors) => new Error(`${key}: ${formatErrors(errors)}`),
        );
        const found = report.find(
          (one) => one.key === written(key) && !one.note.includes("source's default"),
        );
        expect(found, key).toBeDefined();
        return found ? told(found) : "";
      });
      const file = `keys-${name.replaceAll(/[^a-z]+/gi, "-").replace(/-$/, "")}.report`;
      await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(join(import.meta.dirname, "golden", file));
    });

    it(`of ${name} write out every default of the source`, () => {
      const [values, write] = writings[name] ?? [{}, () => source("", "")];
      const standard = rows.filter(({ byDefault }) => byDefault !== undefined).map(({ key }) => key);
      const [key = ""] = rows
        .map((row) => row.key)
        .filter((one) => !standard.includes(one) && values[one] !== undefined);
      const result = importConfig(format, write(key, values[key] ?? ""));
      const { report } = Either.getOrThrowWith(result, (errors) => new Error(formatErrors(errors)));
      const defaults = report.filter(({ note }) => note.includes("source's default")).map((one) => one.key);
      expect(standard.filter((one) => !defaults.includes(one))).toEqual([]);
    });
  }
});
