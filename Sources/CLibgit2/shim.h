#include <git2.h>
#include <git2/sys/repository.h>
#include <git2/sys/transport.h>
#include <sys/syscall.h>
#include <unistd.h>

// What libgit2 calls to have bytes carried: its own structures with a place behind them for the object that does it.

typedef struct {
    git_smart_subtransport base;
    void *bridge;
} statecraft_git_subtransport;

typedef struct {
    git_smart_subtransport_stream base;
    void *bridge;
} statecraft_git_stream;

// git_libgit2_opts is variadic, which Swift cannot call.

static inline int statecraft_git_set_owner_validation(int enabled) {
    return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

static inline int statecraft_git_set_strict_hash_verification(int enabled) {
    return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

static inline int statecraft_git_set_cache_object_limit(git_object_t type, size_t bytes) {
    return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, type, bytes);
}

static inline int statecraft_git_set_cache_max_size(ssize_t bytes) {
    return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes);
}

// Extensions that change nothing for somebody who only reads objects and files; without this, libgit2
// refuses every partial clone and every repository with a sparse checkout.
static inline int statecraft_git_accept_extensions(void) {
    const char *extensions[] = {"partialclone", "worktreeconfig", "preciousobjects"};
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
}

// A file that lies in memory and has no name (memfd_create(2), which glibc hides from Swift); closed with its last
// descriptor, and by exec.
static inline int statecraft_memory_file(void) {
    return (int)syscall(SYS_memfd_create, "statecraft", 1);
}
