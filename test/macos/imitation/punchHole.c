/*
 * For LD_PRELOAD, into one program only: it takes itself out of the environment of whatever that starts.
 * On macOS fcntl(F_PUNCHHOLE) frees the space of a range of a file: whole blocks, by a struct fpunchhole_t;
 * it refuses everything else with EINVAL.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

enum { punch_hole = 99, block = 4096 };

struct fpunchhole {
  uint32_t flags;
  uint32_t reserved;
  int64_t offset;
  int64_t length;
};

static int punched(int descriptor, const struct fpunchhole *hole) {
  if (hole->flags != 0 || hole->reserved != 0 || hole->length <= 0 || hole->offset % block != 0 || hole->length % block != 0) {
    errno = EINVAL;
    return -1;
  }
  return fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, hole->offset, hole->length);
}

#define CONTROLS(NAME)                                         \
  int NAME(int descriptor, int command, ...) {                 \
    va_list rest;                                              \
    va_start(rest, command);                                   \
    void *argument = va_arg(rest, void *);                     \
    va_end(rest);                                              \
    if (command == punch_hole) return punched(descriptor, argument); \
    int (*next)(int, int, ...) = dlsym(RTLD_NEXT, #NAME);      \
    return next(descriptor, command, argument);                \
  }

CONTROLS(fcntl)
CONTROLS(fcntl64)

__attribute__((constructor)) static void forget(void) { unsetenv("LD_PRELOAD"); }
