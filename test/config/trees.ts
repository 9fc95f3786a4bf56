import { Arbitrary, Schema } from "effect";
import fc from "fast-check";
import type { ScheduleMap, Times } from "../../src/config/language/jobs.ts";
import { JobFile, ServiceFile, SupervisorFile, TreeFile } from "../../src/config/language/language.ts";

/** Files made from the language's own schemas: what each key may be, the schema says. */
type FileTree = Readonly<Record<string, unknown>>;

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,9}$/);
type Update = NonNullable<ServiceFile["update"]>;

/** The language refuses `__proto__`, which fast-check is fond of. */
const variable = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,9}$/).filter((it) => it !== "__proto__");

const readiness = fc.constantFrom("min_uptime" as const, "log" as const, "notify" as const);

/** With a deadline that can be kept. */
const inTime = ({ min_healthy_time = 0, healthy_deadline = 300_000, ...update }: Update): Update => ({
  ...update,
  min_healthy_time: Math.min(min_healthy_time, 1_000),
  healthy_deadline: Math.max(healthy_deadline, 2_000),
});

type Probes = NonNullable<ServiceFile["probes"]>;

/** A probe that checks one thing. */
const checkingOne = <Probe extends NonNullable<Probes["live"]>>(probe: Probe) => {
  const { tcp, http, exec, silent_for, ...attempts } = probe;
  const command = exec !== undefined && !isEmpty(exec) ? { exec } : { tcp: 80 };
  const request = typeof http === "object" && http.port !== undefined ? http.url : http;
  const check =
    tcp === undefined
      ? request === undefined
        ? silent_for
          ? { silent_for }
          : command
        : { http: request }
      : { tcp };
  return {
    ...attempts,
    ...check,
    ...(attempts.every === undefined ? {} : { every: Math.max(attempts.every, 100) }),
  };
};

const probesMeant = ({ startup, ready, live }: Probes): Probes => ({
  ...(startup ? { startup: checkingOne(startup) } : {}),
  ...(ready ? { ready: checkingOne(ready) } : {}),
  ...(live ? { live: checkingOne(live) } : {}),
});

type Hooks = NonNullable<ServiceFile["hooks"]>;
type Line = string | readonly [string, ...ReadonlyArray<string>];

const lineMeant = (line: Line): Line => (isEmpty(line) ? "true" : line);

/** Hooks with commands that are not empty. */
const hooksMeant = (hooks: Hooks): Hooks =>
  Object.fromEntries(
    Object.entries(hooks).map(([name, hook]) => [
      name,
      typeof hook === "object" && "command" in hook
        ? { ...hook, command: lineMeant(hook.command) }
        : lineMeant(hook),
    ]),
  );

type Watched = NonNullable<ServiceFile["watch"]>;

/** What is watched has a path. */
const watchMeant = (watch: Watched): Watched => {
  if (typeof watch === "object" && "paths" in watch)
    return { ...watch, paths: watch.paths.length === 0 ? "src" : watch.paths };
  return watch.length === 0 ? "src" : watch;
};

/** A reload by one thing. */
const reloadMeant = (reload: NonNullable<ServiceFile["reload"]>): NonNullable<ServiceFile["reload"]> => {
  if (typeof reload === "string") return reload;
  const { signal, command = "true", ...rest } = reload;
  return signal === undefined ? { ...rest, command: lineMeant(command) } : { signal };
};

/** What the schemas allow key by key, without what can't be meant together. */
const meant = (service: ServiceFile, kind: "min_uptime" | "log" | "notify"): ServiceFile => {
  const {
    ready,
    min_uptime,
    significant,
    oneshot,
    restart,
    intensity,
    period,
    shutdown,
    stop,
    env_file,
    update,
    user,
    group,
    port,
    ports,
    after: _,
    probes,
    hooks,
    reload,
    memory,
    max_runtime,
    watch,
    ...rest
  } = service;
  const timeout = ready?.timeout === undefined ? {} : { timeout: ready.timeout };
  const how = ready?.[kind];
  const isTemporary = restart === "temporary" || (oneshot === true && restart !== "transient");
  return {
    ...rest,
    // Numbers that two children have are refused; golden pairs have some.
    ...(port === undefined ? {} : { port: "auto" }),
    ...(ports === undefined ? {} : { ports: { http: "auto" } }),
    ...(oneshot
      ? { oneshot, ready: timeout }
      : { ready: { ...timeout, ...(how === undefined || probes?.startup ? {} : { [kind]: how }) } }),
    ...(hooks ? { hooks: hooksMeant(hooks) } : {}),
    ...(watch === undefined ? {} : { watch: watchMeant(watch) }),
    ...(reload ? { reload: reloadMeant(reload) } : {}),
    ...(probes && !oneshot ? { probes: probesMeant(probes) } : {}),
    ...(restart === undefined || (oneshot && restart === "permanent") ? {} : { restart }),
    // Both restart it, which a temporary child, as a oneshot is unless it says otherwise, never is.
    ...(isTemporary || memory === undefined ? {} : { memory }),
    ...(isTemporary || max_runtime === undefined ? {} : { max_runtime }),
    ...(rest.replicas === undefined
      ? {}
      : {
          replicas: rest.replicas % 5,
          ...(intensity === undefined ? {} : { intensity }),
          ...(update ? { update: inTime(update) } : {}),
        }),
    ...(shutdown === undefined ? (stop ? { stop } : {}) : { shutdown }),
  };
};

