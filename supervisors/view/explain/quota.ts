import { sizeText } from "../../../src/policy/messages/size.ts";
import type { SupervisorNode } from "../../node/node.ts";
import type { Wiring } from "../../node/wiring.ts";
import { countBelow } from "../../resources/childrenGranted.ts";

/** What a supervisor grants everything below it, and how much of that is used; nothing without a quota. */
export const quotaFacts = (node: SupervisorNode, { quotas }: Wiring) => {
  const { quota } = node.spec;
  if (quota === undefined) return {};
  return {
    quota: {
      ...(quota.children === undefined ? {} : { children: quota.children, children_used: countBelow(node) }),
      ...(quota.memory === undefined ? {} : { memory: quota.memory, memory_used: quotas.memoryOf(node) }),
      ...(quota.restarts === undefined
        ? {}
        : {
            restarts: quota.restarts.restarts,
            period_ms: quota.restarts.periodMs,
            restarts_used: quotas.restartsOf(node),
          }),
    },
  };
};

/** The same in words: `Its quota: 12 of 50 children; 1.2 GB of 4 GB memory.` */
export const quotaSentences = (node: SupervisorNode, { quotas }: Wiring): ReadonlyArray<string> => {
  const { quota } = node.spec;
  if (quota === undefined) return [];
  const memory = quotas.memoryOf(node);
  const parts = [
    quota.children === undefined ? null : `${countBelow(node)} of ${quota.children} children`,
    quota.memory === undefined
      ? null
      : `${memory === null ? "an unknown part" : sizeText(memory)} of ${sizeText(quota.memory)} memory`,
    quota.restarts === undefined
      ? null
      : `${quotas.restartsOf(node)} of ${quota.restarts.restarts} restarts in ${quota.restarts.periodMs / 1000} s`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? [] : [`Its quota: ${parts.join("; ")}.`];
};
