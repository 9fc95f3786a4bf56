import type { ReactNode } from "react";

/** A table whose rows have two lines in a narrow window: the name with what can be done, and under it everything else. */
export const SettingsTable = ({
  columns,
  label,
  children,
}: {
  readonly columns: ReadonlyArray<string>;
  readonly label: string;
  readonly children: ReactNode;
}) => (
  <div className="table-room">
    <table className="settings-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
          <th scope="col">
            <span className="hidden-text">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
