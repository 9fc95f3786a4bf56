import { refuse } from "../answer/problem.ts";
import type { Limits } from "../limits.ts";
import type { Answering } from "./answering.ts";

const isJson = (type: string | null): boolean => /^application\/([\w.-]+\+)?json *(;|$)/i.test(type ?? "");

/** Routes whose body is a whole tree. */
const takesTree = (path: string): boolean => /\/(plan|apply|validate)$/.test(path);

/** The body up to a limit; beyond it, reading fails, and `onExceeded` is called. */
const limited = (
  body: ReadableStream<Uint8Array>,
  limit: number,
  onExceeded: () => void,
): ReadableStream<Uint8Array> => {
  let length = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        length += chunk.byteLength;
        if (length <= limit) return controller.enqueue(chunk);
        onExceeded();
        controller.error(new Error("the body is too long"));
      },
    }),
  );
};

/**
 * Lets requests with a JSON body of limited length through. The body is not read here: nobody can make the daemon hold one
 * before it is known who has sent it.
 */
export const withJsonBody = ({ body, treeBody }: Limits, answer: Answering): Answering => {
  const tooLarge = (limit: number): Response =>
    // The connection is not closed at once: a client, or a proxy, that is still sending would not read the answer.
    refuse("BodyTooLarge", `the body is longer than ${limit} bytes`);
  return async (context) => {
    const { headers } = context.req.raw;
    const length = headers.get("content-length");
    const isChunked = headers.get("transfer-encoding") !== null;
    if (!isChunked && (length === null || length === "0")) return answer(context);
    if (!isJson(headers.get("content-type")))
      return refuse("UnsupportedMediaType", "the body is not declared as JSON");
    const limit = takesTree(context.req.path) ? treeBody : body;
    if (!isChunked) return Number(length) > limit ? tooLarge(limit) : answer(context);
    const { raw } = context.req;
    if (raw.body === null) return answer(context);
    let isExceeded = false;
    const onExceeded = (): void => {
      isExceeded = true;
    };
    const init = { body: limited(raw.body, limit, onExceeded), duplex: "half" as const };
    context.req.raw = new Request(raw, init);
    const answered = await answer(context);
    return isExceeded ? tooLarge(limit) : answered;
  };
};
