import { limitTexts, runLimitTexts } from "../../../src/config/print/limitsFile.ts";
import { exactSizeText, sizeText } from "../../../src/policy/messages/size.ts";
import type { InForce, RunLimitsInForce } from "../../../src/ports/machine/ProcessSpawner.ts";
import type { ServiceNode } from "../../node/node.ts";

/** Which of the declared limits the kernel has for the process and its run, and its priority if that is declared. */
export const explainInForce = ({ spec, process }: ServiceNode): ReadonlyArray<string> => {
  const declared = limitTexts(spec.limits ?? {}).map(([name]) => name);
  const ofRun = runLimitTexts(spec.runLimits ?? {}).map(([name]) => name);
  if (!process?.inForce || (declared.length + ofRun.length === 0 && spec.nice === undefined)) return [];
  const found = process.inForce();
  const unenforced = process.unenforced?.() ?? null;
  return [
    ...(declared.length === 0 ? [] : [limitsSentence(found, declared)]),
    ...runLimitsSentence(found, ofRun),
    ...(unenforced === null ? [] : [`Its ${unenforced}.`]),
    ...(spec.nice === undefined || found.nice === null ? [] : [`Its priority (nice) is ${found.nice}.`]),
  ];
};

const limitsSentence = ({ limits }: InForce, names: ReadonlyArray<string>): string => {
  if (limits === null) return "This system does not show which limits are in force.";
  const shown = limitTexts(limits).filter(([name]) => names.includes(name));
  return `Limits in force: ${shown.map(([name, text]) => `${name} ${text}`).join(", ")}.`;
};

type Limited = keyof RunLimitsInForce;

/** A limit, and how much of it is in use. */
const shownAs: Readonly<Record<Limited, (limit: number, used: number | null) => string>> = {
  memory: (limit, used) => `memory ${exactSizeText(limit)}${inUse(used === null ? null : sizeText(used))}`,
  cpu: (limit) => `cpu ${limit}`,
  processes: (limit, used) => `processes ${limit}${inUse(used)}`,
};

const inUse = (used: number | string | null): string => (used === null ? "" : ` (${used} in use)`);

const isLimited = (name: string): name is Limited => name in shownAs;

const runLimitsSentence = ({ runLimits }: InForce, names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const shown = names.filter(isLimited).flatMap((name) => {
    const { limit = null, used = null } = runLimits?.[name] ?? {};
    return limit === null ? [] : [shownAs[name](limit, used)];
  });
  return shown.length === 0 ? [] : [`Limits of all its processes together: ${shown.join(", ")}.`];
};
