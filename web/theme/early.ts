// Runs before the first paint (web/vite.config.ts): what was chosen here before (theme.ts). A browser may refuse to keep it.
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
