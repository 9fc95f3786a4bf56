import { baseUrl } from "../../api/baseUrl.ts";
import type { Socket } from "./Channel.ts";

/** A WebSocket to the live channel of the daemon that has served the page. */
export const openSocket = (): Socket => {
  const url = new URL("api/v1/live", baseUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url);
  const opened: Socket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: () => socket.close(),
  };
  socket.onopen = () => opened.onopen?.();
  socket.onmessage = (event) => opened.onmessage?.(event);
  socket.onclose = (event) => opened.onclose?.(event);
  return opened;
};
