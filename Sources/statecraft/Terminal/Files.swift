internal import Glibc

/// Reads a whole file.
///
/// - Parameters:
///   - path: `-` is standard input.
///   - what: what the file should be, for the message.
func readFile(_ path: String, what: String, limitBytes: Int) throws(CommandFailure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, what, errno) }
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

/// Writes a file that nobody else may read, whole or not at all: a new file is filled and then takes the place of
/// the old one.
func writeFile(_ text: String, to path: String) throws(CommandFailure) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no regular file"
        throw CommandFailure("'\(path)' is \(kind), and was left as it is", detail: "Name a file.")
    }
    let temporary = "\(path).\(getpid()).new"
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

extension CommandFailure {
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