const env = fc.dictionary(
  variable,
  fc.oneof(
    fc.string().map((text) => text.replaceAll("\0", "")),
    fc.record({ secret: fc.record({ env: variable }) }),
  ),
);

const isEmpty = (command: ServiceFile["command"]): boolean =>
  typeof command === "string" ? command.trim() === "" : command[0] === "";

const service: fc.Arbitrary<FileTree> = fc
  .tuple(Arbitrary.make(Schema.typeSchema(ServiceFile)), readiness, env)
  .map(([file, kind, variables]) => {
    // Mapped and not filtered: where small values are preferred, a filter might find none.
    const command = isEmpty(file.command) ? "true" : file.command;
    const encoded = Schema.encodeSync(ServiceFile)({ ...meant(file, kind), command, env: {} });
    return { ...encoded, env: variables };
  });

const time: fc.Arbitrary<Times> = fc.oneof(
  fc.record({
    cron: fc.constantFrom("0 3 * * *", "@daily", "*/5 * * * * MON-FRI", "0 12 L * *"),
    timezone: fc.constantFrom("UTC", "Europe/Berlin"),
  }),
  fc.record({ every: fc.integer({ min: 1, max: 1e6 }).map((seconds) => seconds * 1_000) }),
  fc.record({
    every: fc.constant(3_600_000),
    anchor: fc.constantFrom("2026-01-01", "2026-12-24T18:00:00+01:00"),
  }),
  fc.record({ at: fc.constantFrom("2026-12-24T18:00:00+01:00", "2030-01-01 06:30") }),
);

const when: fc.Arbitrary<Partial<ScheduleMap>> = fc.oneof(
  time,
  fc.record({ several: fc.array(time, { minLength: 1, maxLength: 3 }) }),
  fc.constant({ manual: true }),
  fc.constant({ cron: "@daily", from: "2026-06-01", until: "2030-01-01T00:00:00Z" }),
  fc.constant({ cron: "@hourly", blackouts: [{ from: "2026-06-01", until: "2026-06-02" }] }),
);

const job: fc.Arbitrary<FileTree> = fc
  .tuple(Arbitrary.make(Schema.typeSchema(JobFile)), when, env)
  .map(([file, times, variables]) => {
    const { schedule, parameters: _, after: __, env_file, user, group, ...rest } = file;
    const settings = typeof schedule === "object" && "overlap" in schedule ? schedule : {};
    const { jitter, overlap, catch_up, start_within } = settings;
    const known = Object.fromEntries(
      Object.entries({ jitter, overlap, catch_up, start_within }).filter(([, value]) => value !== undefined),
    );
    const command = isEmpty(file.command) ? "true" : file.command;
    const whole = {
      ...rest,
      command,
      env: {},
      schedule: { ...known, ...times },
      parameters: { a_b: "x", A: null },
    };
    return {
      ...Schema.encodeSync(JobFile)(whole),
      env: Object.fromEntries(Object.entries(variables).filter(([key]) => !["a_b", "A"].includes(key))),
    };
  });

/** With room in its quota for any tree that is made here, and a check on demand that says when a report is expected. */
const supervising = ({ quota, provision }: SupervisorFile): Pick<SupervisorFile, "quota" | "provision"> => ({
  ...(quota === undefined
    ? {}
    : {
        quota: {
          ...quota,
          ...(quota.children === undefined ? {} : { children: Math.max(quota.children, 1_000) }),
        },
      }),
  ...(provision === undefined ? {} : { provision: { ...provision, check: { every: 86_400_000 } } }),
});

const supervisor = (children: fc.Arbitrary<ReadonlyMap<string, unknown>>): fc.Arbitrary<FileTree> =>
  fc.tuple(Arbitrary.make(Schema.typeSchema(SupervisorFile)), children).map(([file, below]) => {
    const { significant, after: _, ...rest } = file;
    return { ...Schema.encodeSync(SupervisorFile)({ ...rest, ...supervising(rest) }), children: below };
  });

const leaf = fc.oneof({ weight: 3, arbitrary: service }, job);

const children = (depth: number): fc.Arbitrary<ReadonlyMap<string, unknown>> =>
  fc
    .array(
      fc.tuple(
        name,
        depth > 0 ? fc.oneof({ weight: 3, arbitrary: leaf }, supervisor(children(depth - 1))) : leaf,
      ),
      {
        maxLength: 3,
      },
    )
    // Names that differ only in case are refused.
    .map((pairs) => new Map(pairs.map(([id, child]) => [id.toLowerCase(), [id, child] as const])))
    .map((byFolder) => new Map(byFolder.values()));

/** Whole files of the language, as values. */
export const fileTree: fc.Arbitrary<FileTree> = fc
  .tuple(Arbitrary.make(Schema.typeSchema(TreeFile)), children(2))
  .map(([{ calendars: _, pools, ...file }, below]) => ({
    version: 1,
    ...Schema.encodeSync(TreeFile)({
      ...file,
      ...supervising(file),
      ...(pools === undefined ? {} : { pools: { db: 2, "no.2": 1 } }),
    }),
    calendars: { freeze: [{ from: "2026-12-24", until: "2026-12-27" }] },
    children: below,
  }));
