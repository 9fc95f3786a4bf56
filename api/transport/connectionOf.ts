import type { Context } from "hono";

/** The connection that a request came by, as the server has it; null where it is answered without one. */
export const connectionOf = ({ env }: Context): object | null => env?.incoming?.socket ?? null;
