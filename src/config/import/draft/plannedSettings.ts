import { plannedKeys } from "../../language/plannedKeys.ts";

/** A setting that `config validate` refuses so far, and what to do without it. */
interface PlannedSetting {
  readonly name: string;
  readonly until: string;
}

/** The planned setting behind a path such as `stop.signal`; null if Sentinel has it. */
export const plannedSetting = (path: string): PlannedSetting | null => {
  const [top = "", inner] = path.split(".");
  for (const name of [`${top}.${inner}`, top]) {
    const until = plannedKeys.get(name);
    if (until !== undefined) return { name, until };
  }
  return null;
};
