import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { Hook } from "../../domain/tree/HookSpec.ts";
import { lineFile } from "./lineFile.ts";

const hookFile = ({ command, timeoutMs }: Hook) => ({ command: lineFile(command), timeout: timeoutMs });

/** The hooks of a service in the file, and what reloads it. */
export const hooksFile = ({ hooks, reload }: Pick<ProcessSpec, "hooks" | "reload">) => ({
  ...(hooks === undefined
    ? {}
    : {
        hooks: Object.fromEntries(
          Object.entries(hooks).flatMap(([name, hook]) => (hook ? [[name, hookFile(hook)]] : [])),
        ),
      }),
  ...(reload === undefined ? {} : { reload: "signal" in reload ? reload.signal : hookFile(reload) }),
});
