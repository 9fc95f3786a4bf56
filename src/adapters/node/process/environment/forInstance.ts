import { replicaOf } from "../../../../domain/tree/ChildPath.ts";
import type { EnvValue } from "../../../../domain/tree/ChildSpec.ts";
import type { Command } from "../../../../domain/tree/Command.ts";
import { forReplica } from "../../../../domain/tree/replicaVariable.ts";
import type { SpawnRequest } from "../../../../ports/machine/ProcessSpawner.ts";

/** The request with the replica's number substituted. */
export const forInstance = (request: SpawnRequest): SpawnRequest => {
  const { spec } = request;
  const replica = replicaOf(request.path);
  if (!spec.interpolatesReplica || replica === null) return request;
  const substitute = (text: string): string => forReplica(text, replica);
  const value = (one: EnvValue): EnvValue => (typeof one === "string" ? substitute(one) : one);
  const env = Object.fromEntries(Object.entries(spec.env).map(([name, one]) => [name, value(one)]));
  return { ...request, spec: { ...spec, command: commandWith(spec.command, substitute), env } };
};

const commandWith = (command: Command, filled: (text: string) => string): Command => {
  if ("shell" in command) return { shell: filled(command.shell) };
  const [program, ...rest] = command.argv;
  return { argv: [filled(program), ...rest.map(filled)] };
};
