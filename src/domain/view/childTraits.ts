/** The views and statuses of a child with a process of its own. */
type WithProcess<Child> = Extract<Child, { readonly pid: unknown }>;

/** The views and statuses of a child that supervises others. */
type Group<Child> = Extract<Child, { readonly intensity: unknown }>;

/** Whether a viewed child has a process of its own. */
export const hasProcess = <Child extends object>(child: Child): child is WithProcess<Child> => "pid" in child;

/** The views and statuses of a child whose job runs elsewhere and reports. */
type Reported<Child> = Extract<Child, { readonly check: unknown }>;

/** Whether the job of a viewed child runs elsewhere and reports. */
export const takesReports = <Child extends object>(child: Child): child is Reported<Child> =>
  "check" in child;

/** The views and statuses of a child that runs at its instants. */
type Scheduled<Child> = Extract<Child, { readonly condition: unknown }>;

/** Whether a viewed child runs at its instants, by hand, or after another job. */
export const isScheduled = <Child extends object>(child: Child): child is Scheduled<Child> =>
  "condition" in child;

/** Whether a viewed child supervises others. */
export const isGroup = <Child extends object>(child: Child): child is Group<Child> => "intensity" in child;
