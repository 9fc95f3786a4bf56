module.exports = {
  apps: [
    {
      name: "api",
      script: "server.mjs",
      exec_mode: "cluster",
      instances: 2,
      env: { PORT: 8710 },
      max_memory_restart: "300M",
    },
    { name: "worker", script: "worker.mjs", exp_backoff_restart_delay: 100 },
  ],
};
