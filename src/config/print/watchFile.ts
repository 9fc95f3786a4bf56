import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { ServiceFile } from "../language/language.ts";

/** The files after whose changes a child is restarted, in the file. */
export const watchFile = ({ watch }: ProcessSpec): Pick<ServiceFile, "watch"> => {
  if (watch === undefined) return {};
  const { paths, include, ignore, debounceMs } = watch;
  return {
    watch: {
      paths,
      ...(include.length === 0 ? {} : { include }),
      ...(ignore.length === 0 ? {} : { ignore }),
      debounce: debounceMs,
    },
  };
};
