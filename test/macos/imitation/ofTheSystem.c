/*
 * Put in place of a program of the system, and starts it. macOS drops DYLD_* at the start of its own programs.
 * PROGRAM: where the program is now. PRELOAD: a library for it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

int main(int count, char **arguments) {
  char **kept = environ;
  for (char **each = environ; *each; each += 1)
    if (strncmp(*each, "DYLD_", 5) != 0) *kept++ = *each;
  *kept = NULL;
#ifdef PRELOAD
  setenv("LD_PRELOAD", PRELOAD, 1);
#endif
  execv(PROGRAM, arguments);
  return 127;
}
