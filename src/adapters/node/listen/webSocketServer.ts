import { WebSocketServer } from "ws";

/** The largest frame of a client, in bytes; a larger one ends its connection (1009). */
const maxPayload = 64 * 1024;

/** Upgrades connections to WebSockets. Frames are small: compressing them would take four times as long. */
export const webSocketServer = new WebSocketServer({
  ...{ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload },
});
