/** A command to children, without how long its answer waits. */
export type Intent =
  | { readonly verb: "start" | "stop" | "restart" | "reload" }
  | { readonly verb: "signal"; readonly signal: string }
  | { readonly verb: "scale"; readonly replicas: number };
