// Who may import whom (DESIGN section 3). Each rule says why; test/architecture proves that each one bites.
const ours =
  "^(src/(domain|policy|calendar|samples|config|ports|adapters|client|cli|mcp|offline|daemon)|machines|supervisors|api|web|launchd)";
const nodeBuiltIn = { dependencyTypes: ["core"] };
const never = (name, comment, from, to) => ({ name, comment, severity: "error", from: { path: from }, to });
const only = (folder, allowed) => ({ path: ours, pathNot: `^(${[folder, ...allowed].join("|")})` });

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Files that need each other can't be understood one at a time.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    never(
      "domain-stands-alone",
      "The words depend on nothing of ours.",
      "^src/domain",
      only("src/domain", []),
    ),
    never("domain-is-effect-data", "The words are read in browsers too.", "^src/domain", {
      dependencyTypes: ["core", "npm", "npm-dev"],
      pathNot: "node_modules/effect/",
    }),
    never(
      "policy-knows-words-only",
      "Decisions are pure: facts and time come in as arguments.",
      "^src/policy",
      only("src/policy", ["src/domain"]),
    ),
    never(
      "policy-uses-types-of-domain",
      "A schema at run time would be a library in a decision. Paths, traits, names and patterns need none.",
      "^src/policy",
      {
        path: "^src/domain",
        pathNot: "^src/domain/(tree/(ChildPath|childTraits)|view/commandNames|glob)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    ),
    never(
      "policy-uses-no-library",
      "Nothing that a decision depends on may change under it.",
      "^src/policy",
      {
        dependencyTypes: ["core", "npm", "npm-dev"],
      },
    ),
    never(
      "calendar-knows-words-only",
      "Instants are calculated: the schedule, the zone and the time come in as arguments.",
      "^src/calendar",
      only("src/calendar", ["src/domain", "src/policy"]),
    ),
    never(
      "calendar-uses-croner-only",
      "When a job runs follows from its schedule, the zone data and one library.",
      "^src/calendar",
      { dependencyTypes: ["core", "npm", "npm-dev"], pathNot: "node_modules/croner/" },
    ),
    never(
      "croner-is-for-the-calendar",
      "Its own rule for changes of the clocks is not the one that is documented.",
      "^(src/(?!calendar/)|machines|supervisors|api|web|launchd)",
      { path: "node_modules/croner/" },
    ),
    never(
      "samples-know-words-only",
      "What becomes of samples is calculated: values and the time come in as arguments.",
      "^src/samples",
      only("src/samples", ["src/domain"]),
    ),
    never(
      "samples-use-no-library",
      "The thread of the store loads it, and nothing that a stored sketch depends on may change under it.",
      "^src/samples",
      { dependencyTypes: ["core", "npm", "npm-dev"] },
    ),
    never(
      "machines-are-pure",
      "The same chart is run, drawn and walked in tests.",
      "^machines",
      only("machines", ["src/policy", "src/domain"]),
    ),
    never(
      "machines-use-types-of-domain",
      "A chart goes to the browser without Effect's schemas.",
      "^machines",
      {
        path: "^src/domain",
        dependencyTypesNot: ["type-only"],
      },
    ),
    never("machines-use-xstate-only", "Effects are the runtime's business.", "^machines", {
      dependencyTypes: ["core", "npm", "npm-dev"],
      pathNot: "node_modules/xstate/",
    }),
    never(
      "layouts-are-made-ahead",
      "Laying a chart out takes seconds; what runs reads the result in schema/charts.",
      "^(src|supervisors|api|web|machines/(?!layout/))",
      { path: "^machines/layout/" },
    ),
    never(
      "config-is-handed-text",
      "The language is text to tree; where text comes from is not its business.",
      "^src/config",
      only("src/config", ["src/domain", "src/policy", "src/calendar"]),
    ),
    never(
      "config-reads-no-files",
      "It must run in a browser as it does in a daemon.",
      "^src/config",
      nodeBuiltIn,
    ),
    never(
      "ports-know-words-only",
      "A port says what the product needs, not how it is had.",
      "^src/ports",
      only("src/ports", ["src/domain"]),
    ),
    never("ports-know-no-node", "A port must be possible without Node.", "^src/ports", nodeBuiltIn),
    never(
      "adapters-know-ports-only",
      "A hand does one thing and knows nothing of the body.",
      "^src/adapters",
      only("src/adapters", ["src/ports", "src/domain", "src/samples"]),
    ),
    never(
      "adapters-do-not-meet",
      "An adapter that needs another is two.",
      "^src/adapters/(node|sqlite|memory)/",
      {
        path: "^src/adapters/",
        pathNot: "^src/adapters/$1/",
      },
    ),
    never("supervisors-know-no-hands", "What makes machines live asks ports.", "^supervisors", {
      path: "^(src/(adapters|client|cli|offline|daemon)|api|web|launchd)",
    }),
    never(
      "supervisors-know-no-node",
      "The tree runs on memory and virtual time in tests.",
      "^supervisors",
      nodeBuiltIn,
    ),
    never(
      "api-knows-no-hands",
      "Routes ask the supervision and ports. Of the language they know how it writes a duration.",
      "^api",
      {
        path: "^(src/(adapters|client|cli|offline|daemon|config)|web|launchd)",
        pathNot: "^src/config/language/duration\\.ts$",
      },
    ),
    never(
      "contract-is-declarations",
      "Clients, documents and tests read the contract without the server that keeps it.",
      "^api/contract/",
      only("api/contract", ["src/domain", "src/policy"]),
    ),
    never("api-knows-no-node", "Requests are tested without a port or a process.", "^api", nodeBuiltIn),
    never(
      "client-knows-types-only",
      "It stands between processes: what it needs of ours are words.",
      "^src/client",
      {
        path: "^(supervisors/|src/(adapters|calendar|cli|offline|daemon)/|machines/|api/)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    never(
      "client-uses-no-library",
      "Every command loads it: Effect alone would double the time to the first answer.",
      "^src/client/(?!typed/)",
      { dependencyTypes: ["npm", "npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
    never(
      "typed-client-is-not-for-commands",
      "It is for scripts and the dashboard, over a library that no command needs.",
      "^src/(?!client/typed/)",
      { path: "^src/client/typed/" },
    ),
    never(
      "typed-client-uses-one-library",
      "The dashboard loads it: types of the document, and what sends requests by them.",
      "^src/client/typed/",
      { pathNot: "^src/client/(typed|generated)/|node_modules/openapi-fetch/" },
    ),
    never(
      "cli-is-a-client",
      "A command is an ordinary client; only types tell it what the tree looks like.",
      "^src/cli",
      {
        path: "^(supervisors|src/adapters|machines|api)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    never(
      "services-know-no-tree",
      "A service manager keeps one process; what that supervises is not its business.",
      "^launchd",
      only("launchd", []),
    ),
    never(
      "mcp-is-a-client",
      "An assistant stands where a command stands: it asks the API, and shares the texts for people.",
      "^src/mcp",
      {
        path: "^(supervisors|src/(adapters|calendar|offline|daemon|ports)|machines|api|web|src/cli/(?!(view|wait|terminal)/))",
        dependencyTypesNot: ["type-only"],
      },
    ),
    never(
      "web-is-a-client",
      "The dashboard runs in browsers: of the daemon it has types, the names of outcomes, triggers and aggregations, the addresses of routes, and charts as data.",
      "^web",
      {
        path: "^(supervisors|src|api)/",
        pathNot:
          "^src/(client/(routes|live/recordsIn)|domain/(Run(Outcome|Trigger)|sample/aggregations))\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    ),
    never(
      "web-pages-are-at-the-top",
      "What several pages are made of must not need one of them; how a page is addressed may be known.",
      "^web/(?!pages/|routes/|router\\.ts|main\\.tsx)",
      { path: "^web/(pages|routes)/", pathNot: "/address\\.ts$" },
    ),
    never(
      "web-pages-do-not-meet",
      "A page is loaded by itself. Beside the tree stand three panels of the child's page.",
      "^web/pages/([^/]+)/",
      { path: "^web/pages/", pathNot: "^web/pages/($1/|child/(Facts|Runs|why/Why)\\.tsx$)" },
    ),
    never(
      "web-live-stands-alone",
      "The one source of every state is outside of React, and shows nothing.",
      "^web/live/",
      { path: "^web/(?!live/|api/baseUrl\\.ts$)" },
    ),
    never(
      "web-live-is-used-by-hooks",
      "Only its hooks know React: the store and the contact are tested without a page.",
      "^web/live/(?!use)",
      { path: "node_modules/(@types/)?(react|react-dom|@xstate/react)/" },
    ),
    never(
      "web-form-text-has-no-view",
      "Fields and splices are functions of text.",
      "^web/form/(schema|text)/",
      { path: "node_modules/(@types/)?react/|^web/(ui|form/controls)/" },
    ),
    never(
      "mcp-is-loaded-when-used",
      "Its library is a megabyte that most daemons and commands never need.",
      "^(api|supervisors|src/(?!mcp/))",
      { path: "^src/mcp/", dependencyTypesNot: ["type-only", "dynamic-import"] },
    ),
    never(
      "node-only-at-the-edges",
      "Node's own modules belong to hands, commands and composition roots.",
      "^(src/(domain|policy|calendar|samples|config|ports)|machines|supervisors|api|web/(?!vite\\.config))",
      nodeBuiltIn,
    ),
    never(
      "production-knows-no-tests",
      "What ships must not need what tests it.",
      "^(src|machines|supervisors|api|web|launchd)",
      { path: "^(test|bench|scripts)" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
