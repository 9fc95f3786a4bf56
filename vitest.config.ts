import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/architecture/miniatures/**", "node_modules/**"],
    // Two cores: real processes beside each other would only measure each other.
    pool: "forks",
    poolOptions: { forks: { maxForks: 2 } },
    // Only to notice what hangs: a busy machine makes real processes slow.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
