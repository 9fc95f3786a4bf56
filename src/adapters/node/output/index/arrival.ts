import { crc32 } from "node:zlib";
import type { LogStream } from "../../../../domain/LogLine.ts";

/** Lines that were found together: an entry of the index. */
export interface Arrival {
  readonly run: number;
  readonly stream: LogStream;
  /** Offsets in the stream since the start of the run; both at the end of a line. */
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  /** The number of the first line; without lines, the number of the next one. */
  readonly seq: number;
  /** The latest time at which they arrived, in ms since 1970. */
  readonly at: number;
  /** The earliest time at which they may have arrived. */
  readonly earliest: number;
}

/** The size of an entry on disk, in bytes. */
export const arrivalSize = 56;

const streams: ReadonlyArray<LogStream> = ["stdout", "stderr"];

/**
 * The format: crc32 of the rest, then run, stream, lines and length (32 bits each, little-endian), 4 unused bytes,
 * then end offset, number of the first line, time and earliest time as doubles.
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

/** Whether the bytes at `offset` are a complete entry. */
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
