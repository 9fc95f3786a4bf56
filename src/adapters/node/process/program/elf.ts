import { existsSync } from "node:fs";
import { arch, endianness } from "node:os";

/** e_machine of common processors, by the name that `uname -m` reports (elf(5)). */
const machines: Readonly<Record<number, string>> = {
  2: "sparc",
  3: "i386",
  8: "mips",
  20: "ppc",
  21: "ppc64",
  22: "s390x",
  40: "arm",
  43: "sparc64",
  62: "x86_64",
  183: "aarch64",
  243: "riscv",
  258: "loongarch64",
};

/** The same for Node's names of processors. */
const ownMachine: Readonly<Record<string, string>> = {
  ...{ x64: "x86_64", ia32: "i386", arm64: "aarch64", arm: "arm", ppc64: "ppc64", ppc: "ppc" },
  ...{
    s390x: "s390x",
    s390: "s390x",
    riscv64: "riscv",
    loong64: "loongarch64",
    mips: "mips",
    mipsel: "mips",
  },
};

/** The header of an ELF file. */
interface Elf {
  readonly machine: string;
  readonly bits: 32 | 64;
  readonly order: "LE" | "BE";
  /** `program` includes shared libraries: the kernel starts both. */
  readonly kind: "program" | "an object file" | "a core dump";
  /** The dynamic loader; null for a static program, and if its name is beyond the bytes read. */
  readonly loader: string | null;
}

export const isElf = (head: Buffer): boolean => head.subarray(0, 4).toString("latin1") === "\x7fELF";

const kinds: Readonly<Record<number, Elf["kind"]>> = {
  1: "an object file",
  2: "program",
  3: "program",
  4: "a core dump",
};

/** Read the header at the beginning of an ELF file. */
export const readElf = (head: Buffer): Elf | null => {
  const bits = head[4] === 1 ? 32 : head[4] === 2 ? 64 : null;
  const order = head[5] === 1 ? "LE" : head[5] === 2 ? "BE" : null;
  if (bits === null || order === null || head.length < (bits === 32 ? 52 : 64)) return null;
  const number16 = (at: number): number => (order === "LE" ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const kind = kinds[number16(16)];
  if (kind === undefined) return null;
  const number = number16(18);
  const machine = machines[number] ?? `machine ${number} of the ELF format`;
  return { machine, bits, order, kind, loader: loaderIn(head, bits, order) };
};

const programInterpreter = 3;

/** The name in the program header of the type PT_INTERP. */
const loaderIn = (head: Buffer, bits: Elf["bits"], order: Elf["order"]): string | null => {
  const short = (at: number): number => (order === "LE" ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const word = (at: number): number => (order === "LE" ? head.readUInt32LE(at) : head.readUInt32BE(at));
  const address = (at: number): number => {
    if (bits === 32) return word(at);
    return Number(order === "LE" ? head.readBigUInt64LE(at) : head.readBigUInt64BE(at));
  };
  const [table, size, count] =
    bits === 32 ? [address(28), short(42), short(44)] : [address(32), short(54), short(56)];
  for (let index = 0; index < count; index += 1) {
    const at = table + index * size;
    if (size === 0 || at + size > head.length) return null;
    if (word(at) !== programInterpreter) continue;
    const [from, length] =
      bits === 32 ? [address(at + 4), address(at + 16)] : [address(at + 8), address(at + 32)];
    if (from + length > head.length || length === 0) return null;
    return head.toString("utf8", from, from + length - 1);
  }
  return null;
};

/** 32-bit programs on x86_64: this file exists if Linux was built to run them. */
const runs386 = (): boolean => existsSync("/proc/sys/abi/vsyscall32");

/** Whether this processor and kernel run such a program natively. */
export const isForThisMachine = ({ machine, bits, order }: Elf): boolean => {
  const own = ownMachine[arch()];
  // A processor that is not in the table: unknown.
  if (own === undefined) return true;
  if (order !== endianness()) return false;
  if (machine === own) return bits === 64 || !["ppc64", "riscv", "s390x", "loongarch64"].includes(own);
  if (own === "x86_64") return machine === "i386" && runs386();
  // Many, but not all, run the older kind; the kernel decides.
  return (own === "aarch64" && machine === "arm") || (own === "ppc64" && machine === "ppc");
};
