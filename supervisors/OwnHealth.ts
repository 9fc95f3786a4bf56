import { Context, Duration, Effect, Layer } from "effect";
import type { Health, Vitals } from "../src/domain/Vitals.ts";
import { type Ailment, ailmentsOf, fresh } from "../src/policy/ailments.ts";
import { LogStore } from "../src/ports/LogStore.ts";
import { VitalSigns } from "../src/ports/VitalSigns.ts";
import { Supervision } from "./Supervision.ts";

/** How often the daemon looks at itself. */
const interval = Duration.seconds(10);

/** How the daemon itself is: what it found when it last looked. */
export class OwnHealth extends Context.Tag("sentinel/OwnHealth")<
  OwnHealth,
  { readonly current: Effect.Effect<Health> }
>() {}

const healthOf = (vitals: Vitals, ailments: ReadonlyArray<Ailment>): Health => ({
  ...vitals,
  ailments: ailments.map(({ reason }) => reason),
});

/** Looks at the vital signs now and then; what goes beyond its limit raises an alarm, once until it has gone. */
export const layer: Layer.Layer<OwnHealth, never, VitalSigns | LogStore | Supervision> = Layer.scoped(
  OwnHealth,
  Effect.gen(function* () {
    const signs = yield* VitalSigns;
    const logs = yield* LogStore;
    const supervision = yield* Supervision;
    const read = Effect.zipWith(signs.read, logs.lag, (own, output_lag): Vitals => ({ ...own, output_lag }));
    let vitals = yield* read;
    let ailments: ReadonlyArray<Ailment> = [];
    const look = Effect.gen(function* () {
      vitals = yield* read;
      const found = ailmentsOf(vitals);
      for (const { reason } of fresh(ailments, found)) yield* supervision.alarm("health", reason);
      ailments = found;
    });
    yield* Effect.forkScoped(Effect.forever(Effect.zipRight(Effect.sleep(interval), look)));
    return OwnHealth.of({ current: Effect.sync(() => healthOf(vitals, ailments)) });
  }),
);
