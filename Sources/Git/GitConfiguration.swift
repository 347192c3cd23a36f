internal import CLibgit2
internal import Glibc

/// git's configuration as git's variables choose and extend it (git-config(1)): `GIT_CONFIG_SYSTEM`,
/// `GIT_CONFIG_NOSYSTEM` and `GIT_CONFIG_GLOBAL`, none of which libgit2 1.5 knows, name the files;
/// `GIT_CONFIG_COUNT` and `GIT_CONFIG_PARAMETERS` (`git -c`) add values. Of the added ones only those of settings that
/// are read here count. None of these can name a program, and no value of configuration is ever run.
struct GitConfiguration {
    private let environment: GitEnvironment

    private static let variables = [
        "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
    ]

    /// What this program and libgit2's status read.
    private static let settings: Set<String> = [
        "safe.directory", "core.excludesfile", "core.attributesfile", "core.ignorecase", "core.filemode",
        "core.symlinks", "core.autocrlf", "core.eol",
    ]

    init(_ environment: GitEnvironment) { self.environment = environment }

    /// Whether libgit2's own idea of the configuration would differ.
    var isNeeded: Bool { Self.variables.contains { environment.variables[$0] != nil } }

    /// The system's and the user's settings and those of the variables, to be released by the caller; nil when memory
    /// is exhausted.
    ///
    /// - Parameter repository: also that repository's own, between the user's and the variables'.
    /// - Throws: `.environment`, `.unsupportedRepository`.
    func open(for repository: OpaquePointer? = nil) throws(GitError) -> OpaquePointer? {
        var configuration: OpaquePointer?
        guard git_config_new(&configuration) == 0, let configuration else { return nil }
        defer { git_config_free(configuration) }
        for (level, file) in files {
            git_config_add_file_ondisk(configuration, file, level, repository, 0)
        }
        if let repository {
            let folder = String(cString: git_repository_commondir(repository))
            try LibGit2.check(
                git_config_add_file_ondisk(configuration, folder + "config", GIT_CONFIG_LEVEL_LOCAL, repository, 0),
                or: .unsupportedRepository(path: folder))
        }
        return try snapshot(configuration, with: added())
    }

    private var files: [(git_config_level_t, String)] {
        let home = environment.value("HOME")
        let xdg = environment.value("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }
        let system = environment.value("GIT_CONFIG_SYSTEM") ?? "/etc/gitconfig"
        let user: [(git_config_level_t, String?)] =
            if let file = environment.variables["GIT_CONFIG_GLOBAL"] {
                [(GIT_CONFIG_LEVEL_GLOBAL, file.isEmpty ? nil : file)]
            } else {
                [
                    (GIT_CONFIG_LEVEL_XDG, xdg.map { $0 + "/git/config" }),
                    (GIT_CONFIG_LEVEL_GLOBAL, home.map { $0 + "/.gitconfig" }),
                ]
            }
        let all = [(GIT_CONFIG_LEVEL_SYSTEM, isTrue("GIT_CONFIG_NOSYSTEM") ? nil : system)] + user
        return all.compactMap { level, file in file.map { (level, $0) } }
    }

    private func isTrue(_ name: String) -> Bool {
        guard let value = environment.value(name) else { return false }
        return !["0", "false", "no", "off"].contains(value.lowercased())
    }

    /// libgit2 reads settings from files alone, so these become one, in memory, for as long as it takes to copy them.
    private func snapshot(
        _ configuration: OpaquePointer, with added: [(name: String, value: String)]
    ) throws(GitError) -> OpaquePointer? {
        var file: Int32 = -1
        defer { if file >= 0 { close(file) } }
        if !added.isEmpty {
            let bytes = Array(added.map(Self.line).joined().utf8)
            file = statecraft_memory_file()
            let written = file < 0 ? -1 : write(file, bytes, bytes.count)
            let status =
                written == bytes.count
                ? git_config_add_file_ondisk(
                    configuration, "/proc/self/fd/\(file)", GIT_CONFIG_LEVEL_APP, nil, 0) : -1
            guard status == 0 else {
                throw GitError(.environment(variable: "GIT_CONFIG_COUNT", problem: "cannot be used without /proc"))
            }
        }
        var snapshot: OpaquePointer?
        return git_config_snapshot(&snapshot, configuration) == 0 ? snapshot : nil
    }

    /// One setting in the syntax of git-config(1).
    private static func line(name: String, value: String) -> String {
        let parts = name.split(separator: ".")
        let escaped = value.map { character in
            switch character {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            case "\r\n": "\r\\n"
            default: String(character)
            }
        }
        return "[\(parts[0])]\n\t\(parts[1]) = \"\(escaped.joined())\"\n"
    }

    // MARK: - What variables add

    private func added() throws(GitError) -> [(name: String, value: String)] {
        try (counted() + parameters()).filter { Self.settings.contains($0.name) }
    }

    private func counted() throws(GitError) -> [(name: String, value: String)] {
        guard let text = environment.value("GIT_CONFIG_COUNT") else { return [] }
        guard let count = Int(text), (0...Int(Int32.max)).contains(count) else {
            throw GitError(.environment(variable: "GIT_CONFIG_COUNT", problem: "is '\(text)', which is no number"))
        }
        var settings: [(name: String, value: String)] = []
        for index in 0..<count {
            let (key, value) = ("GIT_CONFIG_KEY_\(index)", "GIT_CONFIG_VALUE_\(index)")
            for name in [key, value] where environment.variables[name] == nil {
                throw GitError(
                    .environment(variable: "GIT_CONFIG_COUNT", problem: "is \(count), and \(name) is not set"))
            }
            settings.append(((environment.variables[key] ?? "").lowercased(), environment.variables[value] ?? ""))
        }
        return settings
    }

    /// `'name=value'` or `'name'='value'`, quoted for a shell, with spaces between; without a value it is true.
    private func parameters() throws(GitError) -> [(name: String, value: String)] {
        var rest = (environment.variables["GIT_CONFIG_PARAMETERS"] ?? "").utf8[...]
        var settings: [(name: String, value: String)] = []
        while true {
            rest = rest.drop { $0 == UInt8(ascii: " ") }
            if rest.isEmpty { return settings }
            guard let first = Self.unquoted(&rest) else {
                throw GitError(.environment(variable: "GIT_CONFIG_PARAMETERS", problem: "is not as git writes it"))
            }
            var (name, value) = (first, "true")
            if rest.first == UInt8(ascii: "=") {
                rest = rest.dropFirst()
                value = Self.unquoted(&rest) ?? "true"
            } else if let sign = first.firstIndex(of: "=") {
                (name, value) = (String(first[..<sign]), String(first[first.index(after: sign)...]))
            }
            settings.append((name.lowercased(), value))
        }
    }

    /// Reads one word as git quotes it: `'` and `!` stand outside, behind a backslash. Nil where there is none.
    private static func unquoted(_ text: inout Substring.UTF8View.SubSequence) -> String? {
        let quote = UInt8(ascii: "'")
        guard text.first == quote else { return nil }
        var rest = text.dropFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == quote else {
                bytes.append(byte)
                continue
            }
            let next = Array(rest.prefix(3))
            guard next.count == 3, next[0] == UInt8(ascii: "\\"), next[2] == quote else {
                text = rest
                return String(decoding: bytes, as: UTF8.self)
            }
            bytes.append(next[1])
            rest = rest.dropFirst(3)
        }
        return nil
    }
}
