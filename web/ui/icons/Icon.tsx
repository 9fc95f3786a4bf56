import type { ReactElement } from "react";

const shapes = {
  overview: (
    <>
      <rect x="2" y="2.5" width="5.2" height="4.8" rx="1" />
      <rect x="8.8" y="2.5" width="5.2" height="7.6" rx="1" />
      <rect x="2" y="8.9" width="5.2" height="4.6" rx="1" />
      <path d="M9 13.2h5" />
    </>
  ),
  tree: (
    <>
      <path d="M3 2.5v9a1.5 1.5 0 0 0 1.5 1.5H7M3 6.5h4" />
      <rect x="8" y="4.8" width="5.5" height="3.4" rx="1" />
      <rect x="8" y="10.7" width="5.5" height="3.4" rx="1" />
    </>
  ),
  logs: <path d="M2.5 4h11M2.5 8h7.5M2.5 12h9.5" />,
  events: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 4.8V8l2.2 1.5" />
    </>
  ),
  jobs: (
    <>
      <rect x="2.2" y="3" width="11.6" height="10.8" rx="1.6" />
      <path d="M2.2 6.6h11.6M5.4 1.6v2.6M10.6 1.6v2.6M8 8.6v2l1.5 1" />
    </>
  ),
  runs: <path d="M2.5 4h6.5M2.5 8h6.5M2.5 12h4M11.5 3.2v9.6l2.5-2.2M11.5 3.2L14 5.4" />,
  settings: (
    <>
      <path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6" />
      <circle cx="10" cy="4.5" r="1.9" />
      <circle cx="6" cy="11.5" r="1.9" />
    </>
  ),
  metrics: <path d="M2 13.5h12M2.5 10.5l3-4 3 2.2 4.8-6" />,
  machines: (
    <>
      <rect x="1.8" y="2.5" width="5" height="4" rx="1.2" />
      <rect x="9.2" y="9.5" width="5" height="4" rx="1.2" />
      <path d="M6.8 4.5h3.4a1.5 1.5 0 0 1 1.5 1.5v1.8M9.9 6.3l1.8 1.8 1.8-1.8M9.2 11.5H5.8a1.5 1.5 0 0 1-1.5-1.5V8.2" />
    </>
  ),
  config: (
    <path d="M6 2.5H4.9A1.4 1.4 0 0 0 3.5 3.9v2.3L2 8l1.5 1.8v2.3a1.4 1.4 0 0 0 1.4 1.4H6M10 2.5h1.1a1.4 1.4 0 0 1 1.4 1.4v2.3L14 8l-1.5 1.8v2.3a1.4 1.4 0 0 1-1.4 1.4H10" />
  ),
  check: <path d="M3 8.5l3.3 3.3L13 5" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  left: <path d="M10 3.5L5.5 8l4.5 4.5" />,
  right: <path d="M6 3.5L10.5 8 6 12.5" />,
  down: <path d="M3.5 6L8 10.5 12.5 6" />,
  up: <path d="M3.5 10L8 5.5 12.5 10" />,
  play: <path d="M4.5 3v10l8-5z" />,
  stop: <rect x="3.5" y="3.5" width="9" height="9" rx="1" />,
  pause: <path d="M5.2 3v10M10.8 3v10" />,
  restart: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.2v3h-3" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.2" />
      <path d="M10.5 3.2v-.2a1 1 0 0 0-1-1H3.5a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h.3" />
    </>
  ),
  download: <path d="M8 2.5v8M4.5 7.2L8 10.7l3.5-3.5M2.5 13.5h11" />,
  filter: <path d="M2 3.5h12L9.6 8.6v4L6.4 14V8.6z" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="M10.3 10.3L13.7 13.7" />
    </>
  ),
  system: (
    <>
      <rect x="2" y="3" width="12" height="8.4" rx="1.2" />
      <path d="M6 14h4" />
    </>
  ),
  light: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9" />
    </>
  ),
  dark: <path d="M13.3 9.8A5.8 5.8 0 0 1 6.2 2.7a5.8 5.8 0 1 0 7.1 7.1z" />,
  leave: <path d="M6.5 2.5H4A1.5 1.5 0 0 0 2.5 4v8A1.5 1.5 0 0 0 4 13.5h2.5M10 11l3-3-3-3M13 8H6" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" />,
  offline: (
    <path d="M2 2l12 12M4.2 8.7a5.2 5.2 0 0 1 2-1.3M2 6a8.4 8.4 0 0 1 2.5-1.7M8 4a8.5 8.5 0 0 1 6 2M11.5 8.5a5.2 5.2 0 0 0-1.3-.8M8 12.5h.01" />
  ),
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof shapes;

/** A decorative picture beside a text. */
export const Icon = ({ name, little = false }: { readonly name: IconName; readonly little?: boolean }) => (
  <svg className={little ? "icon little" : "icon"} viewBox="0 0 16 16" aria-hidden="true">
    {shapes[name]}
  </svg>
);
