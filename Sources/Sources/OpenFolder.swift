internal import Glibc
internal import Manifests

/// A file or folder that is held open. Its names are looked up relative to it and never through a symbolic link, so
/// nothing that is renamed or replaced meanwhile can lead elsewhere.
final class OpenFolder {
    let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Opens the root of a tree; links on the way to it are the user's own and are followed.
    static func root(_ path: String) throws(SourceTreeError) -> OpenFolder {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: systemMessage(errno)) }
        return OpenFolder(descriptor)
    }

    /// What stands at `name`. `path` is named in errors.
    func look(_ name: String, path: String) throws(SourceTreeError) -> FolderEntry<OpenFolder, OpenFile> {
        if name == ".git" { return .missing }
        var status = stat()
        guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG { return .missing }
            throw .unreadable(path: path, reason: systemMessage(errno))
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(OpenFile(folder: self, name: name))
        case S_IFLNK: return .link(target: try linkTarget(name, path: path))
        case S_IFDIR: return try openFolder(name, path: path)
        default: return .special
        }
    }

    private func openFolder(_ name: String, path: String) throws(SourceTreeError) -> FolderEntry<OpenFolder, OpenFile> {
        let opened = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { throw .unreadable(path: path, reason: systemMessage(errno)) }
        let folder = OpenFolder(opened)
        var status = stat()
        // A repository within the tree, registered as a submodule or not, is not part of it.
        return fstatat(opened, ".git", &status, AT_SYMLINK_NOFOLLOW) == 0 ? .submodule : .folder(folder)
    }

    func linkTarget(_ name: String, path: String) throws(SourceTreeError) -> String {
        let capacity = 4096
        let text = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            count = max(0, readlinkat(descriptor, name, start, capacity))
        }
        guard !text.isEmpty else { throw .unreadable(path: path, reason: systemMessage(errno)) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The names in the folder, without `.`, `..` and `.git`, in no order.
    func names(path: String) throws(SourceTreeError) -> [String] {
        // The stream owns its descriptor, and its position must not be shared with other readers.
        let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let stream = fdopendir(own) else {
            throw .unreadable(path: path, reason: systemMessage(errno))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != "..", name != ".git" { names.append(name) }
        }
        return names
    }
}

/// A regular file, not opened yet.
struct OpenFile {
    let folder: OpenFolder
    let name: String

    /// The file's bytes. A file that became something else since it was looked at is refused.
    func read(path: String, limitBytes: Int) throws(SourceTreeError) -> [UInt8] {
        let descriptor = openat(folder.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: systemMessage(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, reason: systemMessage(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        let size = Int(status.st_size)
        guard size <= limitBytes else { throw .tooLarge(path: path, bytes: size, limitBytes: limitBytes) }
        return try readAll(descriptor, size: size, path: path)
    }

    private func readAll(_ descriptor: Int32, size: Int, path: String) throws(SourceTreeError) -> [UInt8] {
        var failure: Int32 = 0
        // One byte of room more than the file has shows that it grew.
        let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            while count <= size {
                let read = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size + 1 - count)
                if read < 0 && errno == EINTR { continue }
                if read < 0 { failure = errno }
                if read <= 0 { return }
                count += read
            }
        }
        guard failure == 0 else { throw .unreadable(path: path, reason: systemMessage(failure)) }
        guard bytes.count == size else { throw .unreadable(path: path, reason: "it changed while it was read") }
        return bytes
    }
}

/// The system's words for an error number, such as "Permission denied".
func systemMessage(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
