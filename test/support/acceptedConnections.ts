import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kernel } from "../../src/system.ts";

/** The unix sockets of a Linux (proc(5)); the imitation of macOS has its /proc elsewhere. */
const table = join(process.env.IMITATION ?? "/", "proc/net/unix");

const connectedLines = (): ReadonlyArray<string> =>
  kernel === "linux"
    ? readFileSync(table, "latin1")
        .split("\n")
        .filter((line) => / 03 +\d+ /.test(line))
    : // macOS: the sixth column is the other end, 0 for one that listens.
      execFileSync("/usr/sbin/netstat", ["-an", "-f", "unix"], { encoding: "latin1" })
        .split("\n")
        .filter((line) => !/^0*$/.test(line.trim().split(/ +/)[5] ?? "0"));

/** How many connections are open to unix sockets whose paths begin like this: the server's end of each has the path. */
export const acceptedConnections = (beginning: string): number =>
  connectedLines().filter((line) => line.includes(` ${beginning}`)).length;
