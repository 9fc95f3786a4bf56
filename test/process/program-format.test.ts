import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRegistered } from "../../src/adapters/node/process/program/binfmt.ts";
import { inWorld, serviceOf } from "./world.ts";

const isOnLinux64 = process.platform === "linux" && process.arch === "x64";
const onLinux64 = isOnLinux64 ? it : it.skip;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-format-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** An executable file in the folder. */
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  chmodSync(join(folder, name), 0o755);
  return `./${name}`;
};

const refusalOf = async (command: string) => {
  let refused: unknown;
  await inWorld(async ({ refusal }) => {
    refused = await refusal(serviceOf(["waits"], { command: { argv: [command] }, cwd: folder }));
  });
  return refused;
};

/** How a program ends that is started as a child. */
const exitOf = async (command: string, ...args: ReadonlyArray<string>) => {
  let exit: unknown;
  await inWorld(async ({ start }) => {
    const run = await start(serviceOf(["waits"], { command: { argv: [command, ...args] }, cwd: folder }));
    ({ exit } = await run.end);
  });
  return exit;
};

interface Header {
  readonly bits?: 32 | 64;
  readonly order?: "LE" | "BE";
  readonly type?: number;
  readonly machine: number;
}

/** The beginning of an ELF file. */
const elf = ({ bits = 64, order = "LE", type = 2, machine }: Header): Buffer => {
  const bytes = Buffer.alloc(128);
  bytes.write("\x7fELF", "latin1");
  bytes[4] = bits === 64 ? 2 : 1;
  bytes[5] = order === "LE" ? 1 : 2;
  bytes[6] = 1;
  if (order === "LE") {
    bytes.writeUInt16LE(type, 16);
    bytes.writeUInt16LE(machine, 18);
  } else {
    bytes.writeUInt16BE(type, 16);
    bytes.writeUInt16BE(machine, 18);
  }
  return bytes;
};

// R4. Cause: the carriage return was taken for a blank behind the interpreter, and the kernel takes it for a part of the
// interpreter's name. What came of it was "setsid: failed to execute ./x: No such file or directory", and a failed tree.
describe("Windows line ends in the first line of a script are reported", () => {
  it.each([
    ["plain", "#!/bin/sh\r\necho hi\r\n"],
    ["option", "#! /bin/sh -e\r\necho hi\r\n"],
    ["env", "#!/usr/bin/env node\r\nconsole.log(1)\r\n"],
  ])("%s", async (name, content) => {
    expect(await refusalOf(file(`crlf-${name}`, content))).toMatchObject({
      _tag: "CannotRun",
      problem: "bad_interpreter",
      message: expect.stringMatching(/^Windows line ends in the first line of .*convert the file/),
    });
  });

  it("but not if the interpreter accepts them", async () => {
    expect(await exitOf(file("crlf-perl", "#!/usr/bin/perl -w\r\nexit 7;\r\n"))).toEqual({ code: 7 });
    expect(
      await exitOf(file("crlf-split", "#!/usr/bin/env -S node --no-warnings\r\nprocess.exit(8)\r\n")),
    ).toEqual({
      code: 8,
    });
    const odd = file("sh\r", readFileSync("/bin/sh"));
    expect(await exitOf(file("crlf-odd", `#!${folder}/${odd.slice(2)}\nexit 9\n`))).toEqual({ code: 9 });
  });
});

