internal import Processes
internal import Reports

/// Draws with Graphviz's program `dot`, which people install when they want pictures.
enum Graphviz {
    /// For one picture, and for all pictures of a page.
    private static let timeout = Duration.seconds(30)
    private static let outputLimitBytes = 64 << 20

    /// Draws the pictures of a page, as many as there is time for.
    static var drawing: Drawing {
        let deadline = ContinuousClock.now + timeout
        return { dot in
            let left = ContinuousClock.now.duration(to: deadline)
            return left > .zero ? try? svg(ofDOT: dot, timeout: left) : nil
        }
    }

    /// The picture of a graph in the language DOT, as an SVG document.
    static func svg(ofDOT text: String, timeout: Duration = timeout) throws(CommandFailure) -> String {
        let result: ProcessResult
        do {
            // Where to look for fonts is all that `dot` needs to know of the environment.
            let environment = processEnvironment().filter { ["PATH", "HOME", "FONTCONFIG_PATH"].contains($0.key) }
            result = try runProcess(
                ["dot", "-Tsvg"], environment: environment, input: Array(text.utf8), directory: "/", timeout: timeout,
                outputLimitBytes: outputLimitBytes)
        } catch {
            throw CommandFailure(error)
        }
        guard result.exitStatus == 0 else {
            let words = String(decoding: result.errors.prefix(500), as: UTF8.self)
            throw CommandFailure(
                "Graphviz could not draw the graph: 'dot' exited with \(result.exitStatus)", detail: words)
        }
        return String(decoding: result.output, as: UTF8.self)
    }
}

extension CommandFailure {
    fileprivate init(_ error: ProcessError) {
        let advice =
            if case .notFound = error {
                "Install it (Debian and Ubuntu: apt-get install graphviz, macOS: brew install graphviz). "
            } else {
                ""
            }
        self.init(
            "SVG is drawn by Graphviz: \(error)",
            detail: advice + "--format mermaid and --format dot need nothing else.")
    }
}
