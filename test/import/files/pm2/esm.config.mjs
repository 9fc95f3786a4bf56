import { join } from "node:path";
import { cpus } from "node:os";

const name = "esm";
export default {
  apps: [{ name, script: join("src", "index.mjs"), instances: Math.max(1, cpus().length - 1) }],
};
