import { createInterface } from "node:readline";
import { claimHome } from "../../src/adapters/node/home/home.ts";

// A daemon that is nothing but its claim: each line is a home to claim, each answer what came of it.
for await (const home of createInterface({ input: process.stdin })) {
  const claim = await claimHome(home);
  process.stdout.write(`${typeof claim === "string" ? claim : "held"}\n`);
}
