/** The views and statuses of a child that has a process of its own while it runs. */
type WithProcess<Child> = Extract<Child, { readonly pid: unknown }>;

/** The same of one that supervises others. */
type Group<Child> = Extract<Child, { readonly intensity: unknown }>;

/** Whether the child that is seen has a process of its own while it runs. */
export const hasProcess = <Child extends object>(child: Child): child is WithProcess<Child> => "pid" in child;

/** Whether the child that is seen supervises others. */
export const isGroup = <Child extends object>(child: Child): child is Group<Child> => "intensity" in child;
