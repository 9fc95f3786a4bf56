import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { AnswerOf } from "../../src/client/routes.ts";
import { request } from "../api/request.ts";
import { useLive } from "../live/useLive.ts";
import type { Verb } from "./verbs.ts";

/** A command on its way: until its effect is in what the page shows. */
export const useAct = (path: string) => {
  const store = useLive();
  const [awaited, setAwaited] = useState<{ readonly epoch: string; readonly seq: number } | null>(null);
  const act = useMutation({
    mutationFn: (verb: Verb): Promise<AnswerOf<"POST /actions">> =>
      request("POST /actions", { body: { verb, paths: [path === "" ? "/" : path], wait: false } }),
    onSuccess: ({ seq, epoch }) => {
      if (!store.hasReached({ seq, epoch })) setAwaited({ seq, epoch });
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
    /** The verb that was sent and has no effect yet. */
    sending: act.isPending || awaited !== null ? (act.variables ?? null) : null,
    error: act.error,
    forget: act.reset,
  };
};
