import { isProvisioned } from "../../../src/policy/plan/provisioned.ts";
import type { SupervisorNode } from "../../node/node.ts";

const countIn = ({ children }: SupervisorNode): number =>
  children.filter(({ spec }) => isProvisioned(spec)).length;

/** How many checks reports have created under a supervisor, and how many they may; nothing where they create none. */
export const provisionFacts = (node: SupervisorNode) => {
  const { provision } = node.spec;
  return provision === undefined
    ? {}
    : { provision: { max_checks: provision.maxChecks, checks: countIn(node) } };
};

/** The same in words, and how jobs report there. */
export const provisionSentences = (node: SupervisorNode): ReadonlyArray<string> => {
  const { path, spec } = node;
  if (spec.provision === undefined) return [];
  const address = `\`sentinel ping ${path || "/"} --new-address\` makes its address`;
  return [
    `Reports create checks under it: ${countIn(node)} of at most ${spec.provision.maxChecks}; ${address}.`,
  ];
};
