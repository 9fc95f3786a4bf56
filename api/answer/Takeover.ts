import type { Context } from "hono";
import type { Listener } from "../caller.ts";

/** An answer that takes over the connection of a request, or the rest of the answer, for as long as the client stays. */
export class Takeover {
  readonly begin: (context: Context, listener: Listener) => Response | Promise<Response>;

  constructor(begin: Takeover["begin"]) {
    this.begin = begin;
  }
}
