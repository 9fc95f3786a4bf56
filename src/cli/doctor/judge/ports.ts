import { type Finding, type Row, well } from "../Finding.ts";

/** A port that a child declares and somebody else holds. */
export interface HeldPort {
  readonly port: number;
  readonly path: string;
  /** `pid 12 (nginx)`; null: that can't be seen. */
  readonly holder: string | null;
  readonly pid: number | null;
}

/** The declared ports of the tree. */
export interface PortFacts {
  readonly declared: number;
  readonly held: ReadonlyArray<HeldPort>;
}

export const portRows = {
  ports: {
    subject: "processes",
    title: "ports",
    worst: "problem",
    finds: "a port that a child declares is held by another program: the child can't start",
    remedy: "End the other program, or declare another port.",
    fix: { leaves: "the other program is not Sentinel's" },
  },
} as const satisfies Record<string, Row>;

/** Judge whether the declared ports are free, or held by the children that declare them. */
export const judgePorts = ({ declared, held }: PortFacts): ReadonlyArray<Finding> => {
  const [first] = held;
  if (first === undefined)
    return [well("ports", declared === 0 ? "none is declared" : `${declared} declared, none held by others`)];
  const found = held.map(
    ({ port, path, holder }) => `${port} of ${path} is held by ${holder ?? "another process"}`,
  );
  return [
    {
      id: "ports",
      found: found.join("; "),
      verdict: "problem",
      ...(first.pid === null ? {} : { command: `kill ${first.pid}` }),
    },
  ];
};
