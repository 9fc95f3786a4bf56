/*
 * For LD_PRELOAD, into one program only: it takes itself out of the environment of whatever that starts. Its clock on the
 * wall, and no other, differs from the machine's by the seconds in the file that WALL_CLOCK_OFFSET names, as of now: so a
 * test sets the clock under a daemon that runs.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/** An int64_t in the byte order of the machine. */
static volatile const long long *offset;

static long long seconds(void) { return offset == NULL ? 0 : *offset; }

int clock_gettime(clockid_t clock, struct timespec *now) {
  static int (*next)(clockid_t, struct timespec *);
  if (next == NULL) next = dlsym(RTLD_NEXT, "clock_gettime");
  int failed = next(clock, now);
  if (failed == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += seconds();
  return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec exact;
  if (clock_gettime(CLOCK_REALTIME, &exact) != 0) return -1;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result != NULL) *result = now.tv_sec;
  return now.tv_sec;
}

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("WALL_CLOCK_OFFSET");
  int descriptor = file == NULL ? -1 : open(file, O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    void *mapped = mmap(NULL, sizeof(long long), PROT_READ, MAP_SHARED, descriptor, 0);
    if (mapped != MAP_FAILED) offset = mapped;
    close(descriptor);
  }
  unsetenv("LD_PRELOAD");
}
