/** Shown when a page is opened without the token of its link. */
export const WithoutToken = () => (
  <p className="dim">
    This page is opened by a one-time link, and this address is none. On the machine of the daemon,{" "}
    <code className="mono">sentinel open</code> prints a new one.
  </p>
);
