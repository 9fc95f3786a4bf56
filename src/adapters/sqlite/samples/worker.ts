import { parentPort, workerData } from "node:worker_threads";
import type { Sample } from "../../../domain/sample/Sample.ts";
import type { ChildPath } from "../../../domain/tree/ChildPath.ts";
import type { SampleQuery } from "../../../ports/store/Samples.ts";
import { customaryRetention } from "../../../samples/tiers.ts";
import { customaryLimits } from "./Catalog.ts";
import { SampleFile } from "./SampleFile.ts";
import { readHistory, readMetrics } from "./SampleReader.ts";
import { SampleWriter } from "./SampleWriter.ts";
import type { StoreCall, StoreReply, StoreRole } from "./StoreWorker.ts";

// The program of the store's threads: one that writes, and one that reads while somebody asks.

const { file, role } = workerData as { readonly file: string; readonly role: StoreRole };

type Calls = Readonly<Record<string, (argument: never) => unknown>>;

const writing = (): Calls => {
  const writer = new SampleWriter({ file, kept: customaryRetention, limits: customaryLimits });
  return {
    write: (samples: ReadonlyArray<Sample>) => writer.write(samples, Date.now()),
    tend: () => writer.tend(Date.now()),
    close: () => writer.close(),
  };
};

const reading = (): Calls => {
  let open: SampleFile | null = null;
  const within = <A>(read: (file: SampleFile) => A): A => {
    try {
      open ??= new SampleFile(file, "read");
      const store = open;
      return store.atOnce(() => {
        store.lookForTables();
        return read(store);
      });
    } catch (error) {
      open?.close();
      open = null;
      throw error;
    }
  };
  return {
    history: (query: SampleQuery) =>
      within((store) => readHistory(store, query, customaryRetention, Date.now())),
    metrics: (paths: ReadonlyArray<ChildPath>) => within((store) => readMetrics(store, paths)),
  };
};

const calls = role === "write" ? writing() : reading();

const replyTo = ({ id, call, argument }: StoreCall): StoreReply => {
  try {
    return { id, result: calls[call]?.(argument as never) };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { id, error: [code, message].filter(Boolean).join(": ") };
  }
};

parentPort?.on("message", (call: StoreCall) => parentPort?.postMessage(replyTo(call)));
