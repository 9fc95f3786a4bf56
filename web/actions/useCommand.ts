import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { AnswerOf } from "../../src/client/routes.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { request } from "../api/request.ts";
import type { LiveStore } from "../live/LiveStore.ts";
import { useLive } from "../live/useLive.ts";
import { toasts } from "../toasts/Toasts.ts";
import { type Intent, type Paths, sentenceOf, toPaths, undoOf } from "./intent.ts";

/** A command to these children. */
interface Sent {
  readonly intent: Intent;
  readonly paths: Paths;
  /** The previous number of instances, for undo. */
  readonly replicas?: number;
}

const send = ({ intent, paths }: Sent, wait: boolean): Promise<AnswerOf<"POST /actions">> =>
  request("POST /actions", { body: { ...intent, paths, wait } });

/** Whether the page shows the effect of a command. */
const isDone = ({ intent, paths }: Sent, store: LiveStore): boolean =>
  paths.every((path) => {
    const node = store.node(path === "/" ? "" : path);
    if (node === undefined) return true;
    if (intent.verb === "scale") return store.tree.childrenOf(node.i).length === intent.replicas;
    const ends: ReadonlyArray<ChildState> = intent.verb === "stop" ? ["stopped"] : ["running", "finished"];
    return ends.includes(node.state);
  });

/** Show a toast for a command that can be undone. */
const tell = (sent: Sent, store: LiveStore): void => {
  const { intent, paths, replicas = 0 } = sent;
  const undo = undoOf(intent, replicas);
  if (undo === null) return;
  const saying = (one: Sent) => (): string => sentenceOf(one.intent, paths, isDone(one, store));
  const back = { intent: undo, paths };
  toasts.add({
    text: saying(sent),
    undo: async () => {
      await send(back, false);
      return saying(back);
    },
  });
};

/**
 * Sends a command, which is pending until the page shows its effect. `wait`: whether the daemon answers only once the
 * state is reached or impossible.
 */
export const useCommand = ({ wait }: { readonly wait: boolean } = { wait: false }) => {
  const store = useLive();
  const [awaited, setAwaited] = useState<{ readonly epoch: string; readonly seq: number } | null>(null);
  const act = useMutation({
    mutationFn: (sent: Sent) => send(sent, wait),
    onSuccess: ({ seq, epoch, outcomes }, sent) => {
      if (!store.hasReached({ seq, epoch })) setAwaited({ seq, epoch });
      const changed = wait ? outcomes.filter(({ reached }) => reached) : outcomes;
      const paths = toPaths(changed.map(({ path }) => path));
      if (paths !== null) tell({ ...sent, paths }, store);
    },
  });
  useEffect(() => {
    if (awaited === null) return;
    const look = (): void => {
      if (store.hasReached(awaited)) setAwaited(null);
    };
    look();
    return store.structure.add("tree", look);
  }, [store, awaited]);
  return {
    send: act.mutate,
    /** The sent command without an effect yet. */
    sending: act.isPending || awaited !== null ? (act.variables?.intent ?? null) : null,
    outcomes: act.data?.outcomes ?? [],
    /** What a reload has come to: no state of the tree shows that. */
    reloaded: act.variables?.intent.verb === "reload" ? (act.data?.outcomes ?? []) : [],
    error: act.error,
    forget: act.reset,
  };
};
