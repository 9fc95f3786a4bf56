import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
} from "@modelcontextprotocol/server";
import { select } from "../policy/select.ts";
import type { Connection } from "./Connection.ts";
import { problemText } from "./problemText.ts";

/** How many names are proposed while somebody types one. */
const mostProposals = 100;

const mimeType = "application/json";

const uriOf = (path: string): string =>
  `sentinel://children/${path.split("/").map(encodeURIComponent).join("/")}`;

/** What is read is JSON; what can't be read is a sentence. */
const contentsOf = async (uri: URL, read: () => Promise<unknown>) => {
  try {
    return { contents: [{ uri: uri.href, mimeType, text: JSON.stringify(await read()) }] };
  } catch (error) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, problemText(error));
  }
};

/** The paths of all children. */
const pathsIn = async (daemon: Connection): Promise<ReadonlyArray<string>> =>
  (await daemon.request("GET /status")).children.map(({ path }) => path);

/** What can be listed now: nothing while the daemon can't be asked, as whatever is read then says. */
const pathsNow = (daemon: Connection): Promise<ReadonlyArray<string>> => pathsIn(daemon).catch(() => []);

/** The paths that contain what somebody has typed. */
export const proposals = async (daemon: Connection, typed: string): Promise<Array<string>> => {
  const paths = await pathsNow(daemon);
  return paths.filter((path) => path.includes(typed)).slice(0, mostProposals);
};

/** The status; of what is wrong with the file, not the lines around it. */
const treeOf = async (daemon: Connection) => {
  const { file, ...status } = await daemon.request("GET /status");
  return file === undefined
    ? status
    : { ...status, file: { source: file.source, problem: file.problem?.brief ?? null } };
};

/** Everything about one child. */
const childOf = async (daemon: Connection, typed: string) => {
  const [path = typed] = select(typed, await pathsIn(daemon));
  const params = { path };
  const status = await daemon.request("GET /children/:path", { params });
  const { sentences } = await daemon.request("GET /children/:path/explain", { params });
  const { declaration, origins } = await daemon.request("GET /children/:path/config", { params });
  return { status, explanation: sentences, declaration, origins };
};

/** The tree as it was declared last, and which file that was. */
const fileOf = async (daemon: Connection) => {
  const { file } = await daemon.request("GET /status");
  const { revision, at, by, message, tree } = await daemon.request("GET /revisions/:id", {
    params: { id: "newest" },
  });
  return {
    file: file?.source ?? null,
    problem: file?.problem?.brief ?? null,
    ...{ revision, at, by, message },
    tree,
  };
};

/** What an assistant, or a person who uses one, may take into a conversation. */
export const registerResources = (server: McpServer, daemon: Connection): void => {
  server.registerResource(
    "tree",
    "sentinel://tree",
    { title: "The tree", description: "The state of everything that runs, as `status` has it.", mimeType },
    (uri) => contentsOf(uri, () => treeOf(daemon)),
  );
  server.registerResource(
    "file",
    "sentinel://file",
    {
      title: "The configuration",
      description:
        "Which file declares the tree, and the tree as it was applied last, with every default. Values of environment variables are withheld.",
      mimeType,
    },
    (uri) => contentsOf(uri, () => fileOf(daemon)),
  );
  server.registerResource(
    "child",
    new ResourceTemplate("sentinel://children/{+path}", {
      list: async () => ({
        resources: (await pathsNow(daemon)).map((path) => ({ uri: uriOf(path), name: path, mimeType })),
      }),
      complete: { path: (typed) => proposals(daemon, typed) },
    }),
    {
      title: "A child",
      description: "One service or group: its state, why it is so, and how it is declared.",
      mimeType,
    },
    (uri, { path }) => contentsOf(uri, () => childOf(daemon, decodeURIComponent(String(path)))),
  );
};
