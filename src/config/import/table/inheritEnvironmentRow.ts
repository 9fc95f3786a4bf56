import type { Row } from "./row.ts";

/** The row of formats whose processes inherit the whole environment of their daemon. */
export const inheritEnvironmentRow = (fidelity: Row["fidelity"], note: string): Row => ({
  key: "(inherited environment)",
  to: "inherit_env",
  fidelity,
  note,
  byDefault: true,
  apply: (_, draft) => void draft.settings.set("inherit_env", true),
});
