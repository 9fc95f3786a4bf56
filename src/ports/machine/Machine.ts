import { Context } from "effect";

/** Distinguishes this machine from others that run the same tree. */
export class Machine extends Context.Tag("sentinel/Machine")<
  Machine,
  {
    /** The same at each start; nothing can be concluded from it about the machine. */
    readonly key: string;
  }
>() {}
