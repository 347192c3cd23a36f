internal import Glibc

/// The names in a folder, without `.` and `..`; nil when it cannot be read.
func namesInFolder(_ path: String) -> [String]? {
    guard let stream = opendir(path) else { return nil }
    defer { closedir(stream) }
    return names(in: stream)
}

private func names(in stream: OpaquePointer) -> [String] {
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
            tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

/// Removes a folder and everything below it; of a symbolic link, at the path itself or below it, only the link. Every
/// folder is held open while its names are removed, so that nobody can put a link in its place meanwhile.
func removeFolder(_ path: String) { remove(path, in: AT_FDCWD) }

private func remove(_ name: String, in parent: Int32) {
    let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if folder >= 0 {
        if let stream = fdopendir(folder) {
            for child in names(in: stream) { remove(child, in: folder) }
            closedir(stream)
        } else {
            close(folder)
        }
    }
    if unlinkat(parent, name, 0) != 0 { unlinkat(parent, name, AT_REMOVEDIR) }
}

/// The end of a file; nil when it is shorter, or cannot be read.
func lastBytes(_ count: Int, of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let size = lseek(file, 0, Int32(SEEK_END))
    guard size >= count else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(file, &bytes, count, size - count) == count ? bytes : nil
}
