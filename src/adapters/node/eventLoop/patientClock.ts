import { Clock, Duration, Effect } from "effect";

/** How late a timer fires only where the process was stopped, or a machine stood still, in ms. */
const lateness = 1_000;

/** How long it then takes to hear of what happened meanwhile, in ms. */
const grace = 250;

/**
 * A clock whose timers let what happened before them come first, also where the process was suspended: when it is
 * continued, all timers that are due fire before anything is read. A program that had said in time that it is ready would
 * be taken for one that had not.
 */
export const patientClock = (): Clock.Clock => {
  const clock = Clock.make();
  const sleep: Clock.Clock["sleep"] = (duration) =>
    Effect.suspend(() => {
      const due = performance.now() + Duration.toMillis(duration);
      return Effect.flatMap(clock.sleep(duration), () =>
        performance.now() - due > lateness ? clock.sleep(Duration.millis(grace)) : Effect.void,
      );
    });
  return Object.assign(Object.create(clock), { sleep });
};
