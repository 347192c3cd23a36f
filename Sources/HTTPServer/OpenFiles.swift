internal import Glibc

/// How many files the process may have open at a time.
enum OpenFiles {
    /// For the store, logs, and the library's own descriptors.
    private static let reserved = 64

    /// Raises the limit, as far as the system permits, so that `connections` fit; answers how many do.
    static func raised(for connections: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
        let needed = rlim_t(connections + reserved)
        if limit.rlim_cur < needed {
            limit.rlim_cur = min(needed, limit.rlim_max)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return max(1, min(connections, Int(min(limit.rlim_cur, needed)) - reserved))
    }
}
