// Runs before the first paint (web/vite.config.ts), and applies the stored choices (theme.ts). A browser may refuse to store any.
try {
  for (const [name, usual] of [
    ["theme", "system"],
    ["density", "compact"],
    ["motion", "system"],
  ] as const) {
    const chosen = localStorage.getItem(`sentinel.${name}`);
    if (chosen !== null && chosen !== usual) document.documentElement.dataset[name] = chosen;
  }
} catch {}
