/** The base URL of the dashboard, ending with a slash; a reverse proxy may publish it under a path. */
export const baseUrl = new URL(".", document.baseURI);

/** Its path, for the router. */
export const basePath = baseUrl.pathname;
