import type { Answering } from "../transport/answering.ts";
import type { Observed } from "./Exposition.ts";

const bounds = ["0.001", "0.005", "0.01", "0.05", "0.1", "0.5", "1.0", "5.0", "30.0", "+Inf"];
const limits = bounds.map((bound) => (bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound)));

/** What has been counted of the requests to one route. */
class RouteRequests {
  readonly method: string;
  readonly route: string;
  readonly byStatus = new Map<number, number>();
  readonly #counts = bounds.map(() => 0);
  #sum = 0;

  constructor(method: string, route: string) {
    this.method = method;
    this.route = route;
  }

  note(status: number, seconds: number): void {
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    const index = limits.findIndex((limit) => seconds <= limit);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#sum += seconds;
  }

  get durations(): Observed {
    return { bounds, counts: this.#counts, sum: this.#sum };
  }
}

/** Counts the requests of a daemon, by route and status, and how long it took until their answers began. */
export class HttpRequests {
  readonly #routes = new Map<string, RouteRequests>();

  get routes(): Iterable<RouteRequests> {
    return this.#routes.values();
  }

  /** Answers as this does, and counts the requests under a route: its whole path as declared, so that there are as many series as routes. */
  counting(method: string, route: string, answer: Answering): Answering {
    const requests = this.#of(method, route);
    return (context) => {
      const began = performance.now();
      const note = (response: Response): Response => {
        requests.note(response.status, (performance.now() - began) / 1000);
        return response;
      };
      const answered = answer(context);
      return answered instanceof Promise ? answered.then(note) : note(answered);
    };
  }

  /** The same for what has no route. */
  countingUnmatched(answer: Answering): Answering {
    return this.counting("any", "unmatched", answer);
  }

  #of(method: string, route: string): RouteRequests {
    const key = `${method} ${route}`;
    const requests = this.#routes.get(key) ?? new RouteRequests(method, route);
    this.#routes.set(key, requests);
    return requests;
  }
}
