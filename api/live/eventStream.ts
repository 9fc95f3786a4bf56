import type { Place } from "./Client.ts";
import { type Connection, closeCodes, type Listening } from "./Connection.ts";
import type { Frame } from "./Frame.ts";

const encoder = new TextEncoder();

/** A place as the id of an event: `EPOCH:SEQ`; null where it is none. */
export const placeIn = (id: string | null): Place | null => {
  const [, epoch, seq] = /^([\w-]{1,64}):(\d{1,15})$/.exec(id ?? "") ?? [];
  return epoch === undefined ? null : { epoch, seq: Number(seq) };
};

/** Frames as server-sent events, for as long as the client is connected. */
export const eventStream = (begin: (connection: Connection) => Listening): ReadableStream<Uint8Array> => {
  let listening: Listening | null = null;
  let isOpen = true;
  const ending = (end: () => void): void => {
    if (!isOpen) return;
    isOpen = false;
    end();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const write = (bytes: Uint8Array): void => {
          if (isOpen) controller.enqueue(bytes);
        };
        listening = begin({
          unsent: () => -(controller.desiredSize ?? 0),
          send: (frame: Frame) => write(frame.event),
          ping: () => write(encoder.encode(":\n\n")),
          close: (code, reason) =>
            ending(() => {
              controller.enqueue(
                encoder.encode(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`),
              );
              // Whoever doesn't read would never see the end.
              if (code === closeCodes.tooSlow) controller.error(new Error(reason));
              else controller.close();
            }),
          terminate: () => ending(() => controller.error(new Error("it does not read"))),
        });
      },
      // What was written has been read.
      pull: () => listening?.alive(),
      cancel: () => {
        isOpen = false;
        listening?.closed();
      },
    },
    { highWaterMark: 0, size: (chunk) => chunk.byteLength },
  );
};
