export interface paths {
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the tree
         * @description What `sentinel status --json` prints. Children are in document order, a parent before its children.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the tree once its first start is over
         * @description Takes the role viewer for the whole tree.
         */
        get: operations["settled"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the children, by path
         * @description Services and supervisors, without what is measured: `GET /status` and `GET /children/{path}` have that, too.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["children"];
        put?: never;
        /**
         * Add a service and start it
         * @description It is dropped again if it can't be started. The tree's file is not changed.
         *
         *     Takes the role admin; shows and does only what is in the scope.
         */
        post: operations["addChild"];
        /**
         * Stop children and remove them from the tree
         * @description The tree's file is not changed. Answers once they are stopped.
         *
         *     Takes the role admin; shows and does only what is in the scope.
         */
        delete: operations["removeChildren"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/children/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a child
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["child"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/children/{path}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain why a child is as it is
         * @description The path `/` (`%2F`) means the tree as a whole.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/children/{path}/blast-radius": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say what goes along if a child fails now
         * @description For a service: if it crashes, as its supervisor's strategy and limits are now. For a supervisor: if it gives up. `touched` is empty if the child is not running. `POST /actions/preview` says the same of a command.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["blastRadius"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/children/{path}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the runs of a service, the newest first
         * @description Those of `GET /runs`; `output` is what of it is still kept (`GET /logs?run=`), null if nothing is.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["childRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/children/{path}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what the journal says of a child itself, the newest first
         * @description Without what it says of the children under it (`GET /events`). The path `/` (`%2F`) means the tree as a whole.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["childHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/children/{path}/exits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count how often runs of a child have ended
         * @description As far back as the journal goes, or since a moment. Exits that nobody could learn, and those that daemons before this route recorded, are not counted.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["childExits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/children/{path}/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how a child is declared, and where each value was written
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["declaration"];
        /**
         * Replace the declaration of a service that was added by hand
         * @description Its declaration as `GET` shows it; what is left out has its default, and `(withheld)` in `env` stands for the value that is there. It is applied as a changed file is: only what differs is touched, and brought back if that fails. A child of the tree's file is changed there and applied (409, `declared_in_file`).
         *
         *     Takes the role admin; shows and does only what is in the scope.
         */
        put: operations["editChild"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The checks: jobs that run elsewhere and report
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["checks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A check, its runs and its newest reports
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks/{path}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report for the job of a check
         * @description Takes the role operator; shows and does only what is in the scope.
         */
        post: operations["checkIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks/{path}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a check: nothing is missed meanwhile, and reports are still counted
         * @description Takes the role operator; shows and does only what is in the scope.
         */
        post: operations["pauseCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks/{path}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the pause of a check; the next report is expected from now on
         * @description Takes the role operator; shows and does only what is in the scope.
         */
        post: operations["resumeCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks/{path}/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the ping address of a check, in place of the one it had; it is shown in this answer only
         * @description Also of a supervisor that declares `provision`: behind its address there is the name of a check, which is created with `?create=1`.
         *
         *     Takes the role operator; shows and does only what is in the scope.
         */
        post: operations["createPingKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the jobs, with what each is doing, its schedules and its parameters
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a job, as `GET /jobs` lists it
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{path}/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the coming instants of a job
         * @description The instants that its schedules expect, with its jitter and within `from` and `until` of its declaration. `remark` names what is unusual about one. There are fewer items than asked for if no more are expected.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["nextInstants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{path}/starts/{start}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a run of a job by hand waits for, and the runs of its attempts
         * @description `start` is the number in the outcome of the command `run`. Once `phase` is `ended`, no attempt follows: the outcome is that of the last of `runs`, in `GET /runs/{id}`. The newest 100 starts of a job are known, as long as the daemon runs; the next daemon knows those that waited or ran when it began, with the attempts from then on.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["jobStart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was expected of all jobs, or of some, and what became of it, newest first
         * @description Each instant that the schedules of a job expected has exactly one outcome. `runs` are the numbers of its runs within the job, one for each attempt. As far as the ledger goes (`retention` of the settings).
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start, stop, restart, reload, signal or scale children; run, pause, resume jobs or skip their next instant
         * @description Answers once the requested state is reached or impossible; with `wait: false`, at once. A command to a single child may be refused; of several, each has an outcome. A reload is answered once it is done.
         *
         *     `run` starts a run of a job now, or puts it in the line of the job; its outcome names the run, and the answer does not wait for its end. `pause` and `resume` take checks too, and a group stands for all jobs and checks in it; `until` is a time (`2026-01-31T08:00:00Z`) or a duration from now (`2h`). `skip_next` skips the next instant of a job that is not skipped yet.
         *
         *     Takes the role operator; shows and does only what is in the scope.
         */
        post: operations["act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/actions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what a command would do, without doing it
         * @description The body is that of `POST /actions` without `wait`. Answers with each child that the command would touch, what happens to it and why, decided by the functions that the tree itself decides by, on the state that it has now. A child that is refused does not make the request fail: it is in `refused`.
         *
         *     Takes the role operator; shows and does only what is in the scope.
         */
        post: operations["preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a configuration
         * @description Relative paths start in the folder of the tree's file. Only an admin's text may include other files and use variables of the daemon's environment.
         *
         *     Takes the role operator for the whole tree.
         */
        post: operations["validateConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what an apply of a configuration would do
         * @description Without a `text`, the tree's own file is meant, as it is now. Relative paths start in the folder of the tree's file. Only an admin's text may include other files and use variables of the daemon's environment. In an operator's text, the value `(withheld)` of a variable means the one that it has. Its `revision` is the one to name in `If-Match` when it is applied.
         *
         *     Takes the role operator for the whole tree.
         */
        post: operations["planConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring the tree to a configuration
         * @description Touches only what differs; if a step fails, the tree is brought back. The tree's file is not changed, unless `write_file` says so. Without a `text`, the tree's own file is meant, as it is now. Relative paths start in the folder of the tree's file. Only an admin's text may include other files and use variables of the daemon's environment.
         *
         *     Takes the role admin for the whole tree.
         */
        post: operations["applyConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how far an apply is
         * @description The progress of the apply that is under way, whether a request or a change of the file began it. `applying` is null if there is none.
         *
         *     Takes the role viewer for the whole tree.
         */
        get: operations["applyProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the tree's own file
         * @description With the values of variables that are written in it.
         *
         *     Takes the role admin for the whole tree.
         */
        get: operations["configFile"];
        /**
         * Write the tree's own file
         * @description Applies nothing. `If-Match` has to name the `hash` that the file has, or `*` for any. An invalid text is refused. Only this file is written, never one that it includes; its mode, its owner and a symbolic link to it stay. `POST /config/apply` with `write_file` applies and writes.
         *
         *     Takes the role admin for the whole tree.
         */
        put: operations["writeConfigFile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what an apply of a tree would do
         * @description Takes the role operator for the whole tree.
         */
        post: operations["plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply a tree in place of the running one
         * @description Takes the role admin for the whole tree.
         */
        post: operations["apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the revisions of the tree, the newest first
         * @description Takes the role viewer for the whole tree.
         */
        get: operations["revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/failed-applies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the applies that failed, the newest first
         * @description Takes the role viewer for the whole tree.
         */
        get: operations["failedApplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/revisions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a revision with its tree
         * @description Its `ETag` is what `If-Match` takes in writes.
         *
         *     Takes the role viewer for the whole tree.
         */
        get: operations["revision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/revisions/{id}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a revision as a configuration
         * @description With all defaults, and without templates, variables and comments, so that two revisions can be compared line by line. Only an admin sees the values of variables.
         *
         *     Takes the role viewer for the whole tree.
         */
        get: operations["revisionText"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/revisions/{id}/diff/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what differs between two revisions
         * @description Takes the role viewer for the whole tree.
         */
        get: operations["difference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/revisions/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply an older revision, as a new one
         * @description Takes the role admin for the whole tree.
         */
        post: operations["rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the journal, oldest first
         * @description One page as JSON; all of it as lines of JSON or text, by the header `accept`. `follow=true` also sends new events as they happen.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the journal from now on
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["liveEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the runs of all children, or of some, newest first
         * @description As far as the history goes (`retention` of the settings). While the journal can't be written, the first page has the runs that wait for it besides.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["runHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a run
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the output of children, in the order of arrival
         * @description One page as JSON; all of it as lines of JSON or text, by the header `accept`. `follow=true` also sends new lines as they are printed; `download=true` has browsers save it as a file. A last line of JSON with `problem` says why a search has ended halfway.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/window": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read some consecutive lines by their position, at a moment, or around a line
         * @description Lines are counted from the oldest that is kept, in the order of arrival. Give one of `position`, `at` and `line`; without them it has the newest lines. `before` says how many lines precede the one that is asked for. To follow from the end of the last window, give its `places` to `POST /logs/live`.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["logWindow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search the output, the newest line first, and tell how far the search is
         * @description Lines of JSON: each `hit` as it is found, `progress` between them, `done` at the end, or `problem`. Beyond `limit`, hits are only counted. The search ends with the request.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["searchLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/histogram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the lines of each stream by the time of their arrival
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["logHistogram"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the runs of which output is kept
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow the output from where the last daemon has ended
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        post: operations["resumedLogs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the kinds of node, with the hashes of their statecharts
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["machines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/machines/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the statechart of a kind of node as data
         * @description The `ETag` is the hash. With `?hash=` the answer never changes, and may be kept for good; another hash than the current one is refused with 404.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["machine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List when a schedule is due, before it is in a tree
         * @description Give one of `cron` and `every`. What can't be read is refused with the field, what it takes, and what to write instead. There are fewer items than asked for if the schedule is not due again in the 41 years after the last one.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show all nodes at one moment, as columns
         * @description What the live channel begins with. The `ETag` is `EPOCH:SEQ`: with both, a client of the live channel gets what has happened since.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the tree over a WebSocket
         * @description A request that asks for no WebSocket is refused with 400. The protocol is described in docs/live.md; frames are JSON. The answer is 101, not 200.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live.sse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the tree as server-sent events
         * @description The frames of the WebSocket, one an event, whose `id` is `EPOCH:SEQ`. With the header `last-event-id` it begins with what was missed.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["liveSse"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/daemon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how the daemon itself is
         * @description Its health is read every ten seconds.
         *
         *     Takes the role viewer for the whole tree.
         */
        get: operations["daemon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/daemons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the trees of the same user on this machine, with the addresses of their daemons
         * @description As their homes tell; the daemons are not asked. Each has accounts of its own.
         *
         *     Takes the role viewer for the whole tree.
         */
        get: operations["daemons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the home to another daemon; the children go on
         * @description Takes the role admin for the whole tree.
         */
        post: operations["handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/down": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the tree, then the daemon
         * @description Takes the role admin for the whole tree.
         */
        post: operations["shutdown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe this API (OpenAPI 3.1)
         * @description Open to anyone.
         */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the documentation of this API
         * @description Open to anyone.
         */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs.css": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The style of the documentation
         * @description Open to anyone.
         */
        get: operations["docsStyle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process answers
         * @description Open to anyone.
         */
        get: operations["alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the tree has started and events can be recorded; 503 with the reasons if not
         * @description Open to anyone.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an admin by a one-time link, and log in
         * @description Open to anyone.
         */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller and its rights
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["whoAmI"];
        put?: never;
        /**
         * Log in: the session is in a cookie, its CSRF token in the answer
         * @description Open to anyone.
         */
        post: operations["login"];
        /**
         * Log out: the session ends, and every token made from it
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        delete: operations["logout"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's password, with the current one or a one-time link; all sessions of the user end
         * @description Open to anyone.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A short-lived token (JWT) for the session or API key that asks
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A one-time link by which an admin can be made, on this machine
         * @description Takes the role admin for the whole tree.
         */
        post: operations["createLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's own sessions; those of all users for an admin
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All users
         * @description Takes the role admin for the whole tree.
         */
        get: operations["users"];
        put?: never;
        /**
         * Add a user; without a password, with a one-time link to choose one
         * @description Takes the role admin for the whole tree.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a user, with all sessions
         * @description Takes the role admin for the whole tree.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user's role or scope, or disable the user; it holds at once, in open sessions too
         * @description Takes the role admin for the whole tree.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/users/{name}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A one-time link by which a user chooses a new password
         * @description Takes the role admin for the whole tree.
         */
        post: operations["resetUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All API keys, without the keys themselves
         * @description Takes the role admin for the whole tree.
         */
        get: operations["keys"];
        put?: never;
        /**
         * Make an API key; it is shown in this answer only
         * @description Takes the role admin for the whole tree.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key, and every token made from it
         * @description Takes the role admin for the whole tree.
         */
        delete: operations["deleteKey"];
        options?: never;
        head?: never;
        /**
         * Change an API key's rights or expiry; it holds at once
         * @description Takes the role admin for the whole tree.
         */
        patch: operations["updateKey"];
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people and programs have asked for, newest first
         * @description One page as JSON; all of it as lines of JSON, by the header `accept`.
         *
         *     Takes the role admin for the whole tree.
         */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the settings: what is in force, where it comes from, and what waits for another daemon
         * @description Takes the role admin for the whole tree.
         */
        get: operations["settings"];
        /**
         * Write the settings
         * @description All of them: a key that is left out goes back to its default. The comments of the file are kept. Nothing is written where anything is wrong, or where the next daemon would not start with it.
         *
         *     Takes the role admin for the whole tree.
         */
        put: operations["changeSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics#root": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics of the tree and the daemon for Prometheus, or in OpenMetrics where `accept` names it
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the metrics of which there is a history
         * @description Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["metricNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a metric over a time, by step
         * @description Samples are kept for 7 days, what comes of five minutes for 30, of an hour for 400, of a day for ever; `tier` of the answer says which of these has answered, and `step` how long its steps are: longer than asked for if that would be more than 750 of them, or more than can be read at once. Quantiles are at most 1.1 % beside the exact ones.
         *
         *     Takes the role viewer; shows and does only what is in the scope.
         */
        get: operations["metricHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        TreeStatus: {
            name: string;
            revision: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            reason: string;
            next_attempt_at: string | null;
            allowed?: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            degraded?: components["schemas"]["NotRunning"][];
            file?: {
                source: string;
                problem: {
                    /** @enum {string} */
                    kind: "invalid" | "not_applied";
                    brief: string;
                    message: string;
                } | null;
            };
            daemon: components["schemas"]["DaemonStatus"];
            children: components["schemas"]["ChildStatus"][];
        };
        NotRunning: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            reason: string;
        };
        DaemonStatus: {
            pid: number;
            version: string;
            started_at: string;
            node?: string;
            home?: string;
            health?: components["schemas"]["DaemonHealth"];
        } & {
            [key: string]: unknown;
        };
        DaemonHealth: {
            memory: number;
            ailments: string[];
        } & {
            [key: string]: unknown;
        };
        ChildStatus: components["schemas"]["ServiceStatus"] | components["schemas"]["SupervisorStatus"] | components["schemas"]["CheckStatus"];
        ServiceStatus: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "service";
            /** @enum {string} */
            health: "unknown" | "healthy" | "unhealthy";
            pid: number | null;
            run: number | null;
            restarts: number;
            ports?: {
                name: string | null;
                port: number;
            }[];
            probes?: components["schemas"]["ProbeView"][];
            notices?: string[];
            last_exit: components["schemas"]["LastExit"] | null;
            kill_at: string | null;
            unenforced?: string;
            ready?: {
                when: string;
                timeout_ms: number | null;
            };
            uptime_ms: number | null;
            cpu: number | null;
            cpu_seconds?: number | null;
            memory: number | null;
            descendants?: number | null;
            open_files?: number | null;
            last_words?: string | null;
        };
        ProbeView: {
            /** @enum {string} */
            probe: "startup" | "ready" | "live";
            checks: string;
            /** @enum {string} */
            verdict: "unknown" | "passing" | "failing";
            failures: number;
            fail_after: number | null;
            message: string | null;
        };
        LastExit: {
            run: number;
            code: number | null;
            signal: string | null;
            reason: string;
            at: string;
        };
        SupervisorStatus: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "supervisor";
            /** @enum {string} */
            strategy: "one_for_one" | "one_for_all" | "rest_for_one" | "simple_one_for_one";
            intensity: number;
            period_ms: number;
            restarts_in_period: number;
            degraded?: components["schemas"]["NotRunning"][];
        };
        CheckStatus: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "check";
            /** @enum {string} */
            health: "unknown" | "healthy" | "unhealthy";
            check: ("paused" | "down" | "started" | "new" | "late" | "up") | null;
            failures: number;
            fail_after: number;
            last_report_at: string | null;
            expected_at: string | null;
            deadline_at: string | null;
            open_runs: number;
            paused_until: string | null;
        };
        NodeView: components["schemas"]["ServiceView"] | components["schemas"]["SupervisorView"] | components["schemas"]["CheckView"] | components["schemas"]["JobView"];
        ServiceView: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "service";
            /** @enum {string} */
            health: "unknown" | "healthy" | "unhealthy";
            pid: number | null;
            run: number | null;
            restarts: number;
            ports?: {
                name: string | null;
                port: number;
            }[];
            probes?: components["schemas"]["ProbeView"][];
            notices?: string[];
            last_exit: components["schemas"]["LastExit"] | null;
            kill_at: string | null;
            unenforced?: string;
            ready?: {
                when: string;
                timeout_ms: number | null;
            };
        };
        SupervisorView: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "supervisor";
            /** @enum {string} */
            strategy: "one_for_one" | "one_for_all" | "rest_for_one" | "simple_one_for_one";
            intensity: number;
            period_ms: number;
        };
        CheckView: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "check";
            /** @enum {string} */
            health: "unknown" | "healthy" | "unhealthy";
            check: ("paused" | "down" | "started" | "new" | "late" | "up") | null;
            failures: number;
            fail_after: number;
            last_report_at: string | null;
            expected_at: string | null;
            deadline_at: string | null;
            open_runs: number;
            paused_until: string | null;
        };
        JobView: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "job";
            /** @enum {string} */
            condition: "stopping" | "running" | "removed" | "backoff" | "held:paused" | "held:blackout" | "held:pool" | "paused" | "idle";
            next_at: string | null;
            waiting: number;
            paused: {
                until: string | null;
                by?: string;
                reason?: string;
            } | null;
            last_run: {
                run: number;
                /** @enum {string} */
                outcome: "succeeded" | "failed" | "timed_out" | "killed" | "lost";
                reason: string | null;
                started_at?: string | null;
                ended_at: string | null;
            } | null;
            last_success_at?: string | null;
        };
        Outcome: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            reached: boolean;
            reason: string;
            last_words?: string;
            pids?: number[];
            run_id?: string;
            start?: number;
            children?: components["schemas"]["GroupState"];
        };
        GroupState: {
            wanted: number;
            up: number;
            finished: number;
            not_up: components["schemas"]["NotUp"][];
            held_down: {
                path: string;
                /** @enum {string} */
                because: "stopped" | "autostart";
            }[];
        };
        NotUp: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            reason: string;
            next_attempt_at: string | null;
            last_words?: string | null;
        };
        Explanation: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            sentences: string[];
            facts: {
                [key: string]: unknown;
            };
            restart_windows?: components["schemas"]["RestartWindow"][];
            probe_latencies?: {
                /** @enum {string} */
                probe: "startup" | "ready" | "live";
                recent_ms: number[];
            }[];
        };
        RestartWindow: {
            of: string;
            /** @enum {string} */
            counts: "alone" | "together";
            intensity: number;
            period_ms: number;
            counted: components["schemas"]["CountedRestart"][];
            beyond: {
                /** @enum {string} */
                verdict: "escalate" | "fail" | "wait";
                words: string;
            };
        };
        CountedRestart: {
            child: string;
            at: string;
            leaves_at: string;
            stands_until: string | null;
        };
        BlastRadius: {
            touched: components["schemas"]["Touched"][];
            sentence: string;
        };
        Touched: {
            path: string;
            /** @enum {string} */
            effect: "stops" | "starts" | "restarts" | "held" | "signalled" | "reloaded" | "added" | "removed" | "fails" | "stays";
            because: string;
        };
        ChildRun: {
            id: string;
            path: string;
            run: number;
            /** @enum {string} */
            trigger: "start" | "restart" | "request" | "schedule" | "catch_up" | "retry" | "manual" | "chain";
            scheduled_for: string | null;
            attempt: number | null;
            started_at: string | null;
            ended_at: string | null;
            /** @enum {string} */
            outcome: "running" | "succeeded" | "failed" | "timed_out" | "stopped" | "killed" | "lost";
            reason: string;
            code: number | null;
            signal: string | null;
            by: string;
            output: {
                first: number;
                last: number;
            } | null;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            exit: {
                code: number | null;
                signal: string | null;
            } | null;
        };
        /** @description An entry of the journal; what else it says depends on its type */
        Event: {
            /** @description Grows by one with each entry */
            seq: number;
            /** Format: date-time */
            at: string;
            /** @description The path of the child; empty for the tree and the daemon */
            subject: string;
            /** @description The principal: `system`, `file`, `user:NAME`, `key:NAME` */
            by: string;
            /**
             * @example transition
             * @example alarm
             * @example revision
             * @example daemon
             * @example action
             */
            type: string;
            run?: number | null;
            from?: string;
            to?: string;
            reason?: string;
            /** @description Of a transition that ends a run: its code, or its signal */
            exit?: {
                code: number | null;
                signal: string | null;
            };
        } & {
            [key: string]: unknown;
        };
        ExitCount: {
            exits: number;
            since: string | null;
        };
        PlanStep: {
            /** @enum {string} */
            action: "add" | "remove" | "replace" | "restart" | "update" | "scale" | "move" | "start";
            path: string;
            class: ("in_place" | "on_next_start" | "restart" | "restart_by_strategy") | null;
            reason: string;
            remarks?: string[];
            fields: {
                field: string;
                from: string;
                to: string;
                /** @enum {string} */
                class: "in_place" | "on_next_start" | "restart" | "restart_by_strategy";
            }[];
            instances: string[];
        };
        Declaration: {
            path: string;
            revision: string;
            declaration: {
                [key: string]: unknown;
            };
            origins: {
                [key: string]: string;
            } | null;
        };
        Check: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "check";
            /** @enum {string} */
            health: "unknown" | "healthy" | "unhealthy";
            check: ("paused" | "down" | "started" | "new" | "late" | "up") | null;
            failures: number;
            fail_after: number;
            last_report_at: string | null;
            expected_at: string | null;
            deadline_at: string | null;
            open_runs: number;
            paused_until: string | null;
            ping_key: {
                created_at: string;
                created_by: string;
            } | null;
        };
        CheckRun: {
            run: number;
            id: string | null;
            started_at: string | null;
            ended_at: string | null;
            /** @enum {string} */
            outcome: "succeeded" | "failed" | "overdue" | "open";
        };
        CheckReport: {
            at: string;
            claimed_at: string | null;
            /** @enum {string} */
            kind: "start" | "success" | "fail" | "log";
            exit: number | null;
            id: string | null;
            body: string | null;
            body_size: number;
            by: string;
        };
        Job: {
            path: string;
            /** @enum {string} */
            state: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
            value: string;
            since: string;
            reason: string;
            by: string;
            /** @enum {string} */
            wanted: "up" | "down";
            next_attempt_at: string | null;
            due: {
                timer: string;
                at: string;
            }[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[];
            after?: {
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[];
            consecutive_failures: number;
            seq: number;
            /** @enum {string} */
            kind: "job";
            /** @enum {string} */
            condition: "stopping" | "running" | "removed" | "backoff" | "held:paused" | "held:blackout" | "held:pool" | "paused" | "idle";
            next_at: string | null;
            waiting: number;
            paused: {
                until: string | null;
                by?: string;
                reason?: string;
            } | null;
            last_run: {
                run: number;
                /** @enum {string} */
                outcome: "succeeded" | "failed" | "timed_out" | "killed" | "lost";
                reason: string | null;
                started_at?: string | null;
                ended_at: string | null;
            } | null;
            last_success_at?: string | null;
            schedules: ({
                cron: string;
                timezone: string;
            } | {
                every_ms: number;
                anchor: string;
            } | {
                at: string;
            })[];
            /** @enum {string} */
            overlap: "skip" | "replace" | "allow" | "queue";
            pool: string | null;
            timeout_ms: number | null;
            parameters: {
                name: string;
                default: string | null;
            }[];
            chain: {
                job: string;
                /** @enum {string} */
                on: "success" | "failure" | "end";
            }[];
        };
        ComingInstant: {
            at: string;
            local: string;
            remark: string | null;
        };
        JobStart: {
            job: string;
            start: number;
            /** @enum {string} */
            phase: "waiting" | "running" | "stopping" | "backoff" | "ended";
            reason: string;
            next_attempt_at: string | null;
            runs: string[];
        };
        LedgerItem: {
            job: string;
            instant: string;
            /** @enum {string} */
            outcome: "waiting" | "ran" | "skipped" | "missed" | "superseded";
            reason: ("requested" | "blackout" | "paused" | "overlap" | "queue_full" | "removed" | "down" | "asleep" | "clock" | "too_late") | null;
            runs: number[];
        };
        /** @enum {string} */
        Signal: "SIGHUP" | "SIGINT" | "SIGQUIT" | "SIGILL" | "SIGTRAP" | "SIGABRT" | "SIGBUS" | "SIGFPE" | "SIGKILL" | "SIGUSR1" | "SIGSEGV" | "SIGUSR2" | "SIGPIPE" | "SIGALRM" | "SIGTERM" | "SIGSTKFLT" | "SIGCHLD" | "SIGCONT" | "SIGSTOP" | "SIGTSTP" | "SIGTTIN" | "SIGTTOU" | "SIGURG" | "SIGXCPU" | "SIGXFSZ" | "SIGVTALRM" | "SIGPROF" | "SIGWINCH" | "SIGIO" | "SIGPWR" | "SIGSYS" | "SIGRTMIN" | "SIGRTMIN+1" | "SIGRTMIN+2" | "SIGRTMIN+3" | "SIGRTMIN+4" | "SIGRTMIN+5" | "SIGRTMIN+6" | "SIGRTMIN+7" | "SIGRTMIN+8" | "SIGRTMIN+9" | "SIGRTMIN+10" | "SIGRTMIN+11" | "SIGRTMIN+12" | "SIGRTMIN+13" | "SIGRTMIN+14" | "SIGRTMIN+15" | "SIGRTMIN+16" | "SIGRTMIN+17" | "SIGRTMIN+18" | "SIGRTMIN+19" | "SIGRTMIN+20" | "SIGRTMIN+21" | "SIGRTMIN+22" | "SIGRTMIN+23" | "SIGRTMIN+24" | "SIGRTMIN+25" | "SIGRTMIN+26" | "SIGRTMIN+27" | "SIGRTMIN+28" | "SIGRTMIN+29" | "SIGRTMIN+30";
        Preview: {
            touched: components["schemas"]["Touched"][];
            sentence: string;
            refused: {
                path: string;
                reason: string;
            }[];
        };
        ConfigMistake: {
            file: string;
            line: number;
            column: number;
            message: string;
            hint: string | null;
        };
        PlanFor: {
            steps: components["schemas"]["PlanStep"][];
            untouched: number;
            revision: string;
            failed?: string[];
            another_tree?: string;
            touched?: components["schemas"]["Touched"][];
            stale?: {
                path: string;
                files: string[];
            }[];
        };
        ApplyProgress: {
            /** @enum {string} */
            phase: "applying" | "restoring";
            done: number;
            total: number;
        };
        ConfigFile: {
            path: string;
            text: string | null;
            hash: string | null;
            problem: string | null;
            environment: string | null;
            includes: string[];
            obstacle: string | null;
            revision: string;
            number: number | null;
            changed_since: string | null;
        };
        TreeSpec: {
            name: string;
            root: components["schemas"]["SupervisorSpec"];
            pools?: {
                [key: string]: number;
            };
        };
        SupervisorSpec: {
            /** @enum {string} */
            kind: "supervisor";
            id: string;
            /** @enum {string} */
            restart: "permanent" | "transient" | "temporary";
            significant: boolean;
            backoff: {
                /** @description a non-negative number */
                initialMs: number;
                /** @description a number greater than or equal to 1 */
                factor: number;
                /** @description a non-negative number */
                maxMs: number;
                /** @description a number between 0 and 1 */
                jitter: number;
                /** @description a non-negative number */
                resetAfterMs: number;
                /** @description a non-negative number */
                healthyAfterMs: number;
            };
            limit: {
                restarts: number;
                /** @description a non-negative number */
                periodMs: number;
            } | null;
            onLimit: ("escalate" | "fail" | "wait") | null;
            retryFailedMs?: number | null;
            shutdown: number | ("infinity" | "brutal_kill");
            autostart: boolean;
            after?: {
                path: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
                /** @enum {string} */
                propagate?: "restart" | "stop";
            }[];
            /** @enum {string} */
            strategy: "one_for_one" | "one_for_all" | "rest_for_one" | "simple_one_for_one";
            intensity: number;
            /** @description a positive number */
            periodMs: number;
            /** @enum {string} */
            autoShutdown: "never" | "any_significant" | "all_significant";
            /** @enum {string} */
            start: "serial" | "parallel";
            children: components["schemas"]["ChildSpec"][];
            template: components["schemas"]["ServiceSpec"] | null;
            update?: {
                /**
                 * positive
                 * @description a positive number
                 */
                maxParallel: number;
                /** @description a non-negative number */
                minHealthyTimeMs: number;
                /** @description a non-negative number */
                healthyDeadlineMs: number;
            };
            quota?: {
                children?: number;
                /** @description a positive number */
                memory?: number;
                restarts?: {
                    restarts: number;
                    /** @description a non-negative number */
                    periodMs: number;
                };
            };
            provision?: {
                check: {
                    expects: {
                        /** @description a positive number */
                        everyMs: number;
                    } | {
                        cron: string;
                        timezone: string;
                    };
                    /** @description a non-negative number */
                    graceMs: number;
                    withinMs: number | null;
                    /**
                     * positive
                     * @description a positive number
                     */
                    failAfter: number;
                };
                /**
                 * positive
                 * @description a positive number
                 */
                maxChecks: number;
            };
        };
        ChildSpec: components["schemas"]["ServiceSpec"] | components["schemas"]["SupervisorSpec"] | components["schemas"]["CheckSpec"] | components["schemas"]["JobSpec"];
        ServiceSpec: {
            /** @enum {string} */
            kind: "service";
            id: string;
            /** @enum {string} */
            restart: "permanent" | "transient" | "temporary";
            significant: boolean;
            backoff: {
                /** @description a non-negative number */
                initialMs: number;
                /** @description a number greater than or equal to 1 */
                factor: number;
                /** @description a non-negative number */
                maxMs: number;
                /** @description a number between 0 and 1 */
                jitter: number;
                /** @description a non-negative number */
                resetAfterMs: number;
                /** @description a non-negative number */
                healthyAfterMs: number;
            };
            limit: {
                restarts: number;
                /** @description a non-negative number */
                periodMs: number;
            } | null;
            onLimit: ("escalate" | "fail" | "wait") | null;
            retryFailedMs?: number | null;
            shutdown: number | ("infinity" | "brutal_kill");
            autostart: boolean;
            after?: {
                path: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
                /** @enum {string} */
                propagate?: "restart" | "stop";
            }[];
            command: {
                argv: string[];
            } | {
                shell: string;
            };
            cwd: string;
            env: {
                [key: string]: string | {
                    secret: {
                        file: string;
                        key: string | null;
                    } | {
                        env: string;
                    };
                };
            };
            inheritEnv: ("base" | "all") | string[];
            uid: (number | string) | null;
            gid: (number | string) | null;
            groups?: (number | string)[];
            umask: number | null;
            limits?: {
                openFiles?: {
                    soft: number | "unlimited";
                    hard: number | "unlimited";
                };
                core?: {
                    soft: number | "unlimited";
                    hard: number | "unlimited";
                };
                fileSize?: {
                    soft: number | "unlimited";
                    hard: number | "unlimited";
                };
                stack?: {
                    soft: number | "unlimited";
                    hard: number | "unlimited";
                };
                cpuTimeMs?: {
                    soft: number | "unlimited";
                    hard: number | "unlimited";
                };
                lockedMemory?: {
                    soft: number | "unlimited";
                    hard: number | "unlimited";
                };
                addressSpace?: {
                    soft: number | "unlimited";
                    hard: number | "unlimited";
                };
            };
            runLimits?: {
                /** @description a positive number */
                memory?: number;
                /** @description a positive number */
                cpu?: number;
                /**
                 * positive
                 * @description a positive number
                 */
                processes?: number;
            };
            /**
             * between(-20, 19)
             * @description a number between -20 and 19
             */
            nice?: number;
            ports?: {
                name: string | null;
                port: number | "auto";
            }[];
            busyPorts?: {
                name: string | null;
                /** @enum {string} */
                busy: "wait" | "kill_own";
            }[];
            /** @enum {boolean} */
            interpolatesReplica?: true;
            ready: {
                /** @enum {string} */
                kind: "alive";
                /** @description a non-negative number */
                minUptimeMs: number;
            } | {
                /** @enum {string} */
                kind: "log";
                pattern: string;
                /** @description a non-negative number */
                timeoutMs: number;
            } | {
                /** @enum {string} */
                kind: "notify";
                /**
                 * between(3, 9)
                 * @description a number between 3 and 9
                 */
                fd: number;
                /** @description a non-negative number */
                timeoutMs: number;
            } | {
                /** @enum {string} */
                kind: "probe";
                probe: {
                    check: {
                        /** @enum {string} */
                        kind: "tcp";
                        host: string;
                        port: number | {
                            name: string | null;
                        };
                    } | {
                        /** @enum {string} */
                        kind: "http";
                        /** @enum {string} */
                        scheme: "http" | "https";
                        method: string;
                        host: string;
                        port: number | {
                            name: string | null;
                        };
                        path: string;
                        headers: {
                            [key: string]: string;
                        };
                        status: {
                            from: number;
                            to: number;
                        }[];
                        body: string | null;
                    } | {
                        /** @enum {string} */
                        kind: "exec";
                        command: {
                            argv: string[];
                        } | {
                            shell: string;
                        };
                    } | {
                        /** @enum {string} */
                        kind: "output";
                        /** @description a positive number */
                        withinMs: number;
                    };
                    /** @description a non-negative number */
                    delayMs: number;
                    /** @description a positive number */
                    everyMs: number;
                    /** @description a positive number */
                    timeoutMs: number;
                    /**
                     * positive
                     * @description a positive number
                     */
                    successes: number;
                };
                /** @description a non-negative number */
                timeoutMs: number;
            } | {
                /** @enum {string} */
                kind: "exit";
                timeoutMs: number | null;
            };
            probes?: {
                ready?: {
                    check: {
                        /** @enum {string} */
                        kind: "tcp";
                        host: string;
                        port: number | {
                            name: string | null;
                        };
                    } | {
                        /** @enum {string} */
                        kind: "http";
                        /** @enum {string} */
                        scheme: "http" | "https";
                        method: string;
                        host: string;
                        port: number | {
                            name: string | null;
                        };
                        path: string;
                        headers: {
                            [key: string]: string;
                        };
                        status: {
                            from: number;
                            to: number;
                        }[];
                        body: string | null;
                    } | {
                        /** @enum {string} */
                        kind: "exec";
                        command: {
                            argv: string[];
                        } | {
                            shell: string;
                        };
                    } | {
                        /** @enum {string} */
                        kind: "output";
                        /** @description a positive number */
                        withinMs: number;
                    };
                    /** @description a non-negative number */
                    delayMs: number;
                    /** @description a positive number */
                    everyMs: number;
                    /** @description a positive number */
                    timeoutMs: number;
                    /**
                     * positive
                     * @description a positive number
                     */
                    successes: number;
                    /**
                     * positive
                     * @description a positive number
                     */
                    failures: number;
                    /** @description a number between 0 and 1 */
                    jitter: number;
                    /** @enum {string} */
                    action: "restart" | "notify" | "none";
                };
                live?: {
                    check: {
                        /** @enum {string} */
                        kind: "tcp";
                        host: string;
                        port: number | {
                            name: string | null;
                        };
                    } | {
                        /** @enum {string} */
                        kind: "http";
                        /** @enum {string} */
                        scheme: "http" | "https";
                        method: string;
                        host: string;
                        port: number | {
                            name: string | null;
                        };
                        path: string;
                        headers: {
                            [key: string]: string;
                        };
                        status: {
                            from: number;
                            to: number;
                        }[];
                        body: string | null;
                    } | {
                        /** @enum {string} */
                        kind: "exec";
                        command: {
                            argv: string[];
                        } | {
                            shell: string;
                        };
                    } | {
                        /** @enum {string} */
                        kind: "output";
                        /** @description a positive number */
                        withinMs: number;
                    };
                    /** @description a non-negative number */
                    delayMs: number;
                    /** @description a positive number */
                    everyMs: number;
                    /** @description a positive number */
                    timeoutMs: number;
                    /**
                     * positive
                     * @description a positive number
                     */
                    successes: number;
                    /**
                     * positive
                     * @description a positive number
                     */
                    failures: number;
                    /** @description a number between 0 and 1 */
                    jitter: number;
                    /** @enum {string} */
                    action: "restart" | "notify" | "none";
                };
            };
            memory?: {
                /** @description a positive number */
                restartAbove: number;
                /**
                 * positive
                 * @description a positive number
                 */
                samples: number;
            };
            maxRuntime?: {
                /** @description a positive number */
                afterMs: number;
                /** @description a non-negative number */
                spreadMs: number;
            };
            watch?: {
                paths: string[];
                include: string[];
                ignore: string[];
                /** @description a non-negative number */
                debounceMs: number;
            };
            stopSignal: string;
            hooks?: {
                before_start?: {
                    command: {
                        argv: string[];
                    } | {
                        shell: string;
                    };
                    /** @description a positive number */
                    timeoutMs: number;
                };
                after_start?: {
                    command: {
                        argv: string[];
                    } | {
                        shell: string;
                    };
                    /** @description a positive number */
                    timeoutMs: number;
                };
                before_stop?: {
                    command: {
                        argv: string[];
                    } | {
                        shell: string;
                    };
                    /** @description a positive number */
                    timeoutMs: number;
                };
                after_exit?: {
                    command: {
                        argv: string[];
                    } | {
                        shell: string;
                    };
                    /** @description a positive number */
                    timeoutMs: number;
                };
            };
            reload?: {
                signal: string;
            } | {
                command: {
                    argv: string[];
                } | {
                    shell: string;
                };
                /** @description a positive number */
                timeoutMs: number;
            };
            exitRules: {
                success: (number | string)[];
                fatal: (number | string)[];
                ignore: (number | string)[];
            };
            logs: {
                /** @description a positive number */
                maxSize: number;
                maxAgeMs: number | null;
                maxFiles: number;
                /** @description a non-negative number */
                maxTotal: number;
            };
        };
        CheckSpec: {
            /** @enum {string} */
            kind: "check";
            id: string;
            /** @enum {string} */
            restart: "permanent" | "transient" | "temporary";
            significant: boolean;
            backoff: {
                /** @description a non-negative number */
                initialMs: number;
                /** @description a number greater than or equal to 1 */
                factor: number;
                /** @description a non-negative number */
                maxMs: number;
                /** @description a number between 0 and 1 */
                jitter: number;
                /** @description a non-negative number */
                resetAfterMs: number;
                /** @description a non-negative number */
                healthyAfterMs: number;
            };
            limit: {
                restarts: number;
                /** @description a non-negative number */
                periodMs: number;
            } | null;
            onLimit: ("escalate" | "fail" | "wait") | null;
            retryFailedMs?: number | null;
            shutdown: number | ("infinity" | "brutal_kill");
            autostart: boolean;
            after?: {
                path: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
                /** @enum {string} */
                propagate?: "restart" | "stop";
            }[];
            expects: {
                /** @description a positive number */
                everyMs: number;
            } | {
                cron: string;
                timezone: string;
            };
            /** @description a non-negative number */
            graceMs: number;
            withinMs: number | null;
            /**
             * positive
             * @description a positive number
             */
            failAfter: number;
            /** @enum {boolean} */
            provisioned?: true;
        };
        JobSpec: {
            /** @enum {string} */
            kind: "job";
            id: string;
            /** @enum {string} */
            restart: "permanent" | "transient" | "temporary";
            significant: boolean;
            backoff: {
                /** @description a non-negative number */
                initialMs: number;
                /** @description a number greater than or equal to 1 */
                factor: number;
                /** @description a non-negative number */
                maxMs: number;
                /** @description a number between 0 and 1 */
                jitter: number;
                /** @description a non-negative number */
                resetAfterMs: number;
                /** @description a non-negative number */
                healthyAfterMs: number;
            };
            limit: {
                restarts: number;
                /** @description a non-negative number */
                periodMs: number;
            } | null;
            onLimit: ("escalate" | "fail" | "wait") | null;
            retryFailedMs?: number | null;
            shutdown: number | ("infinity" | "brutal_kill");
            autostart: boolean;
            after?: {
                path: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
                /** @enum {string} */
                propagate?: "restart" | "stop";
            }[];
            template: components["schemas"]["ServiceSpec"];
            schedules: components["schemas"]["Schedule"][];
            /**
             * nonNegative
             * @description a non-negative number
             */
            jitterMs: number;
            overlap: {
                /** @enum {string} */
                kind: "skip" | "replace" | "allow";
            } | {
                /** @enum {string} */
                kind: "queue";
                /**
                 * positive
                 * @description a positive number
                 */
                length: number;
            };
            catchUp: {
                /** @enum {string} */
                kind: "none" | "last";
            } | {
                /** @enum {string} */
                kind: "all";
                /**
                 * positive
                 * @description a positive number
                 */
                most: number;
            };
            startWithinMs: number | null;
            timeoutMs: number | null;
            /**
             * nonNegative
             * @description a non-negative number
             */
            killGraceMs: number;
            retry: {
                times: number;
                backoff: {
                    /**
                     * nonNegative
                     * @description a non-negative number
                     */
                    initialMs: number;
                    /** @description a number greater than or equal to 1 */
                    factor: number;
                    /**
                     * nonNegative
                     * @description a non-negative number
                     */
                    maxMs: number;
                };
                when: (("exit" | "timeout" | "lost") | {
                    exit: number;
                })[];
            };
            pool: string | null;
            blackouts: {
                from: number;
                until: number;
            }[];
            active: {
                from: number | null;
                until: number | null;
            };
            chain: {
                job: string;
                /** @enum {string} */
                on: "success" | "failure" | "end";
            }[];
            parameters: {
                name: string;
                default: string | null;
            }[];
        };
        Schedule: {
            cron: string;
            timezone: string;
        } | {
            /**
             * positive
             * @description a positive number
             */
            everyMs: number;
            anchor: number;
        } | {
            at: number;
        };
        Applied: {
            steps: components["schemas"]["PlanStep"][];
            untouched: number;
            revision: string;
            failed?: string[];
            another_tree?: string;
            touched?: components["schemas"]["Touched"][];
            stale?: {
                path: string;
                files: string[];
            }[];
            applied: boolean;
            error: string | null;
            restore_error: string | null;
            not_up?: components["schemas"]["NotUp"][];
        };
        RevisionEntry: {
            number: number;
            revision: string;
            at: string;
            by: string;
            source: string;
            message: string;
        };
        FailedApply: {
            revision: string;
            at: string;
            by: string;
            source: string;
            message: string;
            error: string;
        };
        Revision: {
            number: number;
            revision: string;
            at: string;
            by: string;
            source: string;
            message: string;
            tree: components["schemas"]["TreeSpec"];
        };
        Run: {
            id: string;
            path: string;
            run: number;
            /** @enum {string} */
            trigger: "start" | "restart" | "request" | "schedule" | "catch_up" | "retry" | "manual" | "chain";
            scheduled_for: string | null;
            attempt: number | null;
            started_at: string | null;
            ended_at: string | null;
            /** @enum {string} */
            outcome: "running" | "succeeded" | "failed" | "timed_out" | "stopped" | "killed" | "lost";
            reason: string;
            code: number | null;
            signal: string | null;
            by: string;
            output: {
                first: number;
                last: number;
            } | null;
        };
        LogLine: {
            seq: number;
            at: string;
            at_earliest?: string;
            path: string;
            run: number;
            /** @enum {string} */
            stream: "stdout" | "stderr";
            text: string;
            /** @enum {boolean} */
            unterminated?: true;
            /** @enum {boolean} */
            provisional?: true;
        };
        LogWindow: {
            items: components["schemas"]["PlacedLine"][];
            from: number;
            end: number;
            total: number;
            oldest: string | null;
            newest: string | null;
            target: number | null;
            unfinished: components["schemas"]["LogLine"][];
            edition: string;
            places: {
                [key: string]: number;
            } | null;
        };
        PlacedLine: {
            seq: number;
            at: string;
            at_earliest?: string;
            path: string;
            run: number;
            /** @enum {string} */
            stream: "stdout" | "stderr";
            text: string;
            /** @enum {boolean} */
            unterminated?: true;
            /** @enum {boolean} */
            provisional?: true;
            position: number;
        };
        SearchFrame: {
            hit: components["schemas"]["PlacedLine"];
        } | {
            progress: components["schemas"]["SearchProgress"];
        } | {
            done: components["schemas"]["SearchProgress"];
        } | {
            problem: string;
        };
        SearchProgress: {
            read: number;
            total: number;
            found: number;
            reached: string | null;
            edition: string;
        };
        LogHistogram: {
            from: number | null;
            to: number | null;
            stdout: number[];
            stderr: number[];
        };
        Chart: {
            kind: string;
            hash: string;
            id: string;
            initial: string | null;
            states: {
                path: string;
                /** @enum {string} */
                type: "atomic" | "compound" | "parallel" | "final" | "history";
                initial: string | null;
                description: string | null;
            }[];
            edges: {
                id: string;
                source: string;
                event: string;
                guard: string | null;
                target: string | null;
                description: string | null;
            }[];
            delays: {
                name: string;
                state: string;
                ms: number | null;
            }[];
            layout: components["schemas"]["ChartLayout"];
        };
        ChartLayout: {
            /** @enum {number} */
            version: 1;
            machine: string;
            width: number;
            height: number;
            font: {
                label: number;
                name: number;
                line: number;
            };
            transitions: {
                id: string;
                from: string | null;
                event: string;
                /** @enum {string} */
                kind: "event" | "after" | "always" | "done";
                delay?: string;
                words?: string;
                to: string[];
            }[];
            states: {
                id: string;
                name: string;
                /** @enum {string} */
                kind: "state" | "compound" | "transient";
                parent?: string;
                x: number;
                y: number;
                w: number;
                h: number;
                /** @enum {boolean} */
                timer?: true;
                /** @enum {boolean} */
                initial?: true;
                title?: {
                    x: number;
                    y: number;
                    /** @enum {string} */
                    anchor: "start" | "middle" | "end";
                };
                lines?: {
                    /** @enum {string} */
                    kind: "note" | "stub" | "timer";
                    text: string;
                    events?: string[];
                    x: number;
                    y: number;
                    w: number;
                    /** @enum {string} */
                    anchor: "start" | "middle" | "end";
                    t: number[];
                }[];
                inner?: number[];
            }[];
            edges: {
                id: string;
                from: string;
                to: string;
                t: number[];
                /** @enum {boolean} */
                timer?: true;
                /** @enum {boolean} */
                projected?: true;
                points: [
                    number,
                    number
                ][];
                labels: {
                    x: number;
                    y: number;
                    w: number;
                    h: number;
                    /** @enum {string} */
                    anchor: "start" | "middle" | "end";
                    at: number;
                    lines: {
                        t: number[];
                        spans: {
                            text: string;
                            /** @enum {string} */
                            tone: "event" | "guard" | "always" | "timer";
                        }[];
                    }[];
                }[];
            }[];
            initials: {
                of?: string;
                to: string;
                points: [
                    number,
                    number
                ][];
            }[];
            everywhere?: {
                text: string;
                x: number;
                y: number;
                t: number[];
            };
            measured: {
                crossings: number;
                bends: number;
                length: number;
                cost: number;
            };
        };
        LiveSnapshot: {
            epoch: string;
            seq: number;
            machines: {
                [key: string]: string;
            };
            nodes: components["schemas"]["NodeColumns"];
        };
        NodeColumns: {
            i: number[];
            parent: (number | null)[];
            path: string[];
            kind: ("service" | "supervisor" | "check" | "job")[];
            strategy: (("one_for_one" | "one_for_all" | "rest_for_one" | "simple_one_for_one") | null)[];
            state: ("stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished")[];
            value: string[];
            since: string[];
            reason: string[];
            by: string[];
            wanted: ("up" | "down")[];
            next_attempt_at: (string | null)[];
            consecutive_failures: number[];
            allowed: ("start" | "stop" | "restart" | "reload" | "signal" | "add" | "remove" | "scale")[][];
            pid: (number | null)[];
            run: (number | null)[];
            restarts: (number | null)[];
            health: (("unknown" | "healthy" | "unhealthy") | null)[];
            ports: ({
                name: string | null;
                port: number;
            }[] | null)[];
            last_exit: (components["schemas"]["LastExit"] | null)[];
            kill_at: (string | null)[];
            after: ({
                child: string;
                /** @enum {string} */
                until: "started" | "ready" | "healthy" | "finished";
            }[] | null)[];
            last_run: ({
                run: number;
                /** @enum {string} */
                outcome: "succeeded" | "failed" | "timed_out" | "killed" | "lost";
                reason: string | null;
                started_at?: string | null;
                ended_at: string | null;
            } | null)[];
            next_at: (string | null)[];
        };
        WhoAmI: {
            principal: string;
            role: components["schemas"]["Role"];
            scope: string[] | null;
            /** @enum {boolean} */
            unattended?: true;
            session: {
                id: string;
                /** Format: date-time */
                expires_at: string;
            } | null;
            csrf: string | null;
        };
        /** @enum {string} */
        Role: "viewer" | "operator" | "admin";
        /** @description a string matching the pattern ^[a-z0-9][a-z0-9._@+-]{0,63}$ */
        UserName: string;
        OneTimeLink: {
            /** @enum {string} */
            purpose: "setup" | "reset";
            user: string | null;
            token: string;
            /** Format: date-time */
            expires_at: string;
        };
        Session: {
            id: string;
            user: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string;
            /** Format: date-time */
            expires_at: string;
            address: string | null;
            agent: string | null;
            current: boolean;
        };
        User: {
            name: string;
            role: components["schemas"]["Role"];
            scope: string[] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            disabled: boolean;
            has_password: boolean;
        };
        ApiKey: {
            id: string;
            name: string;
            prefix: string;
            role: components["schemas"]["Role"];
            scope: string[] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            expires_at: string | null;
            last_used_at: string | null;
            unattended: boolean;
        };
        /** @description a string matching the pattern ^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$ */
        KeyName: string;
        Setting: {
            key: string;
            description: string;
            in_force: unknown;
            /** @enum {string} */
            source: "command line" | "file" | "default";
            written: unknown;
            line: number | null;
            /** @enum {string} */
            takes_effect: "next daemon";
            pending: boolean;
        };
        SampleHistory: {
            metric: string;
            /** @enum {string} */
            kind: "gauge" | "counter" | "dist";
            /** @enum {string} */
            agg: "avg" | "min" | "max" | "last" | "sum" | "rate" | "count" | "p50" | "p90" | "p95" | "p99";
            from: string;
            to: string;
            step: number;
            /** @enum {string} */
            tier: "raw" | "5m" | "1h" | "1d";
            grouped: boolean;
            series: {
                labels: {
                    [key: string]: string;
                };
                points: [
                    number,
                    number
                ][];
            }[];
        };
        /** @description What went wrong (RFC 9457). `code` is for programs, `detail` for people. */
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            hint?: string;
            errors?: {
                path: string;
                message: string;
                hint?: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    status: {
        parameters: {
            query?: {
                /**
                 * @description Children by path, unique last part or glob; the whole tree by default
                 * @example [
                 *       "web"
                 *     ]
                 */
                path?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the tree */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "shop",
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "state": "running",
                     *       "reason": "all children are started",
                     *       "next_attempt_at": null,
                     *       "file": {
                     *         "source": "/srv/shop/sentinel.yaml",
                     *         "problem": null
                     *       },
                     *       "daemon": {
                     *         "pid": 4711,
                     *         "version": "0.1.0",
                     *         "started_at": "2026-01-31T08:00:00.000Z"
                     *       },
                     *       "children": [
                     *         {
                     *           "path": "web/api",
                     *           "state": "running",
                     *           "reason": "ready (log)",
                     *           "kind": "service",
                     *           "value": "running.ready",
                     *           "since": "2026-01-31T08:00:00.000Z",
                     *           "by": "user:ann",
                     *           "wanted": "up",
                     *           "next_attempt_at": null,
                     *           "due": [],
                     *           "allowed": [
                     *             "stop",
                     *             "restart",
                     *             "signal",
                     *             "remove"
                     *           ],
                     *           "consecutive_failures": 0,
                     *           "seq": 481,
                     *           "health": "healthy",
                     *           "pid": 4712,
                     *           "run": 4,
                     *           "restarts": 3,
                     *           "kill_at": null,
                     *           "last_exit": {
                     *             "run": 3,
                     *             "code": 1,
                     *             "signal": null,
                     *             "reason": "exit code 1",
                     *             "at": "2026-01-31T08:00:00.000Z"
                     *           },
                     *           "uptime_ms": 61000,
                     *           "cpu": 0.4,
                     *           "cpu_seconds": 24.4,
                     *           "memory": 50331648,
                     *           "descendants": 2,
                     *           "open_files": 41
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TreeStatus"];
                    "text/plain": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the tree once its first start is over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TreeStatus"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotSettled */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    children: {
        parameters: {
            query?: {
                /** @description Only this child and those under it */
                under?: string;
                /** @example running */
                state?: "stopped" | "starting" | "running" | "stopping" | "backoff" | "failed" | "finished";
                kind?: "service" | "supervisor" | "check" | "job";
                /** @description Only paths that contain this text */
                q?: string;
                /** @example 10 */
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the children, by path */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "path": "web/api",
                     *           "state": "running",
                     *           "reason": "ready (log)",
                     *           "kind": "service",
                     *           "value": "running.ready",
                     *           "since": "2026-01-31T08:00:00.000Z",
                     *           "by": "user:ann",
                     *           "wanted": "up",
                     *           "next_attempt_at": null,
                     *           "due": [],
                     *           "allowed": [
                     *             "stop",
                     *             "restart",
                     *             "signal",
                     *             "remove"
                     *           ],
                     *           "consecutive_failures": 0,
                     *           "seq": 481,
                     *           "health": "healthy",
                     *           "pid": 4712,
                     *           "run": 4,
                     *           "restarts": 3,
                     *           "kill_at": null,
                     *           "last_exit": {
                     *             "run": 3,
                     *             "code": 1,
                     *             "signal": null,
                     *             "reason": "exit code 1",
                     *             "at": "2026-01-31T08:00:00.000Z"
                     *           }
                     *         }
                     *       ],
                     *       "next": "eyJhZnRlciI6IndlYi9hcGkifQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["NodeView"][];
                        next: string | null;
                    };
                    "text/plain": string;
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addChild: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "extra",
                 *       "command": {
                 *         "argv": [
                 *           "sleep",
                 *           "60"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    wait?: boolean;
                    under?: string;
                    /** @description a string matching the pattern ^[A-Za-z0-9][A-Za-z0-9._-]*$ */
                    name: string;
                    command: {
                        argv: string[];
                    } | {
                        shell: string;
                    };
                    /** @description a string matching the pattern ^\/ */
                    cwd?: string;
                };
            };
        };
        responses: {
            /** @description Add a service and start it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcomes": [
                     *         {
                     *           "path": "web/api",
                     *           "state": "running",
                     *           "reason": "ready (log)",
                     *           "reached": true
                     *         }
                     *       ],
                     *       "seq": 482,
                     *       "epoch": "mkhz1x2c-a1b2c3"
                     *     }
                     */
                    "application/json": {
                        outcomes: components["schemas"]["Outcome"][];
                        seq: number;
                        epoch: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeChildren: {
        parameters: {
            query: {
                /**
                 * @description Children by path, unique last part or glob
                 * @example [
                 *       "web/api"
                 *     ]
                 */
                path: string[];
                wait?: boolean;
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stop children and remove them from the tree */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcomes": [
                     *         {
                     *           "path": "web/api",
                     *           "state": "stopped",
                     *           "reached": true,
                     *           "reason": "removed"
                     *         }
                     *       ],
                     *       "seq": 482,
                     *       "epoch": "mkhz1x2c-a1b2c3"
                     *     }
                     */
                    "application/json": {
                        outcomes: components["schemas"]["Outcome"][];
                        seq: number;
                        epoch: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    child: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example web/api
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a child */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": "web/api",
                     *       "state": "running",
                     *       "reason": "ready (log)",
                     *       "kind": "service",
                     *       "value": "running.ready",
                     *       "since": "2026-01-31T08:00:00.000Z",
                     *       "by": "user:ann",
                     *       "wanted": "up",
                     *       "next_attempt_at": null,
                     *       "due": [],
                     *       "allowed": [
                     *         "stop",
                     *         "restart",
                     *         "signal",
                     *         "remove"
                     *       ],
                     *       "consecutive_failures": 0,
                     *       "seq": 481,
                     *       "health": "healthy",
                     *       "pid": 4712,
                     *       "run": 4,
                     *       "restarts": 3,
                     *       "kill_at": null,
                     *       "last_exit": {
                     *         "run": 3,
                     *         "code": 1,
                     *         "signal": null,
                     *         "reason": "exit code 1",
                     *         "at": "2026-01-31T08:00:00.000Z"
                     *       },
                     *       "uptime_ms": 61000,
                     *       "cpu": 0.4,
                     *       "cpu_seconds": 24.4,
                     *       "memory": 50331648,
                     *       "descendants": 2,
                     *       "open_files": 41
                     *     }
                     */
                    "application/json": components["schemas"]["ChildStatus"];
                    "text/plain": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example web/api
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Explain why a child is as it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": "web/api",
                     *       "state": "running",
                     *       "facts": {
                     *         "run": 4,
                     *         "restarts": 3
                     *       },
                     *       "sentences": [
                     *         "web/api is running: ready (log).",
                     *         "Run 3 ended: exit code 1."
                     *       ],
                     *       "restart_windows": [
                     *         {
                     *           "of": "web",
                     *           "counts": "together",
                     *           "intensity": 5,
                     *           "period_ms": 60000,
                     *           "counted": [
                     *             {
                     *               "child": "web/api",
                     *               "at": "2026-01-31T08:00:00.000Z",
                     *               "leaves_at": "2026-01-31T08:00:00.000Z",
                     *               "stands_until": null
                     *             }
                     *           ],
                     *           "beyond": {
                     *             "verdict": "escalate",
                     *             "words": "web stops its 2 children and fails to the tree"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Explanation"];
                    "text/plain": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    blastRadius: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example web/api
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Say what goes along if a child fails now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "touched": [
                     *         {
                     *           "path": "web/api",
                     *           "effect": "restarts",
                     *           "because": "permanent: it is restarted after 1 s"
                     *         },
                     *         {
                     *           "path": "web/worker",
                     *           "effect": "restarts",
                     *           "because": "api is restarted (rest_for_one)"
                     *         }
                     *       ],
                     *       "sentence": "If web/api crashes now: 2 services restart (web/api, web/worker)."
                     *     }
                     */
                    "application/json": components["schemas"]["BlastRadius"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    childRuns: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example web/api
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the runs of a service, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "web/api@3",
                     *           "path": "web/api",
                     *           "run": 3,
                     *           "trigger": "restart",
                     *           "scheduled_for": null,
                     *           "attempt": null,
                     *           "started_at": "2026-01-31T08:00:00.000Z",
                     *           "ended_at": "2026-01-31T08:00:00.000Z",
                     *           "outcome": "failed",
                     *           "reason": "exit code 1",
                     *           "code": 1,
                     *           "signal": null,
                     *           "by": "system",
                     *           "output": {
                     *             "first": 120,
                     *             "last": 164
                     *           },
                     *           "state": "backoff",
                     *           "exit": {
                     *             "code": 1,
                     *             "signal": null
                     *           }
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ChildRun"][];
                        next: string | null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    childHistory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example web/api
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read what the journal says of a child itself, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "seq": 17,
                     *           "at": "2026-01-31T08:00:00.000Z",
                     *           "subject": "web/api",
                     *           "by": "system",
                     *           "type": "transition",
                     *           "run": 3,
                     *           "from": "running",
                     *           "to": "backoff",
                     *           "reason": "exit code 1",
                     *           "exit": {
                     *             "code": 1,
                     *             "signal": null
                     *           },
                     *           "edges": []
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Event"][];
                        next: string | null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    childExits: {
        parameters: {
            query?: {
                since?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example web/api
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Count how often runs of a child have ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "exits": 12,
                     *       "since": "2026-01-31T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ExitCount"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declaration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example web/api
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show how a child is declared, and where each value was written */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": "web/api",
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "declaration": {
                     *         "command": "node server.js",
                     *         "restart": "permanent"
                     *       },
                     *       "origins": {
                     *         "command": "sentinel.yaml:5",
                     *         "restart": "default"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Declaration"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editChild: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
                /** @description The `ETag` of what this was planned on; 412 if it has changed */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example extra
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "declaration": {
                 *         "command": "sleep 120",
                 *         "restart": "transient"
                 *       }
                 *     }
                 */
                "application/json": {
                    declaration: {
                        [key: string]: unknown;
                    };
                    message?: string;
                };
            };
        };
        responses: {
            /** @description Replace the declaration of a service that was added by hand */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "steps": [
                     *         {
                     *           "action": "restart",
                     *           "path": "web/api",
                     *           "class": "restart",
                     *           "instances": [],
                     *           "reason": "command: node server.js → node app.js",
                     *           "fields": [
                     *             {
                     *               "field": "command",
                     *               "from": "node server.js",
                     *               "to": "node app.js",
                     *               "class": "restart"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "untouched": 3,
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "failed": [],
                     *       "applied": true,
                     *       "error": null,
                     *       "restore_error": null,
                     *       "seq": 482,
                     *       "epoch": "mkhz1x2c-a1b2c3"
                     *     }
                     */
                    "application/json": {
                        steps: components["schemas"]["PlanStep"][];
                        untouched: number;
                        revision: string;
                        failed?: string[];
                        another_tree?: string;
                        touched?: components["schemas"]["Touched"][];
                        stale?: {
                            path: string;
                            files: string[];
                        }[];
                        applied: boolean;
                        error: string | null;
                        restore_error: string | null;
                        not_up?: components["schemas"]["NotUp"][];
                        seq: number;
                        epoch: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The checks: jobs that run elsewhere and report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "check",
                     *           "path": "backup",
                     *           "state": "running",
                     *           "value": "running.up",
                     *           "since": "2026-01-31T08:00:00.000Z",
                     *           "wanted": "up",
                     *           "reason": "reported in time",
                     *           "by": "ping",
                     *           "next_attempt_at": null,
                     *           "due": [],
                     *           "allowed": [
                     *             "stop",
                     *             "restart",
                     *             "signal",
                     *             "remove"
                     *           ],
                     *           "consecutive_failures": 0,
                     *           "seq": 482,
                     *           "health": "healthy",
                     *           "check": "up",
                     *           "failures": 0,
                     *           "fail_after": 1,
                     *           "last_report_at": "2026-03-02T05:04:10.120Z",
                     *           "expected_at": "2026-03-03T05:00:00.000Z",
                     *           "deadline_at": "2026-03-03T05:30:00.000Z",
                     *           "open_runs": 0,
                     *           "paused_until": null,
                     *           "ping_key": {
                     *             "created_at": "2026-01-31T08:00:00.000Z",
                     *             "created_by": "user:ann"
                     *           }
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Check"][];
                        next: null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The path of a child, percent-encoded: `web%2Fapi%231` */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A check, its runs and its newest reports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "check": {
                     *         "kind": "check",
                     *         "path": "backup",
                     *         "state": "running",
                     *         "value": "running.up",
                     *         "since": "2026-01-31T08:00:00.000Z",
                     *         "wanted": "up",
                     *         "reason": "reported in time",
                     *         "by": "ping",
                     *         "next_attempt_at": null,
                     *         "due": [],
                     *         "allowed": [
                     *           "stop",
                     *           "restart",
                     *           "signal",
                     *           "remove"
                     *         ],
                     *         "consecutive_failures": 0,
                     *         "seq": 482,
                     *         "health": "healthy",
                     *         "check": "up",
                     *         "failures": 0,
                     *         "fail_after": 1,
                     *         "last_report_at": "2026-03-02T05:04:10.120Z",
                     *         "expected_at": "2026-03-03T05:00:00.000Z",
                     *         "deadline_at": "2026-03-03T05:30:00.000Z",
                     *         "open_runs": 0,
                     *         "paused_until": null,
                     *         "ping_key": {
                     *           "created_at": "2026-01-31T08:00:00.000Z",
                     *           "created_by": "user:ann"
                     *         }
                     *       },
                     *       "runs": [
                     *         {
                     *           "run": 12,
                     *           "id": "2026-03-02",
                     *           "outcome": "succeeded",
                     *           "started_at": "2026-03-02T05:00:02.000Z",
                     *           "ended_at": "2026-03-02T05:04:10.000Z"
                     *         }
                     *       ],
                     *       "reports": [
                     *         {
                     *           "at": "2026-03-02T05:04:10.120Z",
                     *           "claimed_at": null,
                     *           "kind": "success",
                     *           "exit": 0,
                     *           "id": "2026-03-02",
                     *           "body": "412 files, 3.1 GB",
                     *           "body_size": 17,
                     *           "by": "ping"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        check: components["schemas"]["Check"];
                        runs: components["schemas"]["CheckRun"][];
                        reports: components["schemas"]["CheckReport"][];
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The path of a child, percent-encoded: `web%2Fapi%231` */
                path: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "success",
                 *       "id": "2026-03-02"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "start" | "success" | "fail" | "log";
                    /**
                     * between(0, 255)
                     * @description a number between 0 and 255
                     */
                    exit?: number;
                    /** @description a string at most 100 character(s) long */
                    id?: string;
                    at?: string;
                    body?: string;
                };
            };
        };
        responses: {
            /** @description Report for the job of a check */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "check",
                     *       "path": "backup",
                     *       "state": "running",
                     *       "value": "running.up",
                     *       "since": "2026-01-31T08:00:00.000Z",
                     *       "wanted": "up",
                     *       "reason": "reported in time",
                     *       "by": "ping",
                     *       "next_attempt_at": null,
                     *       "due": [],
                     *       "allowed": [
                     *         "stop",
                     *         "restart",
                     *         "signal",
                     *         "remove"
                     *       ],
                     *       "consecutive_failures": 0,
                     *       "seq": 482,
                     *       "health": "healthy",
                     *       "check": "up",
                     *       "failures": 0,
                     *       "fail_after": 1,
                     *       "last_report_at": "2026-03-02T05:04:10.120Z",
                     *       "expected_at": "2026-03-03T05:00:00.000Z",
                     *       "deadline_at": "2026-03-03T05:30:00.000Z",
                     *       "open_runs": 0,
                     *       "paused_until": null
                     *     }
                     */
                    "application/json": components["schemas"]["CheckView"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The path of a child, percent-encoded: `web%2Fapi%231` */
                path: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "until": "2026-03-02T08:00:00Z"
                 *     }
                 */
                "application/json": {
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Pause a check: nothing is missed meanwhile, and reports are still counted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "check",
                     *       "path": "backup",
                     *       "state": "running",
                     *       "value": "running.paused",
                     *       "since": "2026-01-31T08:00:00.000Z",
                     *       "wanted": "up",
                     *       "reason": "paused",
                     *       "by": "user:ann",
                     *       "next_attempt_at": null,
                     *       "due": [],
                     *       "allowed": [
                     *         "stop",
                     *         "restart",
                     *         "signal",
                     *         "remove"
                     *       ],
                     *       "consecutive_failures": 0,
                     *       "seq": 482,
                     *       "health": "unknown",
                     *       "check": "paused",
                     *       "failures": 0,
                     *       "fail_after": 1,
                     *       "last_report_at": "2026-03-02T05:04:10.120Z",
                     *       "expected_at": "2026-03-03T05:00:00.000Z",
                     *       "deadline_at": "2026-03-03T05:30:00.000Z",
                     *       "open_runs": 0,
                     *       "paused_until": "2026-03-02T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CheckView"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The path of a child, percent-encoded: `web%2Fapi%231` */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End the pause of a check; the next report is expected from now on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "check",
                     *       "path": "backup",
                     *       "state": "running",
                     *       "value": "running.up",
                     *       "since": "2026-01-31T08:00:00.000Z",
                     *       "wanted": "up",
                     *       "reason": "reported in time",
                     *       "by": "ping",
                     *       "next_attempt_at": null,
                     *       "due": [],
                     *       "allowed": [
                     *         "stop",
                     *         "restart",
                     *         "signal",
                     *         "remove"
                     *       ],
                     *       "consecutive_failures": 0,
                     *       "seq": 482,
                     *       "health": "healthy",
                     *       "check": "up",
                     *       "failures": 0,
                     *       "fail_after": 1,
                     *       "last_report_at": "2026-03-02T05:04:10.120Z",
                     *       "expected_at": "2026-03-03T05:00:00.000Z",
                     *       "deadline_at": "2026-03-03T05:30:00.000Z",
                     *       "open_runs": 0,
                     *       "paused_until": null
                     *     }
                     */
                    "application/json": components["schemas"]["CheckView"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPingKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The path of a child, percent-encoded: `web%2Fapi%231` */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Make the ping address of a check, in place of the one it had; it is shown in this answer only */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": "backup",
                     *       "by_name": false,
                     *       "ping_path": "/ping/kM2cO9q8zv6Jr0uXW1oTnYb4LhE",
                     *       "created_at": "2026-01-31T08:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        path: string;
                        by_name: boolean;
                        ping_path: string;
                        created_at: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the jobs, with what each is doing, its schedules and its parameters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "job",
                     *           "path": "backup",
                     *           "state": "running",
                     *           "value": "running.idle",
                     *           "since": "2026-01-31T08:00:00.000Z",
                     *           "wanted": "up",
                     *           "reason": "waits for its next instant",
                     *           "by": "system",
                     *           "next_attempt_at": null,
                     *           "due": [],
                     *           "allowed": [
                     *             "stop",
                     *             "restart",
                     *             "signal",
                     *             "remove"
                     *           ],
                     *           "consecutive_failures": 0,
                     *           "seq": 482,
                     *           "condition": "idle",
                     *           "waiting": 0,
                     *           "paused": null,
                     *           "next_at": "2026-03-03T02:00:00.000Z",
                     *           "last_run": {
                     *             "run": 12,
                     *             "outcome": "succeeded",
                     *             "reason": null,
                     *             "started_at": "2026-03-02T02:00:00.012Z",
                     *             "ended_at": "2026-03-02T02:04:10.120Z"
                     *           },
                     *           "last_success_at": "2026-03-02T02:04:10.120Z",
                     *           "schedules": [
                     *             {
                     *               "cron": "0 3 * * *",
                     *               "timezone": "Europe/Berlin"
                     *             }
                     *           ],
                     *           "overlap": "skip",
                     *           "pool": "db",
                     *           "timeout_ms": 3600000,
                     *           "chain": [],
                     *           "parameters": [
                     *             {
                     *               "name": "DAY",
                     *               "default": "today"
                     *             },
                     *             {
                     *               "name": "TARGET",
                     *               "default": null
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Job"][];
                        next: null;
                    };
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example backup
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a job, as `GET /jobs` lists it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "job",
                     *       "path": "backup",
                     *       "state": "running",
                     *       "value": "running.idle",
                     *       "since": "2026-01-31T08:00:00.000Z",
                     *       "wanted": "up",
                     *       "reason": "waits for its next instant",
                     *       "by": "system",
                     *       "next_attempt_at": null,
                     *       "due": [],
                     *       "allowed": [
                     *         "stop",
                     *         "restart",
                     *         "signal",
                     *         "remove"
                     *       ],
                     *       "consecutive_failures": 0,
                     *       "seq": 482,
                     *       "condition": "idle",
                     *       "waiting": 0,
                     *       "paused": null,
                     *       "next_at": "2026-03-03T02:00:00.000Z",
                     *       "last_run": {
                     *         "run": 12,
                     *         "outcome": "succeeded",
                     *         "reason": null,
                     *         "started_at": "2026-03-02T02:00:00.012Z",
                     *         "ended_at": "2026-03-02T02:04:10.120Z"
                     *       },
                     *       "last_success_at": "2026-03-02T02:04:10.120Z",
                     *       "schedules": [
                     *         {
                     *           "cron": "0 3 * * *",
                     *           "timezone": "Europe/Berlin"
                     *         }
                     *       ],
                     *       "overlap": "skip",
                     *       "pool": "db",
                     *       "timeout_ms": 3600000,
                     *       "chain": [],
                     *       "parameters": [
                     *         {
                     *           "name": "DAY",
                     *           "default": "today"
                     *         },
                     *         {
                     *           "name": "TARGET",
                     *           "default": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nextInstants: {
        parameters: {
            query?: {
                /** @example 3 */
                n?: number;
                from?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example backup
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the coming instants of a job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "at": "2026-03-28T02:00:00.000Z",
                     *           "local": "2026-03-28T03:00:00+01:00",
                     *           "remark": null
                     *         },
                     *         {
                     *           "at": "2026-03-29T01:00:00.000Z",
                     *           "local": "2026-03-29T03:00:00+02:00",
                     *           "remark": "will be skipped, as asked for"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ComingInstant"][];
                        next: null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The path of a child, percent-encoded: `web%2Fapi%231`
                 * @example backup
                 */
                path: string;
                /** @example 3 */
                start: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show what a run of a job by hand waits for, and the runs of its attempts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job": "backup",
                     *       "start": 3,
                     *       "phase": "waiting",
                     *       "next_attempt_at": null,
                     *       "runs": [],
                     *       "reason": "waits for a slot of the pool db, in use by import#1"
                     *     }
                     */
                    "application/json": components["schemas"]["JobStart"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ledger: {
        parameters: {
            query?: {
                /** @description Children by path, unique last part or glob; the whole tree by default */
                path?: string[];
                /**
                 * @description Only instants with this outcome
                 * @example missed
                 */
                outcome?: "waiting" | "ran" | "skipped" | "missed" | "superseded";
                from?: string;
                until?: string;
                /** @example 20 */
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what was expected of all jobs, or of some, and what became of it, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "job": "backup",
                     *           "instant": "2026-03-02T02:00:00.000Z",
                     *           "outcome": "ran",
                     *           "reason": null,
                     *           "runs": [
                     *             12
                     *           ]
                     *         },
                     *         {
                     *           "job": "backup",
                     *           "instant": "2026-03-01T02:00:00.000Z",
                     *           "outcome": "missed",
                     *           "reason": "down",
                     *           "runs": []
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["LedgerItem"][];
                        next: string | null;
                    };
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    act: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "verb": "restart",
                 *       "paths": [
                 *         "web/*"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    verb: "start";
                    paths: string[];
                    wait?: boolean;
                } | {
                    /** @enum {string} */
                    verb: "stop";
                    paths: string[];
                    wait?: boolean;
                } | {
                    /** @enum {string} */
                    verb: "restart";
                    paths: string[];
                    wait?: boolean;
                } | {
                    /** @enum {string} */
                    verb: "reload";
                    paths: string[];
                    wait?: boolean;
                } | {
                    /** @enum {string} */
                    verb: "signal";
                    paths: string[];
                    wait?: boolean;
                    signal: components["schemas"]["Signal"];
                } | {
                    /** @enum {string} */
                    verb: "scale";
                    paths: string[];
                    wait?: boolean;
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    replicas: number;
                } | {
                    /** @enum {string} */
                    verb: "run";
                    paths: string[];
                    wait?: boolean;
                    parameters?: {
                        [key: string]: string;
                    };
                } | {
                    /** @enum {string} */
                    verb: "pause";
                    paths: string[];
                    wait?: boolean;
                    until?: string;
                    /** @description a string at most 1000 character(s) long */
                    reason?: string;
                } | {
                    /** @enum {string} */
                    verb: "resume";
                    paths: string[];
                    wait?: boolean;
                } | {
                    /** @enum {string} */
                    verb: "skip_next";
                    paths: string[];
                    wait?: boolean;
                };
            };
        };
        responses: {
            /** @description Start, stop, restart, reload, signal or scale children; run, pause, resume jobs or skip their next instant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcomes": [
                     *         {
                     *           "path": "web/api",
                     *           "state": "running",
                     *           "reason": "ready (log)",
                     *           "reached": true
                     *         }
                     *       ],
                     *       "seq": 482,
                     *       "epoch": "mkhz1x2c-a1b2c3"
                     *     }
                     */
                    "application/json": {
                        outcomes: components["schemas"]["Outcome"][];
                        seq: number;
                        epoch: string;
                        notes?: string[];
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "verb": "stop",
                 *       "paths": [
                 *         "web"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    verb: "start";
                    paths: string[];
                } | {
                    /** @enum {string} */
                    verb: "stop";
                    paths: string[];
                } | {
                    /** @enum {string} */
                    verb: "restart";
                    paths: string[];
                } | {
                    /** @enum {string} */
                    verb: "reload";
                    paths: string[];
                } | {
                    /** @enum {string} */
                    verb: "signal";
                    paths: string[];
                    signal: components["schemas"]["Signal"];
                } | {
                    /** @enum {string} */
                    verb: "scale";
                    paths: string[];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    replicas: number;
                };
            };
        };
        responses: {
            /** @description Say what a command would do, without doing it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "touched": [
                     *         {
                     *           "path": "web/worker",
                     *           "effect": "stops",
                     *           "because": "web stops"
                     *         },
                     *         {
                     *           "path": "web/api",
                     *           "effect": "stops",
                     *           "because": "web stops"
                     *         },
                     *         {
                     *           "path": "web",
                     *           "effect": "stops",
                     *           "because": "stopped by hand"
                     *         }
                     *       ],
                     *       "refused": [],
                     *       "sentence": "Stop web: 2 services stop, in reverse order (web/worker, web/api)."
                     *     }
                     */
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validateConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "version: 1\nname: shop\nchildren:\n  web: { command: node server.js }\n"
                 *     }
                 */
                "application/json": {
                    text: string;
                    environment?: string;
                };
            };
        };
        responses: {
            /** @description Check a configuration */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "valid": false,
                     *       "errors": [
                     *         {
                     *           "file": "sentinel.yaml",
                     *           "line": 3,
                     *           "column": 1,
                     *           "message": "unknown key \"chidren\"",
                     *           "hint": "did you mean \"children\"?"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        valid: boolean;
                        errors: components["schemas"]["ConfigMistake"][];
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "version: 1\nname: shop\nchildren:\n  web: { command: node server.js }\n"
                 *     }
                 */
                "application/json": {
                    text?: string;
                    environment?: string;
                    replace_tree?: boolean;
                };
            };
        };
        responses: {
            /** @description Show what an apply of a configuration would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "steps": [
                     *         {
                     *           "action": "restart",
                     *           "path": "web/api",
                     *           "class": "restart",
                     *           "instances": [],
                     *           "reason": "command: node server.js → node app.js",
                     *           "fields": [
                     *             {
                     *               "field": "command",
                     *               "from": "node server.js",
                     *               "to": "node app.js",
                     *               "class": "restart"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "untouched": 3,
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "failed": []
                     *     }
                     */
                    "application/json": components["schemas"]["PlanFor"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description InvalidConfiguration */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    applyConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
                /** @description The `ETag` of what this was planned on; 412 if it has changed */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "version: 1\nname: shop\nchildren:\n  web: { command: node server.js }\n",
                 *       "message": "one server"
                 *     }
                 */
                "application/json": {
                    text?: string;
                    environment?: string;
                    replace_tree?: boolean;
                    write_file?: string;
                    message?: string;
                };
            };
        };
        responses: {
            /** @description Bring the tree to a configuration */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "steps": [
                     *         {
                     *           "action": "restart",
                     *           "path": "web/api",
                     *           "class": "restart",
                     *           "instances": [],
                     *           "reason": "command: node server.js → node app.js",
                     *           "fields": [
                     *             {
                     *               "field": "command",
                     *               "from": "node server.js",
                     *               "to": "node app.js",
                     *               "class": "restart"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "untouched": 3,
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "failed": [],
                     *       "applied": true,
                     *       "error": null,
                     *       "restore_error": null,
                     *       "seq": 482,
                     *       "epoch": "mkhz1x2c-a1b2c3"
                     *     }
                     */
                    "application/json": {
                        steps: components["schemas"]["PlanStep"][];
                        untouched: number;
                        revision: string;
                        failed?: string[];
                        another_tree?: string;
                        touched?: components["schemas"]["Touched"][];
                        stale?: {
                            path: string;
                            files: string[];
                        }[];
                        applied: boolean;
                        error: string | null;
                        restore_error: string | null;
                        not_up?: components["schemas"]["NotUp"][];
                        seq: number;
                        epoch: string;
                        file?: {
                            written: boolean;
                            hash: string | null;
                            problem: string | null;
                        };
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AnotherTree */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed, FileChanged */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused, InvalidConfiguration */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FileNotWritten */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    applyProgress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show how far an apply is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "applying": {
                     *         "phase": "applying",
                     *         "done": 3,
                     *         "total": 12
                     *       }
                     *     }
                     */
                    "application/json": {
                        applying: components["schemas"]["ApplyProgress"] | null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    configFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the tree's own file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": "/srv/shop/sentinel.yaml",
                     *       "text": "version: 1\nname: shop\nchildren:\n  web: { command: node server.js }\n",
                     *       "hash": "6b3a55e0261b0304143f805a24924d0c1c44524821305f31d9277843b8a10f4e",
                     *       "problem": null,
                     *       "environment": null,
                     *       "includes": [],
                     *       "obstacle": null,
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "number": 2,
                     *       "changed_since": null
                     *     }
                     */
                    "application/json": components["schemas"]["ConfigFile"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeConfigFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "version: 1\nname: shop\nchildren:\n  web: { command: node server.js }\n"
                 *     }
                 */
                "application/json": {
                    text: string;
                    environment?: string;
                };
            };
        };
        responses: {
            /** @description Write the tree's own file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": "/srv/shop/sentinel.yaml",
                     *       "hash": "6b3a55e0261b0304143f805a24924d0c1c44524821305f31d9277843b8a10f4e"
                     *     }
                     */
                    "application/json": {
                        path: string;
                        hash: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FileChanged */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused, InvalidConfiguration */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FileNotWritten */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tree: components["schemas"]["TreeSpec"];
                    source?: string;
                    replace_tree?: boolean;
                };
            };
        };
        responses: {
            /** @description Show what an apply of a tree would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanFor"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tree: components["schemas"]["TreeSpec"];
                    source?: string;
                    replace_tree?: boolean;
                    revision?: string;
                    message?: string;
                };
            };
        };
        responses: {
            /** @description Apply a tree in place of the running one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AnotherTree, StaleRevision */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revisions: {
        parameters: {
            query?: {
                /** @example 10 */
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the revisions of the tree, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "number": 2,
                     *           "revision": "sha256:0f9d6c3a51be",
                     *           "at": "2026-01-31T08:00:00.000Z",
                     *           "by": "user:ann",
                     *           "source": "the API",
                     *           "message": "one server"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["RevisionEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    failedApplies: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the applies that failed, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "revision": "sha256:0f9d6c3a51be",
                     *           "at": "2026-01-31T08:00:00.000Z",
                     *           "by": "user:ann",
                     *           "source": "the API",
                     *           "message": "one server",
                     *           "error": "web/api did not become ready"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["FailedApply"][];
                        next: string | null;
                    };
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description A number, the beginning of a hash, `newest`, or `previous`: the newest that is another tree
                 * @example newest
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a revision with its tree */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": 2,
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "at": "2026-01-31T08:00:00.000Z",
                     *       "by": "user:ann",
                     *       "source": "the API",
                     *       "message": "one server",
                     *       "tree": {
                     *         "name": "shop",
                     *         "root": {
                     *           "kind": "supervisor",
                     *           "id": "",
                     *           "restart": "permanent",
                     *           "significant": false,
                     *           "backoff": {
                     *             "initialMs": 1000,
                     *             "factor": 2,
                     *             "maxMs": 60000,
                     *             "jitter": 0.2,
                     *             "resetAfterMs": 60000,
                     *             "healthyAfterMs": 10000
                     *           },
                     *           "limit": null,
                     *           "onLimit": null,
                     *           "shutdown": "infinity",
                     *           "autostart": true,
                     *           "strategy": "one_for_one",
                     *           "intensity": 5,
                     *           "periodMs": 60000,
                     *           "autoShutdown": "never",
                     *           "start": "parallel",
                     *           "children": [],
                     *           "template": null
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Revision"];
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchRevision */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revisionText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A number, the beginning of a hash, `newest`, or `previous`: the newest that is another tree
                 * @example newest
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a revision as a configuration */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": 2,
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "withheld": true,
                     *       "text": "version: 1\nname: shop\nchildren:\n  web:\n    command: [ node, server.js ]\n"
                     *     }
                     */
                    "application/json": {
                        number: number;
                        revision: string;
                        text: string;
                        withheld: boolean;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchRevision */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    difference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A number, the beginning of a hash, `newest`, or `previous`: the newest that is another tree
                 * @example previous
                 */
                id: string;
                /**
                 * @description A number, the beginning of a hash, `newest`, or `previous`: the newest that is another tree
                 * @example newest
                 */
                other: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show what differs between two revisions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "steps": [
                     *         {
                     *           "action": "restart",
                     *           "path": "web/api",
                     *           "class": "restart",
                     *           "instances": [],
                     *           "reason": "command: node server.js → node app.js",
                     *           "fields": [
                     *             {
                     *               "field": "command",
                     *               "from": "node server.js",
                     *               "to": "node app.js",
                     *               "class": "restart"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "untouched": 3,
                     *       "from": {
                     *         "number": 1,
                     *         "revision": "sha256:0f9d6c3a51be",
                     *         "at": "2026-01-31T08:00:00.000Z",
                     *         "by": "user:ann",
                     *         "source": "the API",
                     *         "message": "one server"
                     *       },
                     *       "to": {
                     *         "number": 2,
                     *         "revision": "sha256:0f9d6c3a51be",
                     *         "at": "2026-01-31T08:00:00.000Z",
                     *         "by": "user:ann",
                     *         "source": "the API",
                     *         "message": "one server"
                     *       }
                     *     }
                     */
                    "application/json": {
                        steps: components["schemas"]["PlanStep"][];
                        untouched: number;
                        from: components["schemas"]["RevisionEntry"];
                        to: components["schemas"]["RevisionEntry"];
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchRevision */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollback: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
                /** @description The `ETag` of what this was planned on; 412 if it has changed */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description A number, the beginning of a hash, `newest`, or `previous`: the newest that is another tree
                 * @example previous
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Apply an older revision, as a new one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "steps": [
                     *         {
                     *           "action": "restart",
                     *           "path": "web/api",
                     *           "class": "restart",
                     *           "instances": [],
                     *           "reason": "command: node server.js → node app.js",
                     *           "fields": [
                     *             {
                     *               "field": "command",
                     *               "from": "node server.js",
                     *               "to": "node app.js",
                     *               "class": "restart"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "untouched": 3,
                     *       "revision": "sha256:0f9d6c3a51be",
                     *       "failed": [],
                     *       "applied": true,
                     *       "error": null,
                     *       "restore_error": null,
                     *       "number": 1,
                     *       "seq": 482,
                     *       "epoch": "mkhz1x2c-a1b2c3"
                     *     }
                     */
                    "application/json": {
                        steps: components["schemas"]["PlanStep"][];
                        untouched: number;
                        revision: string;
                        failed?: string[];
                        another_tree?: string;
                        touched?: components["schemas"]["Touched"][];
                        stale?: {
                            path: string;
                            files: string[];
                        }[];
                        applied: boolean;
                        error: string | null;
                        restore_error: string | null;
                        not_up?: components["schemas"]["NotUp"][];
                        number: number;
                        seq: number;
                        epoch: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchRevision */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AnotherTree */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: {
                /**
                 * @description Children by path, unique last part or glob; the whole tree by default
                 * @example [
                 *       "web"
                 *     ]
                 */
                path?: string[];
                /** @example 20 */
                last?: number;
                after?: number;
                since?: string;
                until?: string;
                limit?: number;
                cursor?: string;
                follow?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read the journal, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "seq": 17,
                     *           "at": "2026-01-31T08:00:00.000Z",
                     *           "subject": "web/api",
                     *           "by": "system",
                     *           "type": "transition",
                     *           "run": 3,
                     *           "from": "running",
                     *           "to": "backoff",
                     *           "reason": "exit code 1",
                     *           "exit": {
                     *             "code": 1,
                     *             "signal": null
                     *           },
                     *           "edges": []
                     *         }
                     *       ],
                     *       "next": null,
                     *       "complete_after": 0
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Event"][];
                        next: string | null;
                        complete_after: number;
                    };
                    "application/x-ndjson": unknown;
                    "text/plain": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liveEvents: {
        parameters: {
            query?: {
                /** @description Children by path, unique last part or glob; the whole tree by default */
                path?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Follow the journal from now on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["Event"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runHistory: {
        parameters: {
            query?: {
                /** @description Children by path, unique last part or glob; the whole tree by default */
                path?: string[];
                /**
                 * @description Only runs with one of these outcomes
                 * @example [
                 *       "failed"
                 *     ]
                 */
                outcome?: ("running" | "succeeded" | "failed" | "timed_out" | "stopped" | "killed" | "lost")[];
                /** @description Only runs that were started for this */
                trigger?: ("start" | "restart" | "request" | "schedule" | "catch_up" | "retry" | "manual" | "chain")[];
                from?: string;
                to?: string;
                /** @example 20 */
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the runs of all children, or of some, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "web/api@3",
                     *           "path": "web/api",
                     *           "run": 3,
                     *           "trigger": "restart",
                     *           "scheduled_for": null,
                     *           "attempt": null,
                     *           "started_at": "2026-01-31T08:00:00.000Z",
                     *           "ended_at": "2026-01-31T08:00:00.000Z",
                     *           "outcome": "failed",
                     *           "reason": "exit code 1",
                     *           "code": 1,
                     *           "signal": null,
                     *           "by": "system",
                     *           "output": {
                     *             "first": 120,
                     *             "last": 164
                     *           }
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Run"][];
                        next: string | null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id, percent-encoded: `web%2Fapi%231%4017`
                 * @example web/api@4
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "web/api@3",
                     *       "path": "web/api",
                     *       "run": 3,
                     *       "trigger": "restart",
                     *       "scheduled_for": null,
                     *       "attempt": null,
                     *       "started_at": "2026-01-31T08:00:00.000Z",
                     *       "ended_at": "2026-01-31T08:00:00.000Z",
                     *       "outcome": "failed",
                     *       "reason": "exit code 1",
                     *       "code": 1,
                     *       "signal": null,
                     *       "by": "system",
                     *       "output": {
                     *         "first": 120,
                     *         "last": 164
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logs: {
        parameters: {
            query?: {
                /**
                 * @description Children by path, unique last part or glob; the whole tree by default
                 * @example [
                 *       "web/api"
                 *     ]
                 */
                path?: string[];
                run?: number;
                since?: string;
                until?: string;
                stream?: "stdout" | "stderr";
                /** @example 100 */
                last?: number;
                after?: number;
                /** @example error */
                grep?: string;
                /** @description Whether upper and lower case are the same to `grep`; they differ by default */
                case?: "match" | "ignore";
                invert?: boolean;
                limit?: number;
                cursor?: string;
                follow?: boolean;
                download?: boolean;
                /** @description For links, which have no header `accept`: lines of JSON or text */
                format?: "ndjson" | "text";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read the output of children, in the order of arrival */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "seq": 164,
                     *           "at": "2026-01-31T08:00:00.000Z",
                     *           "path": "web/api",
                     *           "run": 3,
                     *           "stream": "stderr",
                     *           "text": "no space left on device"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["LogLine"][];
                        next: string | null;
                    };
                    "application/x-ndjson": unknown;
                    "text/plain": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logWindow: {
        parameters: {
            query?: {
                /**
                 * @description Children by path, unique last part or glob; the whole tree by default
                 * @example [
                 *       "web/api"
                 *     ]
                 */
                path?: string[];
                run?: number;
                since?: string;
                until?: string;
                stream?: "stdout" | "stderr";
                position?: number;
                /** @example 2026-01-31T08:00:00Z */
                at?: string;
                line?: string;
                /** @example 20 */
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read some consecutive lines by their position, at a moment, or around a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "seq": 164,
                     *           "at": "2026-01-31T08:00:00.000Z",
                     *           "path": "web/api",
                     *           "run": 3,
                     *           "stream": "stderr",
                     *           "text": "no space left on device",
                     *           "position": 163
                     *         }
                     *       ],
                     *       "from": 163,
                     *       "end": 164,
                     *       "total": 164,
                     *       "target": 163,
                     *       "edition": "k3x91",
                     *       "places": {
                     *         "web/api": 164
                     *       },
                     *       "oldest": "2026-01-31T08:00:00.000Z",
                     *       "newest": "2026-01-31T08:00:00.000Z",
                     *       "unfinished": []
                     *     }
                     */
                    "application/json": components["schemas"]["LogWindow"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchLogs: {
        parameters: {
            query: {
                /**
                 * @description Children by path, unique last part or glob; the whole tree by default
                 * @example [
                 *       "web/api"
                 *     ]
                 */
                path?: string[];
                run?: number;
                since?: string;
                until?: string;
                stream?: "stdout" | "stderr";
                /** @example timeout|refused */
                grep: string;
                /**
                 * @description Whether upper and lower case are the same to `grep`; they differ by default
                 * @example ignore
                 */
                case?: "match" | "ignore";
                invert?: boolean;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Search the output, the newest line first, and tell how far the search is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["SearchFrame"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logHistogram: {
        parameters: {
            query?: {
                /**
                 * @description Children by path, unique last part or glob; the whole tree by default
                 * @example [
                 *       "web"
                 *     ]
                 */
                path?: string[];
                run?: number;
                since?: string;
                until?: string;
                stream?: "stdout" | "stderr";
                /** @example 60 */
                buckets?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Count the lines of each stream by the time of their arrival */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": 1769846400000,
                     *       "to": 1769846403000,
                     *       "stdout": [
                     *         4,
                     *         0,
                     *         2
                     *       ],
                     *       "stderr": [
                     *         0,
                     *         1,
                     *         0
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LogHistogram"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs: {
        parameters: {
            query?: {
                /** @description Children by path, unique last part or glob; the whole tree by default */
                path?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the runs of which output is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            path: string;
                            run: number;
                        }[];
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumedLogs: {
        parameters: {
            query?: {
                /** @description Children by path, unique last part or glob; the whole tree by default */
                path?: string[];
                run?: number;
                since?: string;
                until?: string;
                stream?: "stdout" | "stderr";
                last?: number;
                after?: number;
                grep?: string;
                /** @description Whether upper and lower case are the same to `grep`; they differ by default */
                case?: "match" | "ignore";
                invert?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    places: {
                        [key: string]: number;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Follow the output from where the last daemon has ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["LogLine"] | {
                        path: string;
                        after: number;
                        missed?: number;
                    } | {
                        problem: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    machines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the kinds of node, with the hashes of their statecharts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "service",
                     *           "hash": "5f0c…"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: {
                            kind: string;
                            hash: string;
                        }[];
                        next: null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    machine: {
        parameters: {
            query?: {
                /** @description The hash that the chart must have */
                hash?: string;
            };
            header?: never;
            path: {
                /**
                 * @description `service`, `supervisor`
                 * @example service
                 */
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the statechart of a kind of node as data */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "service",
                     *       "hash": "5f0c…",
                     *       "id": "service",
                     *       "initial": "stopped",
                     *       "states": [
                     *         {
                     *           "path": "stopped",
                     *           "type": "atomic",
                     *           "initial": null,
                     *           "description": null
                     *         }
                     *       ],
                     *       "edges": [
                     *         {
                     *           "id": "stopped: START -> starting",
                     *           "source": "stopped",
                     *           "event": "START",
                     *           "guard": null,
                     *           "target": "starting",
                     *           "description": null
                     *         }
                     *       ],
                     *       "delays": [
                     *         {
                     *           "name": "backoff",
                     *           "state": "backoff.waiting",
                     *           "ms": null
                     *         }
                     *       ],
                     *       "layout": {
                     *         "version": 1,
                     *         "machine": "service",
                     *         "width": 964,
                     *         "height": 658,
                     *         "font": {
                     *           "label": 11,
                     *           "name": 13,
                     *           "line": 14
                     *         },
                     *         "transitions": [
                     *           {
                     *             "id": "stopped: START -> starting",
                     *             "from": "stopped",
                     *             "event": "START",
                     *             "kind": "event",
                     *             "to": [
                     *               "starting"
                     *             ]
                     *           }
                     *         ],
                     *         "states": [],
                     *         "edges": [],
                     *         "initials": [],
                     *         "measured": {
                     *           "crossings": 1,
                     *           "bends": 6,
                     *           "length": 3604,
                     *           "cost": 108
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Chart"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchMachine */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    calendar: {
        parameters: {
            query?: {
                /**
                 * @description A cron expression of five or six fields, or `@daily`
                 * @example 30 2 * * *
                 */
                cron?: string;
                /** @description An interval: `90s`, `15m`, `1h30m` */
                every?: string;
                /**
                 * @description A name of the IANA database; the daemon's zone by default
                 * @example Europe/Berlin
                 */
                timezone?: string;
                anchor?: string;
                /** @example 3 */
                n?: number;
                /** @example 2026-03-28T00:00:00Z */
                from?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List when a schedule is due, before it is in a tree */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "at": "2026-03-28T01:30:00.000Z",
                     *           "local": "2026-03-28T02:30:00+01:00",
                     *           "remark": null
                     *         },
                     *         {
                     *           "at": "2026-03-29T01:00:00.000Z",
                     *           "local": "2026-03-29T03:00:00+02:00",
                     *           "remark": "the clocks go forward at 02:00: runs at 03:00 instead of 02:30"
                     *         },
                     *         {
                     *           "at": "2026-03-30T00:30:00.000Z",
                     *           "local": "2026-03-30T02:30:00+02:00",
                     *           "remark": null
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: {
                            at: string;
                            local: string;
                            remark: string | null;
                        }[];
                        next: null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show all nodes at one moment, as columns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "epoch": "mx1rcizb-maj52k",
                     *       "seq": 412,
                     *       "machines": {
                     *         "service": "5f0c…"
                     *       },
                     *       "nodes": {
                     *         "i": [
                     *           0,
                     *           1
                     *         ],
                     *         "parent": [
                     *           null,
                     *           0
                     *         ],
                     *         "path": [
                     *           "",
                     *           "web"
                     *         ],
                     *         "kind": [
                     *           "supervisor",
                     *           "service"
                     *         ],
                     *         "strategy": [
                     *           "one_for_one",
                     *           null
                     *         ],
                     *         "state": [
                     *           "running",
                     *           "running"
                     *         ],
                     *         "value": [
                     *           "running.idle",
                     *           "running"
                     *         ],
                     *         "since": [
                     *           "2026-01-31T08:00:00.000Z",
                     *           "2026-01-31T08:00:00.000Z"
                     *         ],
                     *         "reason": [
                     *           "all children are started",
                     *           "ready (log)"
                     *         ],
                     *         "by": [
                     *           "system",
                     *           "system"
                     *         ],
                     *         "wanted": [
                     *           "up",
                     *           "up"
                     *         ],
                     *         "next_attempt_at": [
                     *           null,
                     *           null
                     *         ],
                     *         "consecutive_failures": [
                     *           0,
                     *           0
                     *         ],
                     *         "allowed": [
                     *           [
                     *             "stop",
                     *             "restart"
                     *           ],
                     *           [
                     *             "stop",
                     *             "restart",
                     *             "signal"
                     *           ]
                     *         ],
                     *         "pid": [
                     *           null,
                     *           4711
                     *         ],
                     *         "run": [
                     *           null,
                     *           4
                     *         ],
                     *         "restarts": [
                     *           null,
                     *           3
                     *         ],
                     *         "health": [
                     *           null,
                     *           "unknown"
                     *         ],
                     *         "ports": [
                     *           null,
                     *           null
                     *         ],
                     *         "last_exit": [
                     *           null,
                     *           null
                     *         ],
                     *         "kill_at": [
                     *           null,
                     *           null
                     *         ],
                     *         "last_run": [
                     *           null,
                     *           null
                     *         ],
                     *         "next_at": [
                     *           null,
                     *           null
                     *         ],
                     *         "after": [
                     *           null,
                     *           null
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["LiveSnapshot"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Follow the tree over a WebSocket */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liveSse: {
        parameters: {
            query?: {
                /** @description As the header, for clients that can't set it */
                last_event_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Follow the tree as server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    daemon: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show how the daemon itself is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pid": 4711,
                     *       "version": "0.1.0",
                     *       "started_at": "2026-01-31T08:00:00.000Z",
                     *       "health": {
                     *         "memory": 62000000,
                     *         "ailments": []
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DaemonStatus"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    daemons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the trees of the same user on this machine, with the addresses of their daemons */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "host": "forge-01",
                     *       "items": [
                     *         {
                     *           "name": "shop",
                     *           "home": "/home/ann/.sentinel/shop",
                     *           "url": null,
                     *           "state": "running",
                     *           "own": true
                     *         },
                     *         {
                     *           "name": "blog",
                     *           "home": "/home/ann/.sentinel/blog",
                     *           "url": null,
                     *           "state": "stopped",
                     *           "own": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        host: string;
                        items: {
                            name: string;
                            home: string;
                            url: string | null;
                            /** @enum {string} */
                            state: "running" | "daemon killed" | "stopped";
                            own: boolean;
                        }[];
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handOver: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Give the home to another daemon; the children go on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        handed_over: true;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotPossible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shutdown: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "how": "in_order"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    how: "in_order" | "at_once";
                };
            };
        };
        responses: {
            /** @description Stop the tree, then the daemon */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "leaving": true
                     *     }
                     */
                    "application/json": {
                        /** @enum {boolean} */
                        leaving: true;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Describe this API (OpenAPI 3.1) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    docs: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the documentation of this API */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html; charset=utf-8": string;
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    docsStyle: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The style of the documentation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css; charset=utf-8": string;
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    alive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the process answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; charset=utf-8": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the tree has started and events can be recorded; 503 with the reasons if not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; charset=utf-8": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "q0ZkW3",
                 *       "username": "root",
                 *       "password": "four words beside others"
                 *     }
                 */
                "application/json": {
                    token: string;
                    username: components["schemas"]["UserName"];
                    /** Format: password */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Make an admin by a one-time link, and log in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "principal": "user:root",
                     *       "role": "admin",
                     *       "scope": null,
                     *       "csrf": "6d1f0c",
                     *       "session": {
                     *         "id": "p1vX0aQe7LmN",
                     *         "expires_at": "2026-02-07T08:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WhoAmI"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AccountConflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description InvalidLink */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller and its rights */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "principal": "user:ann",
                     *       "role": "operator",
                     *       "scope": [
                     *         "web"
                     *       ],
                     *       "csrf": "6d1f0c",
                     *       "session": {
                     *         "id": "p1vX0aQe7LmN",
                     *         "expires_at": "2026-02-07T08:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WhoAmI"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "ann",
                 *       "password": "four words beside others"
                 *     }
                 */
                "application/json": {
                    /** @description a string at most 256 character(s) long */
                    username: string;
                    /** Format: password */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Log in: the session is in a cookie, its CSRF token in the answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "principal": "user:ann",
                     *       "role": "operator",
                     *       "scope": [
                     *         "web"
                     *       ],
                     *       "csrf": "6d1f0c",
                     *       "session": {
                     *         "id": "p1vX0aQe7LmN",
                     *         "expires_at": "2026-02-07T08:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WhoAmI"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description LoginFailed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TooManyAttempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Log out: the session ends, and every token made from it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": true
                     *     }
                     */
                    "application/json": {
                        /** @enum {boolean} */
                        ended: true;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchAccount */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AccountConflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "four words beside others",
                 *       "current": "the current one"
                 *     }
                 */
                "application/json": {
                    /** Format: password */
                    password: string;
                    /** Format: password */
                    current?: string;
                    token?: string;
                };
            };
        };
        responses: {
            /** @description Change one's password, with the current one or a one-time link; all sessions of the user end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": "ann"
                     *     }
                     */
                    "application/json": {
                        user: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description LoginFailed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchAccount */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description InvalidLink */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TooManyAttempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lifetime": 300
                 *     }
                 */
                "application/json": {
                    /** @description a number between 1 and 900 */
                    lifetime?: number;
                };
            };
        };
        responses: {
            /** @description A short-lived token (JWT) for the session or API key that asks */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "eyJhbGciOiJFZERTQSJ9.…",
                     *       "token_type": "Bearer",
                     *       "expires_at": "2026-01-31T08:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        token: string;
                        /** @enum {string} */
                        token_type: "Bearer";
                        expires_at: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AccountConflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A one-time link by which an admin can be made, on this machine */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "purpose": "setup",
                     *       "user": null,
                     *       "token": "q0ZkW3",
                     *       "expires_at": "2026-01-31T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["OneTimeLink"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One's own sessions; those of all users for an admin */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "p1vX0aQe7LmN",
                     *           "user": "ann",
                     *           "created_at": "2026-01-31T08:00:00.000Z",
                     *           "last_used_at": "2026-01-31T08:00:00.000Z",
                     *           "expires_at": "2026-02-07T08:00:00.000Z",
                     *           "address": "127.0.0.1",
                     *           "agent": "curl/8.5.0",
                     *           "current": true
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Session"][];
                        next: null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End a session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "p1vX0aQe7LmN",
                     *       "user": "ann",
                     *       "created_at": "2026-01-31T08:00:00.000Z",
                     *       "last_used_at": "2026-01-31T08:00:00.000Z",
                     *       "expires_at": "2026-02-07T08:00:00.000Z",
                     *       "address": "127.0.0.1",
                     *       "agent": "curl/8.5.0",
                     *       "current": true
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchAccount */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "ann",
                     *           "role": "operator",
                     *           "scope": [
                     *             "web"
                     *           ],
                     *           "created_at": "2026-01-31T08:00:00.000Z",
                     *           "created_by": "user:root",
                     *           "disabled": false,
                     *           "has_password": true
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["User"][];
                        next: null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "ann",
                 *       "role": "operator",
                 *       "scope": [
                 *         "web"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: components["schemas"]["UserName"];
                    role: components["schemas"]["Role"];
                    scope?: string[] | null;
                    /** Format: password */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Add a user; without a password, with a one-time link to choose one */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "name": "ann",
                     *         "role": "operator",
                     *         "scope": [
                     *           "web"
                     *         ],
                     *         "created_at": "2026-01-31T08:00:00.000Z",
                     *         "created_by": "user:root",
                     *         "disabled": false,
                     *         "has_password": false
                     *       },
                     *       "link": {
                     *         "purpose": "reset",
                     *         "user": "bea",
                     *         "token": "q0ZkW3",
                     *         "expires_at": "2026-01-31T08:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        user: components["schemas"]["User"];
                        link: components["schemas"]["OneTimeLink"] | null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AccountConflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a user, with all sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "ann",
                     *       "role": "operator",
                     *       "scope": [
                     *         "web"
                     *       ],
                     *       "created_at": "2026-01-31T08:00:00.000Z",
                     *       "created_by": "user:root",
                     *       "disabled": false,
                     *       "has_password": true
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchAccount */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AccountConflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": {
                    role?: components["schemas"]["Role"];
                    scope?: string[] | null;
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Change a user's role or scope, or disable the user; it holds at once, in open sessions too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "ann",
                     *       "role": "operator",
                     *       "scope": [
                     *         "web"
                     *       ],
                     *       "created_at": "2026-01-31T08:00:00.000Z",
                     *       "created_by": "user:root",
                     *       "disabled": false,
                     *       "has_password": true
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchAccount */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AccountConflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A one-time link by which a user chooses a new password */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "purpose": "reset",
                     *       "user": "bea",
                     *       "token": "q0ZkW3",
                     *       "expires_at": "2026-01-31T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["OneTimeLink"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchAccount */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All API keys, without the keys themselves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "kL2fB9qPz0aX",
                     *           "name": "ci",
                     *           "prefix": "snt_4fQ1",
                     *           "role": "operator",
                     *           "scope": null,
                     *           "created_at": "2026-01-31T08:00:00.000Z",
                     *           "created_by": "user:ann",
                     *           "unattended": false,
                     *           "expires_at": null,
                     *           "last_used_at": "2026-01-31T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        next: null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "ci",
                 *       "role": "operator",
                 *       "expires_at": "2027-01-31T08:00:00Z"
                 *     }
                 */
                "application/json": {
                    name: components["schemas"]["KeyName"];
                    role: components["schemas"]["Role"];
                    scope?: string[] | null;
                    expires_at?: string | null;
                    unattended?: boolean;
                };
            };
        };
        responses: {
            /** @description Make an API key; it is shown in this answer only */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "kL2fB9qPz0aX",
                     *       "name": "ci",
                     *       "prefix": "snt_4fQ1",
                     *       "role": "operator",
                     *       "scope": null,
                     *       "created_at": "2026-01-31T08:00:00.000Z",
                     *       "created_by": "user:ann",
                     *       "unattended": false,
                     *       "expires_at": null,
                     *       "last_used_at": "2026-01-31T08:00:00.000Z",
                     *       "key": "snt_4fQ1…"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        prefix: string;
                        role: components["schemas"]["Role"];
                        scope: string[] | null;
                        /** Format: date-time */
                        created_at: string;
                        created_by: string;
                        expires_at: string | null;
                        last_used_at: string | null;
                        unattended: boolean;
                        key: string;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AccountConflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoke an API key, and every token made from it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "kL2fB9qPz0aX",
                     *       "name": "ci",
                     *       "prefix": "snt_4fQ1",
                     *       "role": "operator",
                     *       "scope": null,
                     *       "created_at": "2026-01-31T08:00:00.000Z",
                     *       "created_by": "user:ann",
                     *       "unattended": false,
                     *       "expires_at": null,
                     *       "last_used_at": "2026-01-31T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchAccount */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": [
                 *         "web"
                 *       ]
                 *     }
                 */
                "application/json": {
                    role?: components["schemas"]["Role"];
                    scope?: string[] | null;
                    expires_at?: string | null;
                    unattended?: boolean;
                };
            };
        };
        responses: {
            /** @description Change an API key's rights or expiry; it holds at once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "kL2fB9qPz0aX",
                     *       "name": "ci",
                     *       "prefix": "snt_4fQ1",
                     *       "role": "operator",
                     *       "scope": null,
                     *       "created_at": "2026-01-31T08:00:00.000Z",
                     *       "created_by": "user:ann",
                     *       "unattended": false,
                     *       "expires_at": null,
                     *       "last_used_at": "2026-01-31T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchAccount */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    audit: {
        parameters: {
            query?: {
                principal?: string;
                action?: string;
                outcome?: "done" | "failed" | "refused";
                since?: string;
                until?: string;
                limit?: string;
                cursor?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What people and programs have asked for, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "seq": 18,
                     *           "at": "2026-01-31T08:00:00.000Z",
                     *           "subject": "web",
                     *           "by": "user:ann",
                     *           "type": "action",
                     *           "action": "restart",
                     *           "outcome": "done",
                     *           "reason": "ready (log)",
                     *           "paths": [
                     *             "web/api"
                     *           ],
                     *           "address": "127.0.0.1",
                     *           "route": "POST /actions"
                     *         }
                     *       ],
                     *       "next": "18"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Event"][];
                        next: string | null;
                    };
                    "application/x-ndjson": unknown;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that is known; 304 if it is still the same */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the settings: what is in force, where it comes from, and what waits for another daemon */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file": "settings.yaml",
                     *       "tag": "5f3ac1",
                     *       "settings": [
                     *         {
                     *           "key": "listen",
                     *           "description": "Where to listen",
                     *           "in_force": "127.0.0.1:7368",
                     *           "source": "default",
                     *           "written": "127.0.0.1:7400",
                     *           "line": 1,
                     *           "takes_effect": "next daemon",
                     *           "pending": true
                     *         }
                     *       ],
                     *       "restart_needed": true,
                     *       "mistakes": []
                     *     }
                     */
                    "application/json": {
                        file: string;
                        tag: string;
                        settings: components["schemas"]["Setting"][];
                        restart_needed: boolean;
                        mistakes: {
                            key: string;
                            message: string;
                            hint: string | null;
                        }[];
                    };
                };
            };
            /** @description It is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once */
                "Idempotency-Key"?: string;
                /** @description The `ETag` of what this was planned on; 412 if it has changed */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "settings": {
                 *         "listen": "127.0.0.1:7400",
                 *         "hosts": [
                 *           "shop.example.com"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    settings: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Write the settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file": "settings.yaml",
                     *       "tag": "5f3ac1",
                     *       "settings": [
                     *         {
                     *           "key": "listen",
                     *           "description": "Where to listen",
                     *           "in_force": "127.0.0.1:7368",
                     *           "source": "default",
                     *           "written": "127.0.0.1:7400",
                     *           "line": 1,
                     *           "takes_effect": "next daemon",
                     *           "pending": true
                     *         }
                     *       ],
                     *       "restart_needed": true,
                     *       "mistakes": [],
                     *       "changed": [
                     *         "listen"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        file: string;
                        tag: string;
                        settings: components["schemas"]["Setting"][];
                        restart_needed: boolean;
                        mistakes: {
                            key: string;
                            message: string;
                            hint: string | null;
                        }[];
                        changed: string[];
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BodyTooLarge */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UnsupportedMediaType */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KeyReused, InvalidSettings */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SettingsNotWritten */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics of the tree and the daemon for Prometheus, or in OpenMetrics where `accept` names it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; version=0.0.4; charset=utf-8": string;
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metricNames: {
        parameters: {
            query?: {
                /** @description Children by path, unique last part or glob; the whole tree by default */
                subject?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the metrics of which there is a history */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "metric": "sentinel_process_resident_memory_bytes",
                     *           "kind": "gauge",
                     *           "series": 3
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: {
                            metric: string;
                            /** @enum {string} */
                            kind: "gauge" | "counter" | "dist";
                            series: number;
                        }[];
                        next: null;
                    };
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metricHistory: {
        parameters: {
            query: {
                /**
                 * @description Its name: `GET /metrics/names` lists them
                 * @example sentinel_process_resident_memory_bytes
                 */
                metric: string;
                /** @description Children by path, unique last part or glob; the whole tree by default */
                subject?: string[];
                /** @description Only series with these labels, each as `name=value` */
                labels?: string[];
                /** @example 2026-01-01T00:00:00Z */
                from?: string;
                /** @example 2026-01-02T00:00:00Z */
                to?: string;
                /** @description How much time a value stands for, such as `30s` or `1h`; what suits the range by default */
                step?: string;
                /**
                 * @description What is calculated of the values in a step: by default avg of a gauge, rate of a counter, p95 of single observations. The sum of a gauge adds the means of its series
                 * @example max
                 */
                agg?: "avg" | "min" | "max" | "last" | "sum" | "rate" | "count" | "p50" | "p90" | "p95" | "p99";
                /**
                 * @description Separate values for each value of this label, or with `subject` for each child; without it all are taken together
                 * @example subject
                 */
                group_by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a metric over a time, by step */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "metric": "sentinel_process_resident_memory_bytes",
                     *       "kind": "gauge",
                     *       "agg": "max",
                     *       "from": "2026-01-31T08:00:00.000Z",
                     *       "to": "2026-01-31T08:00:00.000Z",
                     *       "step": 300,
                     *       "tier": "5m",
                     *       "grouped": false,
                     *       "series": [
                     *         {
                     *           "labels": {
                     *             "subject": "web/api"
                     *           },
                     *           "points": [
                     *             [
                     *               1767225600000,
                     *               50331648
                     *             ]
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SampleHistory"];
                };
            };
            /** @description BadRequest */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NoSuchChild */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MisdirectedRequest */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Defect */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JournalError */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
