export const Logo = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
    <rect x="1" y="1" width="18" height="18" rx="5" stroke="currentColor" strokeWidth="1.6" />
    <rect x="5" y="5" width="4" height="4" rx="1" fill="currentColor" />
    <rect x="11" y="5" width="4" height="4" rx="1" fill="currentColor" opacity=".35" />
    <rect x="5" y="11" width="4" height="4" rx="1" fill="currentColor" opacity=".35" />
    <rect x="11" y="11" width="4" height="4" rx="1" fill="var(--accent)" />
  </svg>
);
