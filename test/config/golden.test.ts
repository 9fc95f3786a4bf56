import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { goldenPair } from "./goldenPair.ts";

const golden = join(import.meta.dirname, "golden");

// `vitest -u` writes what is read now below each pair.
for (const topic of readdirSync(golden)) {
  describe(topic.replaceAll("-", " "), () => {
    for (const file of readdirSync(join(golden, topic))) {
      it(file.replace(".txt", "").replaceAll("-", " "), async () => {
        const path = join(golden, topic, file);
        await expect(goldenPair(readFileSync(path, "utf8"))).toMatchFileSnapshot(path);
      });
    }
  });
}
