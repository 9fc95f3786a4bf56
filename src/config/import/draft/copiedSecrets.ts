import { everyDraft, type TreeDraft } from "./draft.ts";
import type { Finding } from "./Finding.ts";

const secretName = /(pass(word|wd|phrase)?|secret|token|api_?key|private_?key|credential|dsn)/i;
const secretValue = /:\/\/[^/\s:@]+:[^/\s@]+@|-----BEGIN |^(sk|ghp|gho|xox[bp]|AKIA)[-_A-Za-z0-9]{12,}/;

/** A reference to a variable, whose value is not in the file. */
const reference = /\$\{\w+(:-)?\}/g;

/** A warning for each variable that looks like a secret: its value is copied into the file. */
export const copiedSecrets = (tree: TreeDraft): ReadonlyArray<Finding> =>
  [...everyDraft(tree.children), { path: "", draft: tree.defaults }].flatMap(({ path, draft }) =>
    [...draft.settings].flatMap(([setting, value]): ReadonlyArray<Finding> => {
      const name = /^env\.(.*)$/s.exec(setting)?.[1];
      if (name === undefined || typeof value !== "string") return [];
      const written = value.replace(reference, "");
      if (written === "" || !(secretName.test(name) || secretValue.test(written))) return [];
      const under = path === "" ? "defaults" : `children.${path.split("/").join(".children.")}`;
      return [
        {
          source: draft.name,
          line: null,
          key: name,
          fidelity: "approximate",
          note: `looks like a secret and is now in the file: write \${${name}:?why} and set it in the environment`,
          target: `${under}.${setting}`,
        },
      ];
    }),
  );
