import { type LocatedMap, without } from "../diagnostics/located.ts";
import { JobFile, ServiceFile } from "../language/language.ts";

const [ofServices, ofJobs] = [Object.keys(ServiceFile.fields), Object.keys(JobFile.fields)];
const onlyOfServices = ofServices.filter((key) => !ofJobs.includes(key));
const onlyOfJobs = ofJobs.filter((key) => !ofServices.includes(key));

/** The defaults for a child; null if there are none for its kind. Keys that only the other kind has are left out. */
export const defaultsFor = ({ entries }: LocatedMap, defaults: LocatedMap): LocatedMap | null => {
  if (entries.has("children") || entries.has("check")) return null;
  return without(defaults, ...(entries.has("schedule") ? onlyOfServices : onlyOfJobs));
};
