import { realpathSync } from "node:fs";
import { Effect, Layer } from "effect";
import type { Check } from "../../../domain/tree/ProbeSpec.ts";
import { type Attempt, type ProbedRun, Prober } from "../../../ports/machine/Prober.ts";
import type { EnvFileParser } from "../process/environment/secrets.ts";
import { attempt } from "./attempt.ts";
import { tryCommand } from "./command.ts";
import { tryHttp } from "./http.ts";
import { lookForOutput } from "./output.ts";
import { tryTcp } from "./tcp.ts";

interface ProberOptions {
  readonly home: string;
  readonly parseEnvFile: EnvFileParser;
}

const tried = (check: Check, run: ProbedRun, options: ProberOptions): Effect.Effect<Attempt> => {
  switch (check.kind) {
    case "tcp":
      return attempt((settle) => tryTcp(check, settle));
    case "http":
      return attempt((settle) => tryHttp(check, settle));
    case "exec":
      return attempt((settle) => tryCommand(check, run, options, settle));
    case "output":
      return Effect.sync(() => lookForOutput(check, run, options.home));
  }
};

/** Probes over the network, by commands beside the child, and by the age of its output. */
export const layer = ({ home, parseEnvFile }: ProberOptions): Layer.Layer<Prober> =>
  Layer.sync(Prober, () => {
    // The same name as in the environment of runs.
    const options = { home: realpathSync(home), parseEnvFile };
    return Prober.of({ probe: (check, run) => tried(check, run, options) });
  });
