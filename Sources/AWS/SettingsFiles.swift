internal import Glibc

/// Where settings, cached tokens and token files are read from: the system, or a test.
public protocol SettingsFiles: Sendable {
    /// The whole file; nil when there is none.
    ///
    /// - Parameter limitBytes: More is an error.
    func read(_ path: String, limitBytes: Int) throws(SettingsFileError) -> [UInt8]?

    /// Writes a file for its owner alone, all or nothing.
    func write(_ bytes: [UInt8], to path: String) throws(SettingsFileError)
}

/// Why a file cannot be read or written.
public struct SettingsFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rest of a sentence that begins with the file's name, such as "cannot be read: Permission denied".
    public var description: String

    /// Takes the rest of that sentence.
    public init(_ description: String) {
        self.description = description
    }
}

/// The file system.
public struct SystemFiles: SettingsFiles {
    /// There is one.
    public init() {}

    /// Reads a regular file or a pipe.
    public func read(_ path: String, limitBytes: Int) throws(SettingsFileError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Self.failure("cannot be read")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            // A folder is opened, and then not read.
            guard count >= 0 else { throw Self.failure("cannot be read") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limitBytes else { throw .init("is larger than \(limitBytes) bytes") }
        }
    }

    /// Writes beside the file and renames.
    public func write(_ bytes: [UInt8], to path: String) throws(SettingsFileError) {
        // Neither a process with the same number, in another container, nor what a killed one left is in the way.
        let temporary = "\(path).\(UInt64.random(in: 0...UInt64.max)).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("cannot be written") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { break }
            rest = rest.dropFirst(count)
        }
        let written = rest.isEmpty && fsync(descriptor) == 0
        guard close(descriptor) == 0, written, rename(temporary, path) == 0 else {
            let failure = Self.failure("cannot be written")
            unlink(temporary)
            throw failure
        }
    }

    private static func failure(_ what: String) -> SettingsFileError {
        SettingsFileError("\(what): \(strerror(errno).map { String(cString: $0) } ?? "error \(errno)")")
    }
}
