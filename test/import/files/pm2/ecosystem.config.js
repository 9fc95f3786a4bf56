// ecosystem of a shop
require("dotenv").config();
const path = require("node:path");
const { version } = require("./package.json");

module.exports = {
  apps: [
    {
      name: "shop web",
      script: "./server.js",
      args: ["--port", "3000"],
      cwd: path.join(__dirname, "app"),
      instances: "max",
      exec_mode: "cluster",
      node_args: "--max-old-space-size=512",
      env: { NODE_ENV: "development", VERSION: version, FLAGS: { a: [1] } },
      env_production: { NODE_ENV: "production", API_TOKEN: process.env.API_TOKEN || "unset" },
      max_memory_restart: "300M",
      wait_ready: true,
      listen_timeout: 10000,
      kill_timeout: 5000,
      watch: ["src"],
      ignore_watch: ["node_modules", "*.log"],
      max_memory_restrt: "1G",
    },
    {
      name: "worker",
      namespace: "jobs",
      script: "worker.py",
      interpreter: "python3",
      exp_backoff_restart_delay: 100,
      max_restarts: 0,
      stop_exit_codes: [0, 3],
    },
    { name: "report", namespace: "jobs", script: "npm run report -- --all", cron_restart: "0 6 * * 1", autorestart: false },
    { script: "bin/tail", instances: -1, min_uptime: "5s", restart_delay: 4000, out_file: "/dev/null", time: true },
  ],
  deploy: { production: { user: "node", host: "shop.example.org" } },
};
