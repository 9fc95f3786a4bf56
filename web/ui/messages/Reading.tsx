/** A message while content is loading. */
export const Reading = () => (
  <p className="message" role="status">
    reading…
  </p>
);
