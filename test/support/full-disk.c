/* A disk that fills up, for a PostgreSQL of a test's own: preloaded into it, answers ENOSPC to whatever would need room.

   Rules are the lines of the file named by RETA_FULL_DISK; without that file the disk has room. Each line is a piece of
   a path: what ends in "/" is meant with everything below it, anything else is a relation's file, with its forks and
   further segments. As on a real disk, blocks a file already has can be written again, a name can be made, and only
   what would make a file longer is refused: wholly, as a file system does that has no block left. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int means(const char *path, const char *rule)
{
    size_t length = strlen(rule);
    const char *at = length == 0 ? NULL : strstr(path, rule);
    if (at == NULL)
        return 0;
    return rule[length - 1] == '/' || strchr("._", at[length]) != NULL; /* strchr finds the end of the path too */
}

/* Whether the disk below this file is full. Nothing of the standard library's buffers: this runs in signal handlers. */
static int full(int fd)
{
    static const char *rules_file;
    if (rules_file == NULL && (rules_file = getenv("RETA_FULL_DISK")) == NULL)
        return 0;
    int kept = errno, answer = 0;
    int rules = open(rules_file, O_RDONLY | O_CLOEXEC);
    if (rules >= 0) {
        static __thread char lines[16384];
        char link[32], path[PATH_MAX];
        ssize_t read_bytes = read(rules, lines, sizeof lines - 1);
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, path, sizeof path - 1);
        close(rules);
        if (read_bytes > 0 && length > 0) {
            lines[read_bytes] = path[length] = 0;
            char *rest = NULL;
            for (char *line = strtok_r(lines, "\n", &rest); line != NULL && !answer; line = strtok_r(NULL, "\n", &rest))
                answer = means(path, line);
        }
    }
    errno = kept;
    return answer;
}

/* Whether bytes up to `end` need room that is not there. */
static int refused(int fd, off_t end)
{
    struct stat file;
    if (fstat(fd, &file) != 0 || !S_ISREG(file.st_mode) || end <= file.st_size || !full(fd))
        return 0;
    errno = ENOSPC;
    return 1;
}

static off_t total(const struct iovec *parts, int count)
{
    off_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += parts[i].iov_len;
    return sum;
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (real == NULL) \
        real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t length)
{
    REAL(write);
    off_t at = lseek(fd, 0, SEEK_CUR); /* -1 where there is no place: a socket, a pipe */
    if (at >= 0 && refused(fd, at + (off_t)length))
        return -1;
    return real(fd, bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at)
{
    REAL(pwrite);
    return refused(fd, at + (off_t)length) ? -1 : real(fd, bytes, length, at);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
    REAL(pwritev);
    return refused(fd, at + total(parts, count)) ? -1 : real(fd, parts, count, at);
}

int posix_fallocate(int fd, off_t at, off_t length)
{
    REAL(posix_fallocate);
    return refused(fd, at + length) ? ENOSPC : real(fd, at, length);
}

ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t length, unsigned int flags)
{
    REAL(copy_file_range);
    off_t at = to_at != NULL ? *to_at : lseek(to, 0, SEEK_CUR);
    return at >= 0 && refused(to, at + (off_t)length) ? -1 : real(from, from_at, to, to_at, length, flags);
}
