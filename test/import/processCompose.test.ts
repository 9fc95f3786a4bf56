// Faults of the import of process-compose.yaml, found with real files: rows I10 to I14 and I17 to I19 of the list.
// Cause: names, templates, variables and keys of the project were read as if each process stood alone.
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { importConfig } from "../../src/config/import/importConfig.ts";
import { imported } from "./imported.ts";
import { requestOf } from "./sources.ts";

const project = (text: string) => imported("process-compose", "process-compose.yaml", text);

describe("a dependency on a replica", () => {
  it("I10: becomes one on its process", () => {
    const { yaml, root } = project(
      "processes:\n  after: { command: a, depends_on: { node-0: { condition: process_started } } }\n  node: { command: n, replicas: 2 }\n",
    );
    expect(root().children.map(({ id }) => id)).toEqual(["node", "after"]);
    expect(yaml).toContain("after: { node: started }");
  });

  it("I10: is recognised by the number of digits that process-compose uses, and not by more", () => {
    const ten = (name: string) =>
      `processes:\n  a: { command: a, depends_on: [${name}] }\n  node: { command: n, replicas: 10 }\n`;
    expect(project(ten("node-09")).root().children).toHaveLength(2);
    const result = importConfig("process-compose", requestOf({ file: "x.yaml", text: ten("node-10") }));
    expect(Either.isLeft(result) && result.left[0]?.message).toContain('depends on "node-10"');
  });
});

describe("a template", () => {
  const port = (template: string) =>
    project(`vars: { PORT: 8080, EMPTY: "" }\nprocesses:\n  web: { command: 'serve --port=${template}' }\n`);

  it("I11: is expanded if it is a name, a text or the first non-empty one of several", () => {
    const line = (template: string, variables = {}) => port(template).service("web", variables).command;
    const served = (with_: string) => ({ argv: ["serve", `--port=${with_}`] });
    const inShell = (with_: string) => ({ argv: ["bash", "-c", `serve --port=${with_}`] });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how the source writes it
    const either = '{{ or "${PORT}" .PORT }}';
    expect(line(either)).toEqual(inShell("8080"));
    expect(line(either, { PORT: "1" })).toEqual(inShell("1"));
    expect(line("{{- .PORT -}}")).toEqual(served("8080"));
    expect(line("{{ or .EMPTY `9` }}")).toEqual(served("9"));
  });

  it("I11: is reported otherwise, and its process left down", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how the source writes it
    for (const template of ["{{ .MISSING }}", "{{ add .PORT 1 }}", '{{ if eq "${A}" "b" }}']) {
      const { service, report } = port(template);
      expect(service("web").autostart).toBe(false);
      expect(report).toContainEqual(
        expect.objectContaining({
          key: expect.stringContaining(template.slice(0, 8)),
          fidelity: "unsupported",
          note: expect.stringContaining("so it is not started"),
        }),
      );
    }
  });

  it("I11: in a description is harmless", () => {
    const { service } = project("processes:\n  web: { command: a, description: 'about {{ .X | y }}' }\n");
    expect(service("web").autostart).toBe(true);
  });
});

it("I12: a variable in a key that supports none only drops that key, and its own default applies", () => {
  const { service, told } = project(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how the source writes it
    'processes:\n  web:\n    command: a\n    replicas: "${N}"\n    availability: { restart: "${MODE:-on_failure}", backoff_seconds: 7 }\n',
  );
  expect(service("web")).toMatchObject({ restart: "transient", backoff: { initialMs: 7_000 } });
  expect(told("availability.restart")).toMatch(/^approximate: .*taken as on_failure/);
  const { service: other } = project(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how the source writes it
    'processes:\n  web: { command: a, availability: { restart: "${MODE}" } }\n',
  );
  expect(other("web").restart).toBe("temporary");
});

it("I13: a project has no env_file: unknown, and not in the result", () => {
  const { told, yaml, missing } = project("env_file: [.env]\nprocesses: { a: { command: a } }\n");
  expect(told("env_file")).toMatch(/^unknown: not a key of this format/);
  expect(yaml).not.toContain("env_file");
  expect(missing).toEqual([]);
});

it("I14: the log_configuration of the project applies to its processes", () => {
  const { told, service } = project(
    "log_configuration: { rotation: { max_size_mb: 5, max_backups: 3 }, no_color: true }\nprocesses: { a: { command: a } }\n",
  );
  expect(service("a").logs).toMatchObject({ maxSize: 5_000_000, maxFiles: 3 });
  expect(told("log_configuration.rotation.max_size_mb")).toMatch(/^approximate/);
  expect(told("log_configuration.no_color")).toMatch(/^unsupported/);
});

describe("variables that process-compose sets", () => {
  it("I17: are set, with lower precedence than those of the process", () => {
    expect(project("processes: { a: { command: a } }\n").service("a").env).toEqual({
      PC_PROC_NAME: "a",
      PC_REPLICA_NUM: "0",
    });
    expect(
      project("processes: { a: { command: a, environment: [PC_PROC_NAME=b] } }\n").service("a").env,
    ).toMatchObject({ PC_PROC_NAME: "b" });
  });

  it("I17: or reported, if replicas share the value", () => {
    const { service, told } = project("processes: { a: { command: a, replicas: 2 } }\n");
    expect(service("a").env).toEqual({ PC_PROC_NAME: "a" });
    expect(told("replicas")).toContain("PC_REPLICA_NUM is not set");
  });
});

it("I18: on_failure is approximate: SIGTERM from outside is a failure there", () => {
  const { told } = project("processes: { a: { command: a, availability: { restart: on_failure } } }\n");
  expect(told("availability.restart")).toMatch(/^approximate: an exit by SIGTERM/);
});

it("I19: dependents on any end wait for a success, which is reported with their names", () => {
  const text = (condition: string) =>
    `processes:\n  db: { command: a }\n  web: { command: a, depends_on: { db: { condition: ${condition} } } }\n`;
  expect(project(text("process_completed")).told("depends_on")).toContain(
    "waits until db has succeeded, where process-compose also starts it after a failure",
  );
  expect(project(text("process_completed_successfully")).told("depends_on")).not.toContain("failure");
  const { start, children } = project(text("process_completed_successfully")).root();
  expect([start, children[1]?.after]).toEqual(["parallel", [{ path: "db", until: "finished" }]]);
});

// Found by following the guide: nothing told that the other was healthy, so its dependents waited for ever.
it("waits until a process is ready where process-compose waits until its readiness probe succeeds", () => {
  const { yaml } = project(
    "processes:\n  api: { command: serve }\n  web: { command: run, depends_on: { api: { condition: process_healthy } } }\n",
  );
  expect(yaml).toContain("after: { api: ready }");
});
