import type { Hint } from "./Hint.ts";

/** What runs, where, as whom, and how it is declared. */
export const program: ReadonlyArray<Hint> = [
  [
    "write command, which takes the arguments too",
    "args argument arguments ExecArgs exec_args ProgramArguments",
  ],
  ["write command, with the interpreter in front", "interpreter exec_interpreter shell"],
  ["write command, with the options of the interpreter in it", "node_args interpreter_args"],
  ["write command", "cmd entrypoint exec_start ExecStart script exec Program BundleProgram run"],
  ["write `command: condition && exec program`", "ExecCondition"],
  ["write cwd", "dir directory workdir working_dir working_directory WorkingDirectory"],
  ["write env", "environment enviroment EnvironmentVariables vars envs"],
  ["write env_file", "envfile EnvironmentFile dot_env_vars dotenv"],
  ["write env: { NAME: { secret: … } }", "secrets LoadCredential LoadCredentialEncrypted SetCredential"],
  ["write inherit_env", "PassEnvironment filter_env env_cmds UnsetEnvironment"],
  ["write uid, by number or by name", "UserName DynamicUser username"],
  ["write gid, by number or by name", "GroupName"],
  ["write groups", "SupplementaryGroups InitGroups group_add"],
  ['write umask, as "022"', "UMaskOctal"],
  [
    "write replicas",
    `count instances numprocs numproc scale process_name numprocs_start exec_mode instance_var
    increment_var`,
  ],
  ["write include, at the top of the file", "files includes"],
  ["write use, and define the template under templates", "extends template"],
  ["write children", "apps processes programs services"],
  ["write name at the top of the file", "identifier"],
  ["write the name as the key of the child", "Label container_name append_env_to_name name_prefix"],
  ["write a supervisor with these children", "namespace"],
  ["write a comment", "description Documentation labels label_file annotations"],
];
