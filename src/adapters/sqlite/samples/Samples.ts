import { Duration, Effect, Layer } from "effect";
import { type JournalError, SamplesBusy, UnanswerableSamples } from "../../../domain/Errors.ts";
import type { SampleHistory } from "../../../domain/sample/SampleHistory.ts";
import { Samples, type StoredMetric, type WrittenSamples } from "../../../ports/store/Samples.ts";
import { inTrouble } from "../file/database.ts";
import { StoreWorker } from "./StoreWorker.ts";

interface StoreOptions {
  readonly file: string;
  /** The bundle of worker.ts. */
  readonly program: string;
}

/** How many samples may wait to be stored. */
const mostWaiting = 50_000;

/** How often roll-ups are made and old tables dropped. */
const tendEvery = Duration.seconds(60);

/** How long the thread that reads is kept, in ms: a dashboard asks again soon. */
const readerKeptFor = 30_000;

const purpose = {
  called: "the store of samples",
  meanwhile: "Everything else goes on; what is measured now is in no history.",
};

/** The samples of a home, in a database of their own that two threads use: one writes, one reads. */
export const layer = ({ file, program }: StoreOptions): Layer.Layer<Samples> =>
  Layer.scoped(
    Samples,
    Effect.gen(function* () {
      const writer = new StoreWorker({ program, file, role: "write", keptFor: null });
      const reader = new StoreWorker({ program, file, role: "read", keptFor: readerKeptFor });
      yield* Effect.addFinalizer(() =>
        Effect.promise(() => Promise.all([writer.close("close"), reader.close()])),
      );
      const ask = <A>(worker: StoreWorker, call: string, argument?: unknown) =>
        Effect.tryPromise({
          try: () => worker.call(call, argument) as Promise<A>,
          catch: (error): JournalError => inTrouble(file, error, purpose),
        });
      const tend = Effect.ignore(ask(writer, "tend"));
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(tend, Effect.sleep(tendEvery))));
      let waiting = 0;
      return Samples.of({
        write: (samples) =>
          Effect.suspend((): Effect.Effect<WrittenSamples, JournalError | SamplesBusy> => {
            if (waiting + samples.length > mostWaiting)
              return new SamplesBusy({ message: `${waiting} samples wait to be stored already` });
            waiting += samples.length;
            return Effect.ensuring(
              ask<WrittenSamples>(writer, "write", samples),
              Effect.sync(() => {
                waiting -= samples.length;
              }),
            );
          }),
        history: (query) =>
          Effect.flatMap(ask<SampleHistory | string>(reader, "history", query), (answer) =>
            typeof answer === "string"
              ? new UnanswerableSamples({ message: answer })
              : Effect.succeed(answer),
          ),
        metrics: (within) => ask<ReadonlyArray<StoredMetric>>(reader, "metrics", within),
      });
    }),
  );
