import { createContext, use, useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Contact } from "./connection/contact.ts";
import type { LiveStore, Pause, Watched } from "./LiveStore.ts";
import type { NodeRecord } from "./protocol.ts";
import type { Taken } from "./TakenEdges.ts";
import type { Tally } from "./Tree.ts";
import type { Sample, Usage } from "./UsageLog.ts";

export const LiveContext = createContext<LiveStore | null>(null);

/** The store of this page. */
export const useLive = (): LiveStore => {
  const store = use(LiveContext);
  if (store === null) throw new Error("the live store is used outside of the shell");
  return store;
};

const useOfContact = <Value>(read: (store: LiveStore) => Value): Value => {
  const store = useLive();
  return useSyncExternalStore(
    useCallback((listener) => store.contacts.add("contact", listener), [store]),
    () => read(store),
  );
};

export const useContact = (): Contact => useOfContact(({ contact }) => contact);

/** The pause, with the number of held changes; null: it is not paused. */
export const usePause = (): Pause | null => useOfContact(({ pause }) => pause);

/** The round-trip time of a frame, in ms; null: not measured yet. */
export const useLatency = (): number | null => useOfContact(({ latency }) => latency);

const useOfNode = <Value>(
  i: number | undefined,
  read: (store: LiveStore, i: number) => Value,
  what: "nodes" | "usages" = "nodes",
): Value | undefined => {
  const store = useLive();
  return useSyncExternalStore(
    useCallback(
      (listener) => (i === undefined ? () => undefined : store[what].add(i, listener)),
      [store, what, i],
    ),
    () => (i === undefined ? undefined : read(store, i)),
  );
};

/** A node by its number; undefined if there is none. */
export const useNode = (i: number | undefined): NodeRecord | undefined =>
  useOfNode(i, ({ tree }, number) => tree.node(number));

export const useTaken = (i: number): ReadonlyArray<Taken> =>
  useOfNode(i, (store, n) => store.takenBy(n)) ?? [];

export const useUsage = (i: number): Usage | undefined =>
  useOfNode(i, (store, n) => store.usageOf(n), "usages");

/** The samples of a node since the page was opened. */
export const useSamples = (i: number): ReadonlyArray<Sample> =>
  useOfNode(i, (store, n) => store.samplesOf(n), "usages") ?? noSamples;

const noSamples: ReadonlyArray<Sample> = [];

/** The number of services under a supervisor in each state. */
export const useTally = (i: number): Tally | undefined =>
  useOfNode(i, ({ tree }, number) => tree.tallyOf(number));

/** A value computed from the tree, which stays the same object until it changes. */
export const useTree = <Value>(read: (tree: LiveStore["tree"]) => Value): Value => {
  const store = useLive();
  return useSyncExternalStore(
    useCallback((listener) => store.structure.add("tree", listener), [store]),
    () => read(store.tree),
  );
};

/** The view of one node while the component is mounted; undefined until it arrives. */
export const useWatched = (i: number): Watched | undefined => {
  const store = useLive();
  const contact = useContact().name;
  useEffect(() => {
    if (contact !== "live") return;
    return store.channel.subscribe("machine", { machine: { id: i } });
  }, [store, contact, i]);
  return useOfNode(i, (one, number) => one.watchedAt(number));
};

/** A number that changes with the tree, for values computed from many nodes. */
export const useTreeVersion = (): number => {
  const store = useLive();
  const [version, setVersion] = useState(0);
  useEffect(() => store.structure.add("tree", () => setVersion((before) => before + 1)), [store]);
  return version;
};

/** Subscribes to the usage of these services while the component is mounted, besides those of other components. */
export const useMeasured = (ids: ReadonlyArray<number>): void => {
  const store = useLive();
  const contact = useContact().name;
  const key = ids.join();
  useEffect(() => {
    if (key === "" || contact !== "live") return;
    return store.measure(key.split(",").map(Number));
  }, [store, key, contact]);
};
