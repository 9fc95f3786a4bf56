import type { FormChild } from "../formChild.ts";
import { valueIn } from "../inherited.ts";
import type { Group } from "../schema/groups.ts";
import type { Draft } from "../text/draft.ts";

/** Longer defaults are sentences and not shown in a summary. */
const longestDefault = 16;

/** The summary of a group: the keys that are set; without any, the inherited ones; without either, the defaults. */
export const digestOf = (child: FormChild, draft: Draft, { fields }: Group): string => {
  const set = fields.filter(({ key }) => valueIn(draft, [...child.keys, key]) !== undefined);
  if (set.length > 0) return set.map(({ key }) => key).join(", ");
  const inherited = fields.flatMap(({ key }) => {
    const value = child.inheritance.at([key]);
    return value === undefined ? [] : [`${key} from ${value.from}`];
  });
  if (inherited.length > 0) return inherited.join(", ");
  return fields
    .flatMap(({ key, byDefault }) => {
      const [first = ""] = byDefault?.replaceAll("`", "").split(/[;,]/) ?? [];
      return first === "" || first.length > longestDefault ? [] : [`${key} ${first}`];
    })
    .join(", ");
};
