/** What macOS's ps is run with: the times that it prints depend on zone and language. */
export const psEnvironment = { PATH: "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC0" };
