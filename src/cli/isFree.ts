/** Whether the number of a process is free again. One that is not may be in use by another process by now. */
export const isFree = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
};
