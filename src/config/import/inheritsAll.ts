import type { Row } from "./row.ts";

/** The row of formats whose processes see the whole environment of their daemon. */
export const inheritsAll = (fidelity: Row["fidelity"], note: string): Row => ({
  key: "(inherited environment)",
  to: "inherit_env",
  fidelity,
  note,
  byDefault: true,
  apply: (_, draft) => void draft.settings.set("inherit_env", true),
});
