import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, transformWithEsbuild } from "vite";

const here = import.meta.dirname;

/** The daemon that `npm run dev` shows. */
const daemon = process.env.SENTINEL_URL ?? "http://127.0.0.1:7368";

/**
 * A chosen theme has to hold before the first paint, so its script is a classic one in the head, which blocks. It is a file,
 * because the content security policy allows no script in the document.
 */
const earlyTheme = (): Plugin => {
  const source = join(here, "theme/early.ts");
  let src = "./theme/early.ts";
  return {
    name: "early-theme",
    async buildStart() {
      if (this.environment.mode !== "build") return;
      const { code } = await transformWithEsbuild(readFileSync(source, "utf8"), source, { minify: true });
      const hash = createHash("sha256").update(code).digest("base64url").slice(0, 8);
      const fileName = `assets/theme-${hash}.js`;
      this.emitFile({ type: "asset", fileName, source: code });
      src = `./${fileName}`;
    },
    transformIndexHtml: () => [{ tag: "script", attrs: { src }, injectTo: "head" }],
  };
};

export default defineConfig({
  root: here,
  // Relative, since a reverse proxy may publish the daemon under a path, which the document names (`<base>`).
  base: "./",
  plugins: [react(), earlyTheme()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // Assets are files, like styles and scripts: the document contains nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      // Not all of /api, since the dashboard has sources there.
      "/api/v1": {
        target: daemon,
        changeOrigin: true,
        ws: true,
        // The daemon refuses WebSockets of other origins; this page is its own for a developer.
        configure: (proxy) => {
          proxy.on("proxyReqWs", (request) => request.setHeader("origin", daemon));
        },
      },
    },
  },
});
