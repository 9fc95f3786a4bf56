import type { ReactNode } from "react";

/** A fact and its value; null: it is left out. */
export type Fact = readonly [name: string, value: ReactNode];

interface FactListProps {
  readonly facts: ReadonlyArray<Fact>;
  readonly className?: string;
  /** Further facts. */
  readonly children?: ReactNode;
}

/** Facts, one a row. */
export const FactList = ({ facts, className = "", children }: FactListProps) => (
  <dl className={`${className} facts`.trim()}>
    {facts.map(([name, value]) =>
      value === null ? null : (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ),
    )}
    {children}
  </dl>
);
