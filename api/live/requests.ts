import { Effect, Either } from "effect";
import type { BadRequest } from "../answer/problem.ts";
import { Hello, Request } from "../contract/tree/live.ts";
import { decode } from "../request/decode.ts";
import { parseJson } from "../transport/json.ts";
import { closeCodes } from "./Connection.ts";
import { Frame } from "./Frame.ts";

/** Why a frame of a client is none. */
interface Malformed {
  readonly code: number;
  readonly message: string;
}

/** What is wrong with what a client has sent, for people. */
export const errorFrame = (message: string): Frame => new Frame({ error: { message } });

const decodeHello = decode(Hello, ": ", "refused");
const decodeRequest = decode(Request, ": ", "refused");

const reading =
  <A>(decoder: (input: unknown) => Effect.Effect<A, BadRequest>, what: string) =>
  (text: string): Either.Either<A, Malformed> => {
    let input: unknown;
    try {
      input = parseJson(text);
    } catch {
      return Either.left({ code: closeCodes.notJson, message: "a frame is one JSON document" });
    }
    return Effect.runSync(Effect.either(decoder(input))).pipe(
      Either.mapLeft(({ message }) => ({ code: closeCodes.violation, message: `${what}: ${message}` })),
    );
  };

export const readHello = reading(
  decodeHello,
  'the first frame is {"hello":1,"epoch":null,"seq":null,"topics":[…]}',
);
export const readRequest = reading(
  decodeRequest,
  'a frame is {"subscribe":…}, {"unsubscribe":…} or {"ping":…}',
);
