import { join } from "node:path";
import { expect, it } from "vitest";
import { tables } from "../../src/config/import/tables.ts";

const cell = (text: string): string =>
  text.replaceAll("|", "\\|").replaceAll("*", "\\*").replaceAll("<", "&lt;");

const page = tables
  .map(({ name, rows }) => {
    const lines = rows.map(({ key, aliases, to, fidelity, note, byDefault }) => {
      const names = [key, ...(aliases ?? []).filter((alias) => !/[A-Z]/.test(alias))].map(
        (one) => `\`${one}\``,
      );
      const standard = byDefault === undefined || byDefault === "" ? "" : `\`${byDefault}\``;
      return `| ${names.join(", ")} | ${standard} | ${cell(to ?? "—")} | ${fidelity} | ${cell(note)} |`;
    });
    return `## ${name}\n\n| Key | Default | Sentinel | Fidelity | Note |\n| --- | --- | --- | --- | --- |\n${lines.join("\n")}\n`;
  })
  .join("\n");

it("the reference of all keys matches the tables", async () => {
  const head =
    "# What becomes of each key\n\nMade from the tables of `src/config/import` by `test/import/reference.test.ts`; see [import](../import.md).\n\n";
  await expect(`${head}${page}`).toMatchFileSnapshot(
    join(import.meta.dirname, "../../docs/reference/import.md"),
  );
});
