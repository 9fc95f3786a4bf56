import { Worker } from "node:worker_threads";

export type StoreRole = "write" | "read";

/** What a thread of the store is asked for. */
export interface StoreCall {
  readonly id: number;
  readonly call: string;
  readonly argument: unknown;
}

export type StoreReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Options {
  /** The bundle of worker.ts. */
  readonly program: string;
  readonly file: string;
  readonly role: StoreRole;
  /** How long it is kept without a call, in ms; null: until it is closed. */
  readonly keptFor: number | null;
}

/** A thread of the store: started with the first call, and again with the next one after it has failed. */
export class StoreWorker {
  readonly #options: Options;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #calls = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Rejects with what SQLite says, or with why the thread has ended. */
  call(call: string, argument?: unknown): Promise<unknown> {
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const id = ++this.#calls;
    const reply = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, call, argument } satisfies StoreCall);
    return reply.finally(() => this.#restWhenIdle());
  }

  /** End the thread. `last`: what it does before. */
  async close(last?: string): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    if (last !== undefined) await this.call(last).catch(() => undefined);
    clearTimeout(this.#idle);
    this.#end(worker, "the store of samples was closed");
    await worker.terminate();
  }

  #start(): Worker {
    const { program, file, role } = this.#options;
    const worker = new Worker(program, { workerData: { file, role }, env: {}, execArgv: [] });
    worker.unref();
    worker.on("message", (reply: StoreReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ("error" in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply.result);
    });
    worker.on("error", ({ message }) => this.#end(worker, message));
    worker.on("exit", (code) => this.#end(worker, `the thread of the store has ended with code ${code}`));
    return worker;
  }

  #end(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }

  #restWhenIdle(): void {
    const { keptFor } = this.#options;
    if (keptFor === null || this.#waiting.size > 0 || this.#worker === null) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.close(), keptFor).unref();
  }
}
