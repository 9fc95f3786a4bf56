/** The properties that are asked for; systemctl leaves out those that its version doesn't know. */
export const asked = [
  ...["LoadState", "ActiveState", "SubState", "UnitFileState", "NeedDaemonReload"],
  ...["MainPID", "NRestarts", "Result", "ExecMainCode", "ExecMainStatus", "ExecMainStartTimestampMonotonic"],
  ...["StatusText", "Job"],
] as const;

export type Properties = Readonly<Partial<Record<(typeof asked)[number], string>>>;

/** What `systemctl show` printed. */
export const readProperties = (text: string): Properties =>
  Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const [, name, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
