// Git: repositories as values and typed errors over libgit2: commits, trees, blobs, history and status, read
// only. It knows nothing of manifests, and runs nothing that a repository says: no hooks, no filters.

internal import CLibgit2

/// The library as a whole: started once, on first use, and never shut down.
enum LibGit2 {
    /// What trees larger than libgit2's own 4 KiB may take in its cache; a walk through history compares each
    /// tree twice, and a folder of 20,000 files has a tree of about 1 MB.
    private static let cachedTreeBytes = 4 << 20
    /// The whole cache. libgit2's default of 256 MiB is more than the rest of a run needs.
    private static let cacheBytes = 32 << 20

    private static let started: Void = {
        let count = git_libgit2_init()
        precondition(count > 0, "libgit2 starts unless memory is exhausted, but it answered \(count)")
        // libgit2 1.5 reports a foreign owner as "config value 'safe.directory' was not found"; `Ownership` makes
        // the same check with a sentence that helps.
        _ = statecraft_git_set_owner_validation(0)
        _ = statecraft_git_accept_extensions()
        // Hashing every object again would cost two thirds more than reading it. Objects are verified when they enter
        // a repository, zlib's checksum finds damage, git itself does not hash what it reads, and whoever can
        // replace an object's file can as well move the branch that leads to it.
        _ = statecraft_git_set_strict_hash_verification(0)
        _ = statecraft_git_set_cache_object_limit(GIT_OBJECT_TREE, cachedTreeBytes)
        _ = statecraft_git_set_cache_max_size(cacheBytes)
    }()

    /// From now on every object that is read is hashed, and refused when its name is another: for repositories whose
    /// commits are trusted for their signatures, and not for who can write to the folder.
    static func verifyHashes() {
        start()
        _ = statecraft_git_set_strict_hash_verification(1)
    }

    /// Makes sure that the library has been started. Thread-safe; costs nothing after the first call.
    static func start() { started }

    /// Calls libgit2 and turns a negative answer into `code`, with libgit2's own words as the cause. They are
    /// kept per thread, so they are read here, before anything else can run.
    static func check(_ status: Int32, or code: @autoclosure () -> GitError.Code) throws(GitError) {
        if status < 0 { throw GitError(code(), cause: GitError.Cause.last(status: status)) }
    }
}
