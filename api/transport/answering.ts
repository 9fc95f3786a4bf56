import type { Context } from "hono";

/**
 * How a request is answered. What holds for many routes is a function of it, and no middleware: Hono answers at once where a
 * route has one handler, and goes through promises and a copy of the response where it has several.
 */
export type Answering = (context: Context) => Response | Promise<Response>;
