internal import Glibc

/// What a command takes for a file.
enum FileSource {
    /// A regular file, or standard input as `-`.
    case file
    /// Also what a shell puts in a file's place: `<(command)` and a pipe on /dev/stdin.
    case fileOrPipe
}

/// Reads a whole file. A pipe that nobody writes to would be waited for without end, and a device read without end; so
/// both are refused, as are folders.
///
/// - Parameters:
///   - path: `-` is standard input.
///   - what: what the file should be, for the message.
func readFile(
    _ path: String, what: String, limitBytes: Int, from source: FileSource = .fileOrPipe
) throws(CommandFailure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : try openForReading(path, what, source)
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count == 0 { return bytes }
        guard count > 0 else {
            if errno == EINTR { continue }
            throw .unreadable(path, what, errno)
        }
        bytes += buffer[..<count]
        if bytes.count > limitBytes {
            throw CommandFailure("the \(what) '\(path)' has more than \(limitBytes) bytes, which is the limit")
        }
    }
}

private func openForReading(_ path: String, _ what: String, _ source: FileSource) throws(CommandFailure) -> Int32 {
    var status = stat()
    // Before it is opened: opening a device may do something, and opening a pipe lets its writer go on.
    if stat(path, &status) == 0, ![S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) {
        if status.st_mode & S_IFMT == S_IFDIR { throw .unreadable(path, what, EISDIR) }
        throw .notAFile(path, what, status)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw .unreadable(path, what, errno) }
    guard fstat(descriptor, &status) == 0 else {
        let reason = errno
        close(descriptor)
        throw .unreadable(path, what, reason)
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFIFO && source == .fileOrPipe && isNameless(descriptor) else {
        close(descriptor)
        throw .notAFile(path, what, status)
    }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return descriptor
}

/// Whether a pipe has no name in the file system, so that its writer is there already.
private func isNameless(_ pipe: Int32) -> Bool {
    var name = [CChar](repeating: 0, count: 64)
    let count = readlink("/proc/self/fd/\(pipe)", &name, name.count)
    return count > 0 && name.starts(with: "pipe:[".utf8.map(CChar.init(bitPattern:)))
}

/// Writes a file that nobody else may read, whole or not at all: a new file is filled and then takes the place of
/// the old one.
func writeFile(_ text: String, to path: String) throws(CommandFailure) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        throw CommandFailure("'\(path)' is \(kind(of: status)), and was left as it is", detail: "Name a file.")
    }
    // A name of its own: in a container every run may have the same process number, and a run that was killed leaves
    // its file behind.
    let temporary = "\(path).\(UInt64.random(in: 0...UInt64.max)).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path, errno) }
    var reason = writeAll(text, to: descriptor)
    if reason == 0, fsync(descriptor) != 0 { reason = errno }
    if close(descriptor) != 0, reason == 0 { reason = errno }
    if reason == 0, rename(temporary, path) != 0 { reason = errno }
    guard reason == 0 else {
        unlink(temporary)
        throw .unwritable(path, reason)
    }
}

/// Makes a file that does not exist yet.
///
/// - Returns: whether it was made; false when there is something under the name already.
func createFile(_ text: String, at path: String) throws(CommandFailure) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor < 0, errno == EEXIST { return false }
    guard descriptor >= 0 else { throw .unwritable(path, errno) }
    var reason = writeAll(text, to: descriptor)
    if close(descriptor) != 0, reason == 0 { reason = errno }
    guard reason == 0 else {
        unlink(path)
        throw .unwritable(path, reason)
    }
    return true
}

/// What something is that is no regular file.
private func kind(of status: stat) -> String {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    default: "no regular file"
    }
}

extension CommandFailure {
    fileprivate static func notAFile(_ path: String, _ what: String, _ status: stat) -> Self {
        Self(
            "the \(what) '\(path)' is \(kind(of: status)), and was not read",
            detail: "Name a regular file.")
    }

    fileprivate static func unreadable(_ path: String, _ what: String, _ reason: Int32) -> Self {
        Self(
            "the \(what) '\(path)' cannot be read: \(errorText(reason))",
            detail: reason == EISDIR
                ? "Name a file in it." : "Name a file that exists and that this user may read.")
    }

    fileprivate static func unwritable(_ path: String, _ reason: Int32) -> Self {
        let advice =
            switch reason {
            case ENOSPC, EDQUOT: "Free some space, or name a file on another disk."
            case ENOENT: "Make its folder first, or name another file."
            case EACCES, EPERM, EROFS: "Make its folder writable, or name another file."
            default: "Name another file."
            }
        return Self("'\(path)' cannot be written: \(errorText(reason))", detail: advice)
    }
}