// R5. Cause: the kernel refuses such a file, and then env and setsid hand it to /bin/sh, as execvp(3) does: a syntax error,
// exit code 2, and a failed tree.
describe("a file that the kernel does not execute is never passed to a shell", () => {
  onLinux64.each([
    ["aarch64", elf({ machine: 183 }), "is a program for another machine (aarch64)"],
    ["riscv", elf({ machine: 243 }), "is a program for another machine (riscv)"],
    ["arm32", elf({ machine: 40, bits: 32 }), "is a program for another machine (arm, 32 bits)"],
    ["s390x", elf({ machine: 22, order: "BE" }), "is a program for another machine (s390x)"],
    ["bigendian", elf({ machine: 62, order: "BE" }), "is a program for another machine (x86_64)"],
    ["unknown", elf({ machine: 999 }), "another machine (machine 999 of the ELF format)"],
    ["object", elf({ machine: 62, type: 1 }), "is not a program but an object file"],
    ["cut-off", elf({ machine: 62 }).subarray(0, 30), "ELF header is cut off"],
    ["class", elf({ machine: 62 }).fill(7, 4, 5), "ELF header is cut off or wrong"],
    ["pe", Buffer.from("MZ\x90\0\x03\0\0\0", "latin1"), "a program for Windows"],
    ["macho", Buffer.from("cffaedfe07000001", "hex"), "a program for macOS"],
    ["universal", Buffer.from("cafebabe00000002", "hex"), "a program for macOS"],
    ["java", Buffer.from("cafebabe00000041", "hex"), "a Java class"],
    ["jar", Buffer.from("PK\x03\x04\0\0"), "java -jar"],
    ["utf16", Buffer.from("\ufeff#!/bin/sh\n", "utf16le"), "UTF-16"],
    ["bom", Buffer.from("\ufeff#!/bin/sh\n"), "a byte order mark before its #!"],
    ["blank-line", Buffer.from("\n#!/bin/sh\n"), "blanks before its #!"],
    ["binary", Buffer.from("abc\0def"), "no format that begins like it"],
    ["empty", Buffer.from(""), "is empty"],
    ["text", Buffer.from("echo hi\n"), "it has no #! line"],
  ])("%s", async (name, content, words) => {
    expect(await refusalOf(file(`format-${name}`, content))).toMatchObject({
      _tag: "CannotRun",
      problem: "ENOEXEC",
      message: expect.stringContaining(words),
    });
  });

  onLinux64("neither as the interpreter of a script", async () => {
    const arm = file("arm-interpreter", elf({ machine: 183 }));
    expect(await refusalOf(file("by-arm", `#!${arm}\nhi\n`))).toMatchObject({
      problem: "bad_interpreter",
      message: expect.stringMatching(/by-arm can't be run by its interpreter: .*another machine \(aarch64\)/),
    });
    file("loop", "#!./loop\n");
    expect(await refusalOf("./loop")).toMatchObject({
      message: expect.stringContaining("too many interpreters"),
    });
  });

  onLinux64("a program whose loader is missing is told as one with a missing interpreter", async () => {
    // As of another C library: the name of the loader is in the first page of every dynamic program.
    const program = readFileSync("/bin/true");
    const at = program.indexOf("/lib64/ld-linux");
    expect(at).toBeGreaterThan(0);
    program.write("/lib99", at);
    expect(await refusalOf(file("other-libc", program))).toMatchObject({
      problem: "bad_interpreter",
      message: expect.stringMatching(/other-libc needs the loader \/lib99\/ld-linux\S* which does not exist/),
    });
  });

  it("a dangling link is reported as such", async () => {
    symlinkSync("/no/such/place", join(folder, "dangling"));
    expect(await refusalOf("./dangling")).toMatchObject({
      problem: "ENOENT",
      message: expect.stringContaining("is a symbolic link to /no/such/place, which does not exist"),
    });
  });

  it("but executables run: a program, an unreadable one, and a script for any system", async () => {
    copyFileSync("/bin/sh", join(folder, "copy"));
    expect(await exitOf("./copy", "-c", "exit 4")).toEqual({ code: 4 });
    chmodSync(join(folder, "copy"), 0o711);
    expect(await exitOf("./copy", "-c", "exit 5")).toEqual({ code: 5 });
    const portable = "MZqFpD='\n\0'\nexit 6\n";
    expect(await exitOf(file("portable", portable))).toEqual({ code: 6 });
  });
});

describe("a format registered with the kernel (binfmt_misc)", () => {
  const arm = elf({ machine: 183 });
  const registration = (...lines: ReadonlyArray<string>): string =>
    `${["enabled", "interpreter /usr/bin/qemu", "flags: F", ...lines].join("\n")}\n`;

  it("is recognised by its magic bytes or its extension", () => {
    const place = mkdtempSync(join(folder, "binfmt-"));
    writeFileSync(join(place, "status"), "enabled\n");
    expect(isRegistered("/x/arm", arm, place)).toBe(false);
    const magic = arm.toString("hex", 0, 20);
    const mask = `${"ff".repeat(7)}00${"ff".repeat(12)}`;
    writeFileSync(join(place, "qemu-aarch64"), registration("offset 0", `magic ${magic}`, `mask ${mask}`));
    expect(isRegistered("/x/arm", arm, place)).toBe(true);
    expect(isRegistered("/x/other", elf({ machine: 243 }), place)).toBe(false);
    writeFileSync(join(place, "jar"), registration("extension .jar"));
    expect(isRegistered("/x/a.jar", Buffer.from("PK"), place)).toBe(true);
    writeFileSync(join(place, "jar"), registration("extension .jar").replace("enabled", "disabled"));
    expect(isRegistered("/x/a.jar", Buffer.from("PK"), place)).toBe(false);
  });
});
