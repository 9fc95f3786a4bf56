// A client that asks for the same again and again on so many connections, with as little work of its own as Node allows:
// what it can't ask for, no server can answer.
import { connect } from "node:net";

const endOfHead = Buffer.from("\r\n\r\n");

/** How many bytes an answer has in all; null while its head is not there. Throws unless it is a 200. */
const lengthOf = (received) => {
  const end = received.indexOf(endOfHead);
  if (end < 0) return null;
  const head = received.toString("latin1", 0, end);
  if (!head.startsWith("HTTP/1.1 200")) throw new Error(`${head}\n${received.toString("utf8", end)}`);
  return end + endOfHead.length + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
};

/** One connection: the time that each answer took, in ms, until the end of the measurement. */
const converse = (target, request, until) =>
  new Promise((resolve, reject) => {
    const took = [];
    const socket = connect(target);
    let asked = 0;
    let received = [];
    let size = 0;
    let expected = null;
    const ask = () => {
      asked = performance.now();
      socket.write(request);
    };
    socket.on("connect", ask).on("error", reject);
    socket.on("data", (chunk) => {
      received.push(chunk);
      size += chunk.length;
      try {
        expected ??= lengthOf(received.length === 1 ? chunk : Buffer.concat(received));
      } catch (error) {
        socket.destroy();
        reject(error);
        return;
      }
      if (expected === null || size < expected) return;
      const at = performance.now();
      took.push(at - asked);
      received = [];
      size = 0;
      expected = null;
      if (at < until) return ask();
      socket.destroy();
      resolve(took);
    });
  });

/**
 * Asks for so many ms. `target`: as for `net.connect`; `headers`: more of them. Returns the answers a second, and the times of
 * each answer in ms, sorted.
 */
export const load = async (target, path, { connections, ms, headers = {} }) => {
  const lines = Object.entries({ host: "127.0.0.1", ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
  const began = performance.now();
  const all = await Promise.all(
    Array.from({ length: connections }, () => converse(target, request, began + ms)),
  );
  const took = all.flat().sort((one, other) => one - other);
  return { perSecond: took.length / ((performance.now() - began) / 1_000), took };
};
