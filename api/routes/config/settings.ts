import { Effect } from "effect";
import type { SettingsView } from "../../../src/domain/view/SettingsView.ts";
import { HomeSettings } from "../../../src/ports/home/HomeSettings.ts";
import { entityTag, tagsIn } from "../../answer/entityTags.ts";
import { Reply } from "../../answer/Reply.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";

const tagged = <Answer extends Pick<SettingsView, "tag">>(answer: Answer): Reply<Answer> =>
  new Reply(answer, { headers: { etag: entityTag(answer.tag) } });

/** The tags that the settings may have, by the header `if-match`; null where any will do. */
const expectedTags = (header: string | null): ReadonlyArray<string> | null =>
  header === null || header.trim() === "*" ? null : tagsIn(header);

/** The settings of the home, for admins. */
export const settings = () => ({
  settings: handle(contract.settings, () =>
    Effect.map(
      Effect.flatMap(HomeSettings, ({ read }) => read),
      tagged,
    ),
  ),
  changeSettings: handle(contract.changeSettings, ({ body, header }) =>
    Effect.gen(function* () {
      const { read, write } = yield* HomeSettings;
      const changed = yield* write({ settings: body.settings, expected: expectedTags(header("if-match")) });
      return tagged({ ...(yield* read), changed });
    }),
  ),
});
