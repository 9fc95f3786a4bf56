import type { ReactNode } from "react";

interface RunListProps {
  /** What it lists. */
  readonly label: string;
  /** The names of the columns, which only screen readers tell. */
  readonly columns: ReadonlyArray<string>;
  /** The rows. */
  readonly children: ReactNode;
}

/** The runs of one child in a panel, which scroll in it. */
export const RunList = ({ label, columns, children }: RunListProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section className="runs" aria-label={label} tabIndex={0}>
    <table className="small-table">
      <thead className="hidden-text">
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);
