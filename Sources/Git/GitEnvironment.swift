internal import Glibc

/// git's own variables (git(1)). Those that name a repository, or where its objects are, count for that repository
/// alone, and never for another one, for the cache or for a program that is started. Those of the configuration count
/// wherever we read configuration.
struct GitEnvironment: Sendable {
    let variables: [String: String]
    /// What relative paths start at; absolute.
    let workingDirectory: String

    /// Empty counts as absent.
    func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The file or folder that a variable names, absolute.
    func path(_ name: String) -> String? {
        value(name).map { $0.hasPrefix("/") ? $0 : "\(workingDirectory)/\($0)" }
    }

    /// Whether something else than a repository's own files says where its files are.
    var movesFiles: Bool {
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"]
            .contains { value($0) != nil }
    }

    /// The folders of objects that are only read, in their order. A path with a colon or a line break in it stands in
    /// quotation marks, as C writes them.
    var alternates: [String] {
        var folders: [String] = []
        var rest = (variables["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "").utf8[...]
        while !rest.isEmpty {
            let bytes = rest.first == UInt8(ascii: "\"") ? Self.quoted(&rest) : nil
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
            let text = String(decoding: bytes ?? Array(rest[..<end]), as: UTF8.self)
            rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
            if !text.isEmpty { folders.append(text.hasPrefix("/") ? text : "\(workingDirectory)/\(text)") }
        }
        return folders
    }

    /// Reads up to the quotation mark that closes; nil, and nothing read, where there is none or an escape is unknown.
    private static func quoted(_ text: inout Substring.UTF8View.SubSequence) -> [UInt8]? {
        var rest = text.dropFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                text = rest
                return bytes
            }
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            guard let escaped = unescaped(&rest) else { return nil }
            bytes.append(escaped)
        }
        return nil
    }

    private static func unescaped(_ rest: inout Substring.UTF8View.SubSequence) -> UInt8? {
        guard let byte = rest.popFirst() else { return nil }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
        case UInt8(ascii: "a"): return 7
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "v"): return 11
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            let digits = [byte] + rest.prefix(2)
            rest = rest.dropFirst(2)
            return digits.count == 3 ? UInt8(String(decoding: digits, as: UTF8.self), radix: 8) : nil
        default: return nil
        }
    }

    /// What programs get that work on another repository, or on none: without the variables that belong to one (`git
    /// rev-parse --local-env-vars`), among them those that add configuration, which could name a command to run.
    static func forPrograms(_ variables: [String: String]) -> [String: String] {
        variables.filter { name, _ in
            !ofOneRepository.contains(name) && !name.hasPrefix("GIT_CONFIG_KEY_")
                && !name.hasPrefix("GIT_CONFIG_VALUE_")
        }
    }

    private static let ofOneRepository: Set<String> = [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
        "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_QUARANTINE_PATH",
        "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    ]
}
