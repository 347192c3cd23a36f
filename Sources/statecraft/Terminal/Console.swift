internal import Documents
internal import Glibc
internal import Reports

/// The two streams that a person or a program reads: results on standard output, everything else on standard
/// error.
struct Console: Sendable {
    /// Whether results have colors.
    let isColored: Bool
    /// Whether remarks and errors have colors.
    private let hasColoredErrors: Bool
    /// Whether a person watches: standard error is a terminal that can move its cursor.
    let showsProgress: Bool
    /// Whether GitHub's runner reads along, which takes some lines for commands.
    private let isReadByGitHub: Bool

    /// Looks at the streams and the environment once. `NO_COLOR` (https://no-color.org) and `CI` count when they
    /// are not empty.
    init(colorAllowed: Bool) {
        let isPlain = environment("CI") != nil || environment("TERM") == "dumb"
        let hasColors = colorAllowed && !isPlain && environment("NO_COLOR") == nil
        isColored = hasColors && isatty(STDOUT_FILENO) == 1
        hasColoredErrors = hasColors && isatty(STDERR_FILENO) == 1
        isReadByGitHub = environment("GITHUB_ACTIONS") != nil
        showsProgress = !isPlain && isatty(STDERR_FILENO) == 1
    }

    /// Writes a result, whole.
    func result(_ text: String) throws(OutputFailure) {
        try write(result: isReadByGitHub ? withoutWorkflowCommands(text) : text)
    }

    /// Writes a result that is made of commands for GitHub's runner.
    func result(ofCommands text: String) throws(OutputFailure) { try write(result: text) }

    private func write(result: String) throws(OutputFailure) {
        let status = writeAll(result, to: STDOUT_FILENO)
        if status != 0 { throw OutputFailure(status: status) }
    }

    private func write(remark: String) {
        _ = writeAll(isReadByGitHub ? withoutWorkflowCommands(remark) : remark, to: STDERR_FILENO)
    }

    /// Says something that is no result, on one line. A standard error that cannot be written to is no reason to stop.
    func remark(_ sentence: String) { write(remark: onOneLine(sentence) + "\n") }

    /// Says several lines that are no result; outside text in them was brought onto one line before.
    func passage(_ text: String) { write(remark: printable(text) + (text.hasSuffix("\n") ? "" : "\n")) }

    /// Says what went wrong.
    func error(_ summary: String, detail: String = "") {
        var text = StyledText(colored: hasColoredErrors)
        text.append("error: ", .red)
        text.line(summary, .bold)
        for line in detail.split(separator: "\n") { text.line("  \(line)") }
        write(remark: text.text)
    }

    /// Shows diagnostics with their source lines, and counts them.
    func diagnostics(_ diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        write(remark: renderDiagnostics(diagnostics, as: .text(colored: hasColoredErrors)))
    }

    /// Shows a failure.
    func report(_ failure: CommandFailure) {
        diagnostics(failure.diagnostics)
        error(failure.summary, detail: failure.detail)
    }

    /// Shows why results could not be written; a reader that went away, such as `head`, wants to hear nothing.
    func report(_ failure: OutputFailure) {
        guard failure.status != EPIPE else { return }
        error("the result could not be written to standard output: \(errorText(failure.status))")
    }

    /// Asks a question and waits for an answer; everything but yes is no.
    ///
    /// - Returns: nil when there is nobody to ask: standard input or standard error is no terminal.
    func ask(_ question: String) -> Bool? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
        _ = writeAll("\(printable(question)) [y/N] ", to: STDERR_FILENO)
        let answer = readLine()?.lowercased()
        return answer == "y" || answer == "yes"
    }
}

/// Standard output took no more.
struct OutputFailure: Error {
    /// The `errno` of the write.
    let status: Int32
}

/// The value of an environment variable; nil when it is absent or empty.
func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}

/// The system's words for an `errno`.
func errorText(_ status: Int32) -> String {
    strerror(status).map { String(cString: $0) } ?? "error \(status)"
}

/// Writes a text to a file descriptor, however many calls that takes.
///
/// - Returns: 0, or the `errno` of the call that failed.
func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
        var rest = UnsafeRawBufferPointer(bytes)[...]
        while !rest.isEmpty {
            let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = rest.dropFirst(count)
        }
        return 0
    }
}
