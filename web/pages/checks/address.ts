import { checked, text } from "../../routes/search.ts";

/** The search parameters of the Checks page. `check`: the path of the check that is shown. */
export const checksAddress = ({ check }: Readonly<Record<string, unknown>>) =>
  checked({ check: text(check) });
