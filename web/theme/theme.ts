import { useSyncExternalStore } from "react";

const themes = ["system", "light", "dark"] as const;
/** `system`: as the operating system has it. */
type Theme = (typeof themes)[number];

/** early.ts reads it, too. */
const key = "sentinel.theme";
const listeners = new Set<() => void>();

const isTheme = (text: string | null): text is Theme => themes.some((theme) => theme === text);

/** What was chosen in this browser. One that keeps nothing for pages has the theme of the system. */
const storedTheme = (): Theme => {
  try {
    const stored = localStorage.getItem(key);
    return isTheme(stored) ? stored : "system";
  } catch {
    return "system";
  }
};

let current = storedTheme();

const show = (theme: Theme): void => {
  current = theme;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
};

/** Show a theme, and keep it for the next visit. */
export const chooseTheme = (theme: Theme): void => {
  show(theme);
  try {
    localStorage.setItem(key, theme);
  } catch {
    // It holds until the page is closed.
  }
};

// Another tab has chosen.
window.addEventListener("storage", (event) => {
  if (event.key === key) show(storedTheme());
});

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The chosen theme. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => current);
