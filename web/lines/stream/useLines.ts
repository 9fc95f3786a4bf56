import { useEffect, useState } from "react";
import { useContact } from "../../live/useLive.ts";
import { useVersion } from "../../store/useVersion.ts";
import { LineBuffer } from "./LineBuffer.ts";

/** The state of a stream of lines. */
interface Lines<Line> {
  readonly buffer: LineBuffer<Line>;
  /** `reading`: nothing has arrived yet. */
  readonly phase: "reading" | "following" | "failed";
  readonly error: unknown;
  readonly retry: () => void;
}

/** A stream without a line for this long counts as empty, in ms. */
const quiet = 700;

/**
 * Follows a stream of lines while the component is mounted and the page has contact. Another `key` starts another
 * stream, and so does a new connection.
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
      // A stream without `follow` ends.
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
  useVersion(buffer);
  return { buffer, ...state, retry: () => setAttempt((before) => before + 1) };
};
