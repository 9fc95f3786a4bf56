import { WebSocketServer } from "ws";

/** The largest frame of a client, in bytes; a larger one ends its connection (1009). */
const maxPayload = 64 * 1024;

/** Turns upgraded connections into WebSockets. Frames are small already: compressing them would cost four times the time. */
export const webSocketServer = new WebSocketServer({
  ...{ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload },
});
