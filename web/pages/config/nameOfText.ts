/** How the daemon calls a text that it was sent; other names in its messages are those of files that the text includes. */
export const nameOfText = "sentinel.yaml";
