import { useEffect, useRef } from "react";
import type { AuditEntry } from "../../../api/audit.ts";
import { AuditRow } from "./AuditRow.tsx";

interface AuditTableProps {
  readonly entries: ReadonlyArray<AuditEntry>;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  /** Read older entries. */
  readonly onMore: () => void;
}

/** Entries, and older ones as soon as the end of them is in view. */
export const AuditTable = ({ entries, hasMore, isReading, onMore }: AuditTableProps) => (
  <div className="table-room">
    <table className="settings-table audit-table" aria-label="Audit log">
      <thead>
        <tr>
          {["When", "Who", "Did", "To", "Why", "From", "Result"].map((column) => (
            <th key={column} scope="col" className={column === "Result" ? "figure" : ""}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <AuditRow key={entry.seq} entry={entry} />
        ))}
      </tbody>
    </table>
    {hasMore ? (
      <Older key={entries.length} isReading={isReading} onMore={onMore} />
    ) : (
      <p className="table-end small faint">No older entries are kept.</p>
    )}
  </div>
);

const Older = ({ isReading, onMore }: Pick<AuditTableProps, "isReading" | "onMore">) => {
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
        {isReading ? "reading…" : "Older entries"}
      </button>
    </p>
  );
};
