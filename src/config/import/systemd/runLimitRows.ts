import { text } from "../table/values.ts";
import { count, size } from "./limitRows.ts";
import { last } from "./readUnit.ts";
import type { UnitRow } from "./unitRows.ts";

/** A share of one core, such as `150%`. */
const cores = (written: string): number | null => {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(written)?.[1];
  return percent === undefined ? null : Number(percent) / 100;
};

/** A limit of all processes of a unit together; `infinity` is none. */
const runLimit = (
  key: string,
  name: string,
  amount: (written: string) => string | number | null,
): UnitRow => ({
  key,
  to: `limits.${name}`,
  fidelity: "exact",
  note: "",
  apply: (value, draft) => {
    const written = text(last(value)).trim();
    if (written === "infinity") return undefined;
    const found = amount(written);
    if (found === null || Number.parseFloat(String(found)) === 0)
      return {
        fidelity: "unsupported",
        note: `"${written}" is not an amount; write one as limits.${name}`,
      };
    draft.settings.set(`limits.${name}`, found);
    return undefined;
  },
});

const whole = (written: string): number | null => (count(written) === null ? null : Number(written));

/** What systemd lets the kernel limit for all processes of a unit together (systemd.resource-control(5)). */
export const runLimitRows: ReadonlyArray<UnitRow> = [
  runLimit("MemoryMax", "memory", size),
  runLimit("MemoryLimit", "memory", size),
  runLimit("CPUQuota", "cpu", cores),
  runLimit("TasksMax", "processes", whole),
];
