import { everyDraft, type TreeDraft } from "./draft.ts";

/**
 * Set `autostart: false` on every service that could not run as its source says, whatever its other keys ask for:
 * under the wrong user, or with an incomplete command. The user of `defaults` matters if a service has none of its
 * own.
 */
export const disableBlocked = ({ children, defaults }: TreeDraft): void => {
  for (const { draft } of everyDraft(children)) {
    const inherited = draft.settings.has("uid") ? [] : [...defaults.blockers];
    const why = new Set([...draft.blockers, ...inherited]);
    if (why.size === 0 || draft.children.length > 0) continue;
    draft.settings.set("autostart", false);
    draft.remarks.set("autostart", `not started: ${[...why].join("; ")}`);
  }
};
