import { Worker } from "node:worker_threads";

/** Lines that are matched together, and with what. */
interface Request {
  readonly source: string;
  readonly flags: "" | "i";
  readonly texts: ReadonlyArray<string>;
}

/** What came of a request. */
interface Matched {
  /** Whether each text matches; null when that took longer than it may. */
  readonly matches: ReadonlyArray<boolean> | null;
  /**
   * The processor time of the whole process meanwhile, in ms. Not time by the clock: on a busy machine that goes to other
   * processes.
   */
  readonly used: number;
}

/** How often the processor time is read, in ms. */
const checkInterval = 50;

/** How long the worker is kept for the next request, in ms. */
const keptFor = 5_000;

/** CommonJS, since it is run from its text: bundles, tests and sources load files in different ways. */
const program = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ source, flags, texts }) => {
    const expression = new RegExp(source, flags);
    parentPort.postMessage(texts.map((text) => expression.test(text)));
  });
`;

/**
 * Matches expressions that would hold the event loop in a worker, which is terminated when one takes too long. It is
 * started on first use and ends when nothing was asked for a while. One request at a time.
 */
export class WorkerMatcher {
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #previous: Promise<unknown> = Promise.resolve();

  /** Whether each text matches, if that takes no more than `limit` ms of processor time. */
  matches(request: Request, limit: number): Promise<Matched> {
    const answer = this.#previous.then(() => this.#ask(request, limit));
    this.#previous = answer.catch(() => undefined);
    return answer;
  }

  async #ask(request: Request, limit: number): Promise<Matched> {
    clearTimeout(this.#idle);
    this.#worker ??= new Worker(program, { eval: true, env: {}, execArgv: [] });
    const worker = this.#worker;
    worker.ref();
    try {
      const matched = await answerOf(worker, request, limit);
      if (matched.matches === null) this.#end();
      return matched;
    } catch (error) {
      this.#end();
      throw error;
    } finally {
      worker.unref();
      this.#idle = setTimeout(() => this.#end(), keptFor).unref();
    }
  }

  #end(): void {
    void this.#worker?.terminate();
    this.#worker = null;
  }
}

const answerOf = (worker: Worker, request: Request, limit: number): Promise<Matched> =>
  new Promise((resolve, reject) => {
    const before = process.cpuUsage();
    const used = (): number => {
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    const end = (): void => {
      clearInterval(check);
      // Without names the worker's own listeners would go, too.
      for (const name of ["message", "error", "exit"]) worker.removeAllListeners(name);
    };
    const answer = (matches: Matched["matches"]): void => {
      end();
      resolve({ matches, used: used() });
    };
    const fail = (error: Error): void => {
      end();
      reject(error);
    };
    const check = setInterval(() => {
      if (used() > limit) answer(null);
    }, checkInterval);
    worker.once("message", answer);
    worker.once("error", fail);
    worker.once("exit", (code) => fail(new Error(`the worker that searches has ended with code ${code}`)));
    worker.postMessage(request);
  });
