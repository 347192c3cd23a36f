import Git
import Glibc
import Processes
import Sources
import Testing

extension Fixture {
    /// The environment of a user whose home is the fixture's: nothing of this machine's user is seen.
    func environment(_ more: [String: String] = [:]) -> [String: String] {
        [
            "PATH": "/usr/bin:/bin", "HOME": path("home"), "XDG_CACHE_HOME": path("cache"),
            "GIT_SSL_CAINFO": Self.base + "/certificate.pem", "GIT_CONFIG_NOSYSTEM": "1",
        ].merging(more) { $1 }
    }

    func settings(_ more: [String: String] = [:]) -> GitFetchSettings {
        var settings = GitFetchSettings(environment: environment(more))
        settings.stallTimeout = .seconds(20)
        return settings
    }

    /// What `--repo URL --ref REF` opens.
    func fetch(_ url: String, ref: String? = nil, _ settings: GitFetchSettings? = nil) throws(SourceError)
        -> ProjectSource
    {
        try ProjectSource.open(
            repository: url, ref: ref, worktree: false, workingDirectory: folder, fetch: settings ?? self.settings())
    }

    /// The problem of a remote that opening it meets.
    func problem(_ url: String, ref: String? = nil, _ settings: GitFetchSettings? = nil) -> RemoteProblem? {
        do {
            _ = try fetch(url, ref: ref, settings)
        } catch {
            if case .git(let error) = error, case .remote(_, let problem) = error.code { return problem }
        }
        return nil
    }

    func read(_ relative: String) throws -> String { try Self.readText(path(relative)) }

    /// The folder of the only mirror.
    func mirror() throws -> String {
        let names = try Self.run("/bin/ls", [path("cache/statecraft/git")], in: "/").split(separator: "\n")
        let folders = names.filter { !$0.hasSuffix(".lock") }
        try #require(folders.count == 1, "\(names)")
        return path("cache/statecraft/git/\(folders[0])")
    }
}
