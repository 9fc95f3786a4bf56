import type { OsUsers } from "../draft/request.ts";
import { setGroup, setUser } from "./identity.ts";
import type { Row } from "./row.ts";
import { duration } from "./sentinelText.ts";
import { flag, pairs, signal, text, texts, whole, wholes } from "./values.ts";

/** Stores the value of a row in the draft. An invalid value is reported and not stored. */
type Apply<Context = unknown> = NonNullable<Row<Context>["apply"]>;

/** The value as text. */
export const putText =
  (setting: string): Apply =>
  (value, draft) =>
    void draft.settings.set(setting, text(value));

/** One text or several, as a list. */
export const putTexts =
  (setting: string): Apply =>
  (value, draft) =>
    void draft.settings.set(setting, [...texts(value)]);

/** A yes or no. */
export const putFlag =
  (setting: string): Apply =>
  (value, draft, { report, key }) => {
    const found = flag(value, report, key);
    if (found !== null) draft.settings.set(setting, found);
    return undefined;
  };

export const putWhole =
  (setting: string): Apply =>
  (value, draft, { report, key }) => {
    const found = whole(value, report, key);
    if (found !== null) draft.settings.set(setting, found);
    return undefined;
  };

/** Integers, such as exit codes. */
export const putWholes =
  (setting: string): Apply =>
  (value, draft, { report, key }) =>
    void draft.settings.set(setting, wholes(value, report, key));

/** A number of seconds, as a duration. */
export const putSeconds =
  (setting: string): Apply =>
  (value, draft, { report, key }) => {
    const found = whole(value, report, key);
    if (found !== null) draft.settings.set(setting, duration(found * 1000));
    return undefined;
  };

export const putSignal =
  (setting: string): Apply =>
  (value, draft, { report, key }) => {
    const found = signal(value, report, key);
    if (found !== null) draft.settings.set(setting, found);
    return undefined;
  };

/** A map of variables, into `env`. */
export const putVariables: Apply = (value, draft) => {
  for (const [name, to] of pairs(value)) draft.settings.set(`env.${name}`, to);
  return undefined;
};

interface UserContext {
  readonly osUsers: OsUsers;
}

/** A user by name or number, as `uid`. */
export const putUser: Apply<UserContext> = (value, draft, { context }) =>
  setUser(value, draft, context.osUsers);

/** A group by name or number, as `gid`. */
export const putGroup: Apply<UserContext> = (value, draft, { context }) =>
  setGroup(value, draft, context.osUsers);
