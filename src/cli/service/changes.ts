import { CliError, exitCode } from "../../client/client.ts";
import { removeServiceRecord } from "../../home/serviceRecord.ts";
import { atMost, type Invocation, parseInvocation } from "../arguments/invocation.ts";
import { asCliError } from "./asCliError.ts";
import { restartService } from "./restartService.ts";
import { type SelectedService, selectedService, serviceOptions } from "./selectedService.ts";

type Change = "start" | "stop" | "restart" | "uninstall";

const usageOf = (change: Change): string => `service ${change} [--name LABEL]`;

/** What was done, as text or as JSON. */
const report = (
  { json }: Invocation,
  { service }: SelectedService,
  text: string,
  facts: Readonly<Record<string, unknown>> = {},
): number => {
  process.stdout.write(json ? `${JSON.stringify({ ...service, ...facts })}\n` : `${text}\n`);
  return exitCode.done;
};

/** A subcommand that changes one installed service. */
const changing =
  (change: Change, act: (selected: SelectedService, invocation: Invocation) => Promise<number>) =>
  async (typed: ReadonlyArray<string>): Promise<number> => {
    const invocation = parseInvocation(typed, serviceOptions);
    atMost(0, invocation, usageOf(change));
    const selected = await selectedService(invocation);
    return asCliError(act(selected, invocation));
  };

const start = changing("start", async (selected, invocation) => {
  const { manager, service } = selected;
  await manager.start(service);
  const { pid } = await manager.status(service);
  return report(invocation, selected, `${service.label} is running, pid ${pid}`, { pid });
});

const stop = changing("stop", async (selected, invocation) => {
  const { manager, service } = selected;
  await manager.stop(service);
  return report(
    invocation,
    selected,
    `${service.label} and its tree have stopped until the next ${nextStart(service)}; \`sentinel service start\` starts them, \`sentinel service uninstall\` removes the service`,
  );
});

/** When a stopped service is started again. */
export const nextStart = ({ scope }: Pick<SelectedService["service"], "scope">): string =>
  scope === "system" ? "start of the machine" : "login";

const restart = changing("restart", async (selected, invocation) => {
  const { manager, service, home } = selected;
  if (home === null)
    throw new CliError(
      exitCode.usage,
      "restart needs the tree, not the service: type it in the folder of its sentinel.yaml, or with --tree or --home",
    );
  if ((await manager.status(service)).state === "not installed")
    throw new CliError(
      exitCode.failed,
      `there is no service ${service.label}; \`sentinel service install\` installs it`,
    );
  const { daemon } = await restartService(manager, service, home);
  return report(
    invocation,
    selected,
    `${service.label} has another daemon, pid ${daemon.pid}; the children that ran still do`,
    { pid: daemon.pid },
  );
});

const uninstall = changing("uninstall", async (selected, invocation) => {
  const { manager, service, home } = selected;
  const { pid } = await manager.status(service);
  const remains = await manager.uninstall(service);
  if (home !== null) removeServiceRecord(home);
  const lines = [
    `${service.label} was removed${pid === null ? "" : ", and its tree has stopped"}.`,
    ...(home === null
      ? []
      : [
          `The home ${home} is still there, with the history and output of its children; \`sentinel up\` uses it again.`,
        ]),
    ...remains,
  ];
  return report(invocation, selected, lines.join("\n"), {
    remains: [...(home === null ? [] : [home]), ...remains],
  });
});

/** The subcommands that change an installed service. */
export const changes = {
  start: { usage: usageOf("start"), run: start },
  stop: { usage: usageOf("stop"), run: stop },
  restart: { usage: usageOf("restart"), run: restart },
  uninstall: { usage: usageOf("uninstall"), run: uninstall },
};
