import { performSubcommand } from "../arguments/subcommand.ts";
import { status, statusUsage } from "../service/status.ts";

/** `sentinel service`: the daemon of a tree, kept by launchd or systemd. */
export const perform = performSubcommand({
  status: { usage: statusUsage, run: status },
});
