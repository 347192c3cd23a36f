import Glibc

/// A folder that is removed with its files when the value goes away.
final class TemporaryFolder: Sendable {
    let folder: String

    struct Failure: Error {}

    init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/statecraft-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure() }
        folder = String(cString: made)
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    deinit {
        remove(folder)
    }

    private func remove(_ path: String) {
        guard let directory = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { remove("\(path)/\(name)") }
        }
        closedir(directory)
        rmdir(path)
    }
}
