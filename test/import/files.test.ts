import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import type { Finding } from "../../src/config/import/draft/Finding.ts";
import { importConfig } from "../../src/config/import/importConfig.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { files, requestFor } from "./sources.ts";

const golden = join(import.meta.dirname, "golden");
mkdirSync(golden, { recursive: true });

/** Files as people have them, and how each set is called. */
const sets: ReadonlyArray<readonly [string, string, readonly [string, ...ReadonlyArray<string>]]> = [
  ["pm2", "script", ["ecosystem.config.js"]],
  ["pm2", "module", ["esm.config.mjs"]],
  ["pm2", "json", ["apps.json"]],
  ["pm2", "yaml", ["processes.yaml"]],
  ["supervisord", "shop", ["shop.conf"]],
  ["supervisord", "docker", ["docker.conf"]],
  ["supervisord", "minimal", ["minimal.conf"]],
  ["procfile", "foreman", ["Procfile"]],
  ["procfile", "overmind", ["overmind/Procfile"]],
  ["process-compose", "shop", ["process-compose.yaml"]],
  ["crontab", "user", ["user.crontab"]],
  ["crontab", "system", ["etc/crontab"]],
  ["crontab", "anacron", ["anacrontab"]],
  ["systemd", "shop", ["web.service", "db.service", "worker@7.service", "backup.timer"]],
  ["systemd", "user", ["user/sync.timer"]],
  ["launchd", "shop", ["org.example.web.plist", "org.example.backup.plist", "inbox.plist"]],
];

const line = ({ source, line: at, key, fidelity, note, target }: Finding): string =>
  [fidelity.padEnd(11), `${source}${at === null ? "" : `:${at}`}`, key, `→ ${target ?? "-"}`, note]
    .join("  ")
    .trimEnd();

describe("an imported file", () => {
  for (const [format, name, names] of sets) {
    it(`of ${format} (${name}) equals the golden result`, async () => {
      const result = importConfig(format, await requestFor(format, names));
      const { yaml, report } = Either.getOrThrowWith(result, (errors) => new Error(formatErrors(errors)));
      // A script may have asked where it lies.
      await expect(yaml.replaceAll(join(files, format), "/srv/shop")).toMatchFileSnapshot(
        join(golden, `${format}-${name}.yaml`),
      );
      await expect(`${report.map(line).join("\n")}\n`).toMatchFileSnapshot(
        join(golden, `${format}-${name}.report`),
      );
      const variables = {
        HOME: "/home/ann",
        USER: "ann",
        HOSTNAME: "host",
        STAGE: "test",
        DB_PASSWORD: "x",
        API_KEY: "x",
      };
      const envFiles = { read: () => Either.right("NAME=value"), glob: () => [] };
      const options = { file: name, directory: "/srv/shop", variables, files: envFiles };
      expect(Either.mapLeft(parseTree(yaml, options), formatErrors)).toMatchObject({ _tag: "Right" });
    });
  }
});
