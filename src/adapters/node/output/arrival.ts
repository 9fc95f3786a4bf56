import { crc32 } from "node:zlib";
import type { LogStream } from "../../../ports/LogStore.ts";

/** Lines that were found together: the unit of the index. */
export interface Arrival {
  readonly run: number;
  readonly stream: LogStream;
  /** Offsets in the stream since the start of the run; both are ends of lines. */
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  /** The number of the first line; for no lines, the number that the next one gets. */
  readonly seq: number;
  /** When they had arrived at the latest, in ms since 1970. */
  readonly at: number;
  /** Before this none of them had. */
  readonly earliest: number;
}

/** Bytes of an arrival on disk. */
export const arrivalSize = 56;

const streams: ReadonlyArray<LogStream> = ["stdout", "stderr"];

/**
 * crc32 of the rest, run, stream, lines, length (32 bits each, little endian), 4 bytes unused, then end,
 * number of the first line, time and earliest time as doubles.
 */
export const writeArrival = (arrival: Arrival, bytes: Buffer, offset: number): void => {
  bytes.writeUInt32LE(arrival.run, offset + 4);
  bytes.writeUInt32LE(streams.indexOf(arrival.stream), offset + 8);
  bytes.writeUInt32LE(arrival.lines, offset + 12);
  bytes.writeUInt32LE(arrival.to - arrival.from, offset + 16);
  bytes.writeUInt32LE(0, offset + 20);
  bytes.writeDoubleLE(arrival.to, offset + 24);
  bytes.writeDoubleLE(arrival.seq, offset + 32);
  bytes.writeDoubleLE(arrival.at, offset + 40);
  bytes.writeDoubleLE(arrival.earliest, offset + 48);
  bytes.writeUInt32LE(crc32(bytes.subarray(offset + 4, offset + arrivalSize)), offset);
};

/** Whether the bytes at `offset` are an arrival: what was half written, or never reached the disk, is not. */
export const isArrival = (bytes: Buffer, offset: number): boolean =>
  bytes.length >= offset + arrivalSize &&
  crc32(bytes.subarray(offset + 4, offset + arrivalSize)) === bytes.readUInt32LE(offset);

export const readArrival = (bytes: Buffer, offset: number): Arrival => {
  const to = bytes.readDoubleLE(offset + 24);
  return {
    run: bytes.readUInt32LE(offset + 4),
    stream: streams[bytes.readUInt32LE(offset + 8)] ?? "stdout",
    lines: bytes.readUInt32LE(offset + 12),
    from: to - bytes.readUInt32LE(offset + 16),
    to,
    seq: bytes.readDoubleLE(offset + 32),
    at: bytes.readDoubleLE(offset + 40),
    earliest: bytes.readDoubleLE(offset + 48),
  };
};
