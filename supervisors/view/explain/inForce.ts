import { limitTexts } from "../../../src/config/print/limitsFile.ts";
import type { InForce } from "../../../src/ports/ProcessSpawner.ts";
import type { ServiceNode } from "../../node/node.ts";

/** Which of the declared limits the kernel has for the process, and its priority if that is declared. */
export const explainInForce = ({ spec, process }: ServiceNode): ReadonlyArray<string> => {
  const declared = limitTexts(spec.limits ?? {});
  if (!process?.inForce || (declared.length === 0 && spec.nice === undefined)) return [];
  const found = process.inForce();
  return [
    ...(declared.length === 0
      ? []
      : [
          limitsSentence(
            found,
            declared.map(([name]) => name),
          ),
        ]),
    ...(spec.nice === undefined || found.nice === null ? [] : [`Its priority (nice) is ${found.nice}.`]),
  ];
};

const limitsSentence = ({ limits }: InForce, names: ReadonlyArray<string>): string => {
  if (limits === null) return "This system does not show which limits are in force.";
  const shown = limitTexts(limits).filter(([name]) => names.includes(name));
  return `Limits in force: ${shown.map(([name, text]) => `${name} ${text}`).join(", ")}.`;
};
