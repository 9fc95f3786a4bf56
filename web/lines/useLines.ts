import { useEffect, useState, useSyncExternalStore } from "react";
import { useContact } from "../live/useLive.ts";
import { LineBuffer } from "./LineBuffer.ts";

/** What there is of a stream of lines. */
interface Lines<Line> {
  readonly buffer: LineBuffer<Line>;
  /** `reading`: nothing has come yet. */
  readonly phase: "reading" | "following" | "failed";
  readonly error: unknown;
  readonly retry: () => void;
}

/** Nothing has come within so many ms: there is nothing yet. */
const quiet = 700;

/**
 * Follow a stream of lines while the component is mounted and there is contact with the daemon. Another `key` is another
 * stream, and so is the one after a loss of contact.
 */
export const useLines = <Line>(
  key: string,
  open: (signal: AbortSignal) => AsyncGenerator<Line>,
): Lines<Line> => {
  const [buffer] = useState(() => new LineBuffer<Line>());
  const [state, setState] = useState<Pick<Lines<Line>, "phase" | "error">>({ phase: "reading", error: null });
  const [attempt, setAttempt] = useState(0);
  const isLive = useContact().name === "live";
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what `open` reads
  useEffect(() => {
    if (!isLive) return;
    const control = new AbortController();
    setState({ phase: "reading", error: null });
    buffer.clear();
    const settled = (): void => setState({ phase: "following", error: null });
    const timer = setTimeout(settled, quiet);
    const follow = async (): Promise<void> => {
      for await (const line of open(control.signal)) {
        if (buffer.length === 0) settled();
        buffer.add(line);
      }
      // One that is not followed has an end.
      settled();
    };
    follow()
      .catch((error: unknown) => {
        if (!control.signal.aborted) setState({ phase: "failed", error });
      })
      .finally(() => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [key, attempt, isLive, buffer]);
  useSyncExternalStore(buffer.subscribe, () => buffer.version);
  return { buffer, ...state, retry: () => setAttempt((before) => before + 1) };
};
