// Runs before the first paint (web/vite.config.ts): a theme that was chosen here before. A browser may refuse to keep it.
try {
  const chosen = localStorage.getItem("sentinel.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {}
