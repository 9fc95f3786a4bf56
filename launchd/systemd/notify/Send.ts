/**
 * Sends a message to systemd (sd_notify(3)), one assignment a line. A message may be lost: the next one says the same
 * again.
 */
export type Send = (message: string) => void;
