import { Effect } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ServiceReadings, StatusPart } from "../../src/domain/view/Status.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import type { Client, WantedMetrics } from "./Client.ts";
import { Frame } from "./Frame.ts";

/** How often usage is looked at, in ms: as often as a reading is a new one. */
export const sampleInterval = 500;

/** The metrics that are asked for `hz` times a second. */
export const wantedMetrics = (ids: ReadonlyArray<number>, hz: number): WantedMetrics => ({
  ids,
  every: Math.max(1, Math.round(1000 / hz / sampleInterval)),
});

const readingsOf = (parts: ReadonlyArray<StatusPart>): ReadonlyMap<ChildPath, ServiceReadings> =>
  new Map(
    parts.flatMap(
      (part): Array<[ChildPath, ServiceReadings]> =>
        "readings" in part && "uptime_ms" in part.readings ? [[part.view.path, part.readings]] : [],
    ),
  );

/** Tell the clients what is due at a sample of this number. One reading is for all of them. */
export const tellMetrics = (
  sample: number,
  clients: Iterable<Client>,
  pathOf: (client: Client, id: number) => ChildPath | undefined,
): Effect.Effect<void, never, Supervision> =>
  Effect.gen(function* () {
    const due = [...clients].flatMap((client) =>
      client.metrics !== null && sample % client.metrics.every === 0
        ? [{ client, ids: client.metrics.ids }]
        : [],
    );
    if (due.length === 0) return;
    const { children } = yield* Effect.flatMap(Supervision, ({ statusParts }) => statusParts);
    const readings = readingsOf(children);
    for (const { client, ids } of due) {
      const read = ids.map((id) => readings.get(pathOf(client, id) ?? ""));
      const m = {
        i: ids,
        cpu: read.map((one) => one?.cpu ?? null),
        memory: read.map((one) => one?.memory ?? null),
        descendants: read.map((one) => one?.descendants ?? null),
        open_files: read.map((one) => one?.open_files ?? null),
      };
      client.offer(new Frame({ m }));
    }
  });
