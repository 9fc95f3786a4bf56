import { Context, Effect, Layer, PubSub, Stream } from "effect";
import { AccountConflict, type JournalError } from "../../src/domain/Errors.ts";
import { Credentials } from "../../src/ports/home/Credentials.ts";
import { Accounts } from "../../src/ports/store/Accounts.ts";
import type { Caller } from "../caller.ts";
import { Directory } from "./Directory.ts";
import { makeIdentify } from "./identify.ts";
import { makeKeys } from "./keys.ts";
import { makeLinks } from "./links.ts";
import { makeCheckPassword } from "./passwords.ts";
import { csrfOf, makeSessions } from "./sessions.ts";
import { makeTokens } from "./tokens.ts";
import { makeUsers } from "./users.ts";
import type { World } from "./world.ts";

const makeAccess = Effect.gen(function* () {
  const [accounts, credentials] = [yield* Accounts, yield* Credentials];
  // Those who listen look up what they need, so a notice that is missed beside another one is no loss.
  const changes = yield* PubSub.sliding<void>(1);
  let held: Directory | null = null;
  const directoryNow = (): Effect.Effect<Directory, JournalError> =>
    held === null
      ? Effect.map(accounts.all, (stored) => {
          held ??= new Directory(stored, accounts, changes);
          return held;
        })
      : Effect.succeed(held);
  const world: World = {
    ...{ accounts, credentials, directoryNow },
    directory: Effect.suspend(directoryNow),
    clock: yield* Effect.clock,
  };
  const [tokens, keys] = [makeTokens(world), makeKeys(world)];

  const parentOf = ({ session, principal }: Caller) =>
    Effect.gen(function* () {
      if (session !== null) return { kind: "session", id: session } as const;
      const key = (yield* keys.list).find(({ name }) => principal.kind === "key" && name === principal.id);
      if (key !== undefined) return { kind: "key", id: key.id } as const;
      return yield* new AccountConflict({
        reason: "no_credential",
        message: "a token stands for a session or an API key; on the socket of a home none is needed",
      });
    });

  return {
    ...makeIdentify(world, tokens),
    /** Something about the accounts has changed: look again (`current`) at the callers whose connections are kept open. */
    changes: Stream.fromPubSub(changes),
    checkPassword: makeCheckPassword(world),
    csrfOf: (token: string) => csrfOf(world, token),
    sessions: makeSessions(world),
    users: makeUsers(world),
    keys,
    makeLink: makeLinks(world),
    /** A token for the session or key of a caller; `lifetime` in ms. One that is made with a token ends with it at the latest. */
    createToken: (caller: Caller, lifetime: number) =>
      Effect.flatMap(parentOf(caller), (parent) => tokens.create(parent, lifetime, caller.until)),
  };
});

/** Who may come in by TCP, and with which rights: users, their sessions and passwords, API keys, tokens. */
export class Access extends Context.Tag("sentinel/Access")<
  Access,
  Effect.Effect.Success<typeof makeAccess>
>() {}

export const layer: Layer.Layer<Access, never, Accounts | Credentials> = Layer.effect(Access, makeAccess);
