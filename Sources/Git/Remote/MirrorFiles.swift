internal import Glibc

/// Makes a folder and those above it, for this user alone; those that exist stay as they are.
func makeFolders(_ path: String) -> Bool {
    var end = path.startIndex
    while let slash = path[path.index(after: end)...].firstIndex(of: "/") {
        mkdir(String(path[..<slash]), 0o700)
        end = slash
    }
    return mkdir(path, 0o700) == 0 || errno == EEXIST
}

/// The names in a folder, without `.` and `..`; nil when it cannot be read.
func namesInFolder(_ path: String) -> [String]? {
    guard let stream = opendir(path) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
            tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

/// Removes a folder and everything below it, never through a symbolic link.
func removeFolder(_ path: String) {
    for name in namesInFolder(path) ?? [] {
        let child = "\(path)/\(name)"
        var status = stat()
        guard lstat(child, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR { removeFolder(child) } else { unlink(child) }
    }
    rmdir(path)
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
