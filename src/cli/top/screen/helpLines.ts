/** What the keys do. */
export const helpLines: ReadonlyArray<string> = [
  "up down j k      select         home end g G  first, last    pgup pgdn  a page",
  "enter            detail: why the child is in its state, its chart, its last events",
  "l                output of the selected child or group, as it comes",
  "s                sort: tree, cpu, memory, restarts, state, name",
  "/                filter by path or state; enter keeps it, esc drops it",
  "r                restart, after a yes",
  "t                stop, or start what is stopped, after a yes",
  "esc              close this or another pane; else show all",
  "ctrl-z           suspend this view       q ctrl-c   quit; the tree keeps running",
];
