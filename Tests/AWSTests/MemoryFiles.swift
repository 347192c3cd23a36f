import AWS
import Threads

/// Files that a test has written.
final class MemoryFiles: SettingsFiles {
    private let contents: Lock<[String: [UInt8]]>

    init(_ files: [String: String] = [:]) {
        contents = Lock(files.mapValues { Array($0.utf8) })
    }

    func read(_ path: String, limitBytes: Int) throws(SettingsFileError) -> [UInt8]? {
        guard let bytes = contents.withLock({ $0[path] }) else { return nil }
        guard bytes.count <= limitBytes else { throw SettingsFileError("is larger than \(limitBytes) bytes") }
        return bytes
    }

    func write(_ bytes: [UInt8], to path: String) throws(SettingsFileError) {
        contents.withLock { $0[path] = bytes }
    }

    func text(_ path: String) -> String? {
        contents.withLock { $0[path] }.map { String(decoding: $0, as: UTF8.self) }
    }
}
