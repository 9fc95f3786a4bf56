/** The daemon's name for a submitted text; other names in its messages are files that the text includes. */
export const nameOfText = "sentinel.yaml";
