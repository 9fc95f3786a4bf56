/** Where this dashboard is, with a slash at the end; a reverse proxy may publish it under a path. */
export const baseUrl = new URL(".", document.baseURI);

/** The path of it, for the router. */
export const basePath = baseUrl.pathname;
