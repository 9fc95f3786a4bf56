import { CliError, exitCode } from "../../../client/client.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { canDraw } from "../../terminal/style.ts";
import { runTop } from "../../top/runTop.ts";

/** `sentinel top`: an interactive view of a running tree. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, "top");
  if (invocation.json || !canDraw(process.stdout) || process.stdin.isTTY !== true)
    throw new CliError(
      exitCode.usage,
      "top needs a terminal to draw on and to read keys from; `sentinel status` prints the tree once, `sentinel watch` follows it",
    );
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => end.abort());
  const refusal = await runTop(invocation.daemon, end.signal);
  if (refusal !== null) throw refusal;
  // Requests that are still open would keep the process alive.
  process.exit(end.signal.aborted ? exitCode.interrupted : exitCode.done);
};
