// Children that are killed at a steady rate, and the transitions that come of it, as the live channel tells them.
import { once } from "node:events";
import { join } from "node:path";
import { WebSocket } from "ws";

/** Follow the live channel of a daemon: the pid of each child, and `(path, state, at)` of each of its transitions. */
export const follow = async (home, hear) => {
  const pids = new Map();
  const paths = new Map();
  const note = (columns) => {
    for (const [at, i] of (columns?.i ?? []).entries()) {
      if (columns.path) paths.set(i, columns.path[at]);
      if (columns.pid && columns.kind?.[at] !== "supervisor") pids.set(i, columns.pid[at]);
    }
  };
  const client = new WebSocket(`ws+unix:${join(home, "sentinel.sock")}:/api/v1/live`);
  client.on("message", (text) => {
    const { t, e = [], n, snapshot } = JSON.parse(String(text));
    for (const columns of [snapshot?.nodes, n?.added, n?.updated]) note(columns);
    for (const [i, , , to, after] of e) hear(paths.get(i), to.split(".")[0], t + after);
  });
  await once(client, "open");
  client.send('{"hello":1}');
  return { pids, leave: () => client.close() };
};

/** Kill children so often that about so many transitions a second come of it. Returns how to stop. */
export const changing = (pids, perSecond) => {
  // A kill and the restart are four transitions, of the child and of its supervisor.
  const killsPerSecond = perSecond / 4;
  let turn = 0;
  const timer = setInterval(() => {
    const all = [...pids.values()].filter((pid) => pid !== null);
    const pid = all[(turn++ * 7) % all.length];
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended already, and nobody has told us yet.
    }
  }, 1000 / killsPerSecond);
  return () => clearInterval(timer);
};
