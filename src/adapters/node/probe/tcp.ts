import { connect } from "node:net";
import type { Check } from "../../../domain/tree/ProbeSpec.ts";
import { missingPort, networkFailure, type Settle, success } from "./attempt.ts";

/** Succeeds once a TCP connection is open, and closes it. */
export const tryTcp = ({ host, port }: Extract<Check, { kind: "tcp" }>, settle: Settle): (() => void) => {
  if (typeof port !== "number") {
    settle(missingPort(port));
    return () => undefined;
  }
  const at = `${host}:${port}`;
  const socket = connect({ host, port });
  socket.once("connect", () => {
    settle(success(`connected to ${at}`));
    socket.destroy();
  });
  socket.once("error", (error) => settle(networkFailure(error, at, host)));
  return () => socket.destroy();
};
