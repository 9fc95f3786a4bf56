import { Context } from "effect";

/** The machine's clocks at one moment, in milliseconds. */
export interface ClockReading {
  /** Since 1970-01-01T00:00:00Z; may be set forward and back. */
  readonly wall: number;
  /** Since the machine was started, sleep included; no clock step changes it. */
  readonly real: number;
  /** The same without sleep. */
  readonly awake: number;
}

/** Reads the clocks whose differences show that the machine slept, or that its clock was set. */
export class Clocks extends Context.Tag("sentinel/Clocks")<
  Clocks,
  {
    readonly read: () => ClockReading;
    /** Changes with each start of the machine. */
    readonly boot: string;
  }
>() {}
