import Glibc
import Testing

/// The package's root, found from where this file was compiled.
func packageRoot(_ file: String = #filePath) -> String {
    file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
}

/// Every regular file below a folder, by its path relative to the folder.
func files(below folder: String) -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    var waiting = [""]
    while let relative = waiting.popLast() {
        guard let handle = opendir(relative.isEmpty ? folder : "\(folder)/\(relative)") else { continue }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = relative.isEmpty ? name : "\(relative)/\(name)"
            if entry.pointee.d_type == UInt8(DT_DIR) {
                waiting.append(path)
            } else if let bytes = contents(of: "\(folder)/\(path)") {
                result[path] = bytes
            }
        }
    }
    return result
}

/// The bytes of a file; nil when it cannot be read.
func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}
