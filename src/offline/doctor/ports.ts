import { listenersOn } from "../../adapters/node/process/ports/listeners.ts";
import { findHolder } from "../../adapters/node/process/ports/portHolder.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";

/** A port with the child that declares it. */
export interface DeclaredPort {
  readonly path: ChildPath;
  readonly port: number;
}

/** The declared ports that something else than their child listens on, with the holder. */
export const heldByOthers = async (home: string, declared: ReadonlyArray<DeclaredPort>) => {
  const listeners = await listenersOn(declared.map(({ port }) => port));
  const found = await Promise.all(
    declared.map(async ({ path, port }) => {
      const listener = listeners.find((one) => one.port === port);
      if (listener === undefined) return null;
      const holder = await findHolder(listener, home);
      if (holder?.child === path) return null;
      const { pid = null, text = null } = holder ?? {};
      return { path, port, pid, holder: text };
    }),
  );
  return found.flatMap((one) => one ?? []);
};
