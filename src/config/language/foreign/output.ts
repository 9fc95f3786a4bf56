import type { Hint } from "./Hint.ts";

/** What becomes of its output. */
export const output: ReadonlyArray<Hint> = [
  ["output is always kept, see `sentinel logs`; Sentinel sends no mail", "MAILTO MAILFROM"],
  [
    "output is always kept, see `sentinel logs`; write logs to limit how much",
    `stdout_logfile stdout_logfile_maxbytes stdout_logfile_backups stdout_syslog redirect_stderr
    stdout_capture_maxbytes stdout_events_enabled stderr_logfile stderr_logfile_maxbytes
    stderr_logfile_backups stderr_syslog stderr_capture_maxbytes stderr_events_enabled out_file out
    output out_log error_file error err err_file err_log log_file log merge_logs combine_logs
    disable_logs log_type log_date_format time logging log_location log_configuration log_driver
    log_opt log_level log_length log_format loglevel logfile logfile_maxbytes logfile_backups
    childlogdir nocleanup strip_ansi disable_ansi_colors truncate_log StandardOutput StandardError
    StandardOutPath StandardErrorPath SyslogIdentifier SyslogFacility SyslogLevel SyslogLevelPrefix
    silent LogRateLimitIntervalSec LogRateLimitBurst LogLevelMax Debug`,
  ],
];
