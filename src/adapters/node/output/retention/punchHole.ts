import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { bySystem } from "../../../../system.ts";

const run = promisify(execFile);

const byFallocate = async (file: string, length: number): Promise<void> => {
  await run("fallocate", ["--punch-hole", "--offset", "0", "--length", String(length), file]);
};

/** APFS frees whole blocks, and refuses other lengths. */
const block = 4096;

/**
 * fcntl(2) with F_PUNCHHOLE (99) and its struct fpunchhole_t: flags and a reserved field of 4 bytes each, offset and
 * length of 8. Node has no fcntl.
 */
export const punchProgram =
  'open my $f, "+<", $ARGV[0] or die "$!\\n"; defined fcntl($f, 99, pack("LLqq", 0, 0, 0, $ARGV[1])) or die "$!\\n"';

const byPerl = async (file: string, length: number): Promise<void> => {
  const whole = length - (length % block);
  if (whole > 0) await run("/usr/bin/perl", ["-e", punchProgram, "--", file, String(whole)]);
};

/**
 * Free the space of a file's first `length` bytes while programs keep writing to it: they read as zeros then, and no
 * offset changes. ext4, xfs, btrfs, tmpfs and APFS support it; on others this rejects.
 */
export const punchHole = bySystem({ linux: byFallocate, darwin: byPerl });
