/** The formats that `config import` reads. */
export const importFormats: ReadonlyArray<string> = [
  "pm2",
  "supervisord",
  "procfile",
  "process-compose",
  "crontab",
  "systemd",
  "launchd",
];
