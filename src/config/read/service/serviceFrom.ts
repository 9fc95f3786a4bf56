import type { ServiceSpec, Strategy } from "../../../domain/tree/ChildSpec.ts";
import type { Command } from "../../../domain/tree/Command.ts";
import { defaults } from "../../language/defaults.ts";
import { serviceDefaults } from "./readService.ts";

/** A service with all defaults, from a name and a command, as `sentinel add` adds it below a supervisor of this strategy. */
export const serviceFrom = (name: string, command: Command, cwd: string, strategy: Strategy): ServiceSpec =>
  serviceDefaults(name, {}, { command, cwd, env: {} }, { strategy, defaults });
