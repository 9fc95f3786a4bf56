import { useEffect, useRef } from "react";

interface OlderProps {
  /** What is listed, such as `entries`. */
  readonly what: string;
  readonly isReading: boolean;
  /** Read older ones. */
  readonly onMore: () => void;
}

/** The end of a list of which there is more: it is read as soon as the end is in view. */
export const Older = ({ what, isReading, onMore }: OlderProps) => {
  const end = useRef<HTMLParagraphElement>(null);
  const read = useRef(onMore);
  read.current = onMore;
  useEffect(() => {
    const element = end.current;
    if (element === null) return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) read.current();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <p className="table-end" ref={end}>
      <button type="button" className="button tiny" disabled={isReading} onClick={onMore}>
        {isReading ? "reading…" : `Older ${what}`}
      </button>
    </p>
  );
};
