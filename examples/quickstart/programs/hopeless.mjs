// Always fails. Shows: backoff, a limit of its own, and the state `failed`.
console.error("there is no configuration to be found anywhere");
process.exit(1);
