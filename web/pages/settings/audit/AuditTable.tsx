import type { AuditEntry } from "../../../api/audit.ts";
import { Older } from "../../../ui/Older.tsx";
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
      <Older key={entries.length} what="entries" isReading={isReading} onMore={onMore} />
    ) : (
      <p className="table-end small faint">No older entries are kept.</p>
    )}
  </div>
);
