import { useQueryClient } from "@tanstack/react-query";
import { useMachine } from "@xstate/react";
import { useEffect, useMemo } from "react";
import { fromPromise } from "xstate";
import { ApiError } from "../../../api/ApiError.ts";
import { type Applied, configFileQuery, type Revision } from "../../../api/config.ts";
import { request } from "../../../api/request.ts";
import { applyMachine, type Order, Outdated, type Planned, type Wanted } from "./applyMachine.ts";

const planned = async (wanted: Wanted, signal: AbortSignal): Promise<Planned> => {
  switch (wanted.kind) {
    case "text": {
      const { text } = wanted;
      const { errors } = await request("POST /config/validate", { body: { text }, signal });
      if (errors.length > 0) return { kind: "mistakes", mistakes: errors };
      return { kind: "plan", plan: await request("POST /config/plan", { body: { text }, signal }) };
    }
    case "file":
      return { kind: "plan", plan: await request("POST /config/plan", { body: {}, signal }) };
    case "revision": {
      const params = { id: "newest", other: String(wanted.number) };
      const { steps, untouched, from } = await request("GET /revisions/:id/diff/:other", { params, signal });
      return { kind: "plan", plan: { steps, untouched, revision: from.revision } };
    }
  }
};

/** Reports a conflict with another revision or a changed file as `Outdated`, and other errors unchanged. */
const outdated = (error: unknown): never => {
  if (error instanceof ApiError && error.code === "PreconditionFailed") throw new Outdated("tree");
  if (error instanceof ApiError && error.code === "FileChanged") throw new Outdated("file");
  throw error;
};

const applied = async ({ wanted, revision, message, write }: Order): Promise<Applied> => {
  const ifMatch = revision;
  switch (wanted.kind) {
    case "text":
      return request("POST /config/apply", {
        body: { text: wanted.text, message, ...(write === null ? {} : { write_file: write }) },
        ifMatch,
      });
    case "file":
      return request("POST /config/apply", { body: { message }, ifMatch });
    case "revision": {
      const params = { id: String(wanted.number) };
      return request("POST /revisions/:id/rollback", { params, ifMatch });
    }
  }
};

/** The way of a wanted tree into force; it begins anew where another one is wanted. Null: none is. */
export const useApply = (wanted: Wanted | null, newest: Revision | null | undefined) => {
  const client = useQueryClient();
  const machine = useMemo(
    () =>
      applyMachine.provide({
        actors: {
          plan: fromPromise<Planned, Wanted>(({ input, signal }) => planned(input, signal)),
          apply: fromPromise<Applied, Order>(({ input }) =>
            applied(input)
              .catch(outdated)
              .finally(() => {
                void client.invalidateQueries({ queryKey: ["revisions"] });
                void client.invalidateQueries({ queryKey: configFileQuery.queryKey });
              }),
          ),
        },
      }),
    [client],
  );
  const [state, send] = useMachine(machine);
  const key = JSON.stringify(wanted);
  useEffect(() => send({ type: "EDIT", wanted: JSON.parse(key) }), [send, key]);
  useEffect(() => {
    if (newest !== null && newest !== undefined) send({ type: "MOVED", newest });
    // Only when it changes: a revision known before the plan may be older than the plan.
  }, [send, newest]);
  return { state, send };
};
