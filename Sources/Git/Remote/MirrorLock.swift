internal import Glibc

/// The right to change one mirror, held against other processes and other threads of this one until it is released.
final class MirrorLock {
    private let descriptor: Int32

    /// Waits for the lock on the file at `path`, which is made when it is missing and stays.
    ///
    /// - Throws: `.remote` with `.cacheBusy` or `.cacheUnusable`.
    init(of mirror: String, url: String, timeout: Duration) throws(GitError) {
        descriptor = open(mirror + ".lock", O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .cacheUnusable(mirror, url: url) }
        let deadline = ContinuousClock.now + timeout
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let problem = errno
            guard problem == EWOULDBLOCK || problem == EINTR else {
                throw .cacheUnusable(mirror, url: url)
            }
            guard ContinuousClock.now < deadline else {
                let seconds = Int(timeout.components.seconds)
                throw GitError(.remote(url: url, .cacheBusy(path: mirror, seconds: seconds)))
            }
            usleep(50_000)
        }
    }

    deinit { close(descriptor) }
}

extension GitError {
    /// The cache cannot be written, for the reason in `errno`.
    static func cacheUnusable(_ path: String, url: String) -> GitError {
        let reason = strerror(errno).map { String(cString: $0) } ?? ""
        return GitError(.remote(url: url, .cacheUnusable(path: path)), cause: .words(reason))
    }
}
