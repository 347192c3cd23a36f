/// A golden script: prose, commands, and what each of them prints.
///
/// A line that begins with `$ ` is a command for `sh`; lines that begin with `> ` right below continue it. What
/// it printed, on both streams, follows with two spaces before every line, and then `[exit N]` when N is not 0.
/// Everything else is prose for the reader. A line `[needs COMMAND]` skips the script where the command fails, and a
/// script with the line `[on every target]` also runs against servers.
struct GoldenScript: Equatable {
    enum Part: Equatable {
        case prose(String)
        case command(Command)
    }

    struct Command: Equatable {
        /// One or more lines, without the signs before them.
        var text: String
        /// Lines, without the spaces before them.
        var output: [String]
        var exitStatus: Int32
    }

    var parts: [Part] = []

    /// What has to succeed in `sh` for the script to run at all: the prose line `[needs COMMAND]`.
    var need: String? {
        parts.lazy.compactMap { part in
            guard case .prose(let line) = part, line.hasPrefix("[needs "), line.hasSuffix("]") else { return nil }
            return String(line.dropFirst(7).dropLast())
        }.first
    }

    /// Whether the script has the line `[on every target]`.
    var isForEveryTarget: Bool { parts.contains(.prose("[on every target]")) }

    var commands: [Command] {
        parts.compactMap { if case .command(let command) = $0 { command } else { nil } }
    }

    init(parsing text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        if lines.last == "" { lines.removeLast() }
        while let line = lines.popFirst() {
            guard line.hasPrefix("$ ") else {
                parts.append(.prose(line))
                continue
            }
            parts.append(.command(Self.command(line, &lines)))
        }
    }

    private static func command(_ first: String, _ lines: inout ArraySlice<String>) -> Command {
        var words = [String(first.dropFirst(2))]
        while let line = lines.first, line.hasPrefix("> ") || line == ">" {
            words.append(String(line.dropFirst(2)))
            lines.removeFirst()
        }
        var output: [String] = []
        while let line = lines.first, line.hasPrefix("  ") || line.isEmpty && followedByOutput(lines) {
            output.append(String(line.dropFirst(2)))
            lines.removeFirst()
        }
        var exitStatus: Int32 = 0
        if let line = lines.first, line.hasPrefix("[exit "), let number = Int32(line.dropFirst(6).dropLast()) {
            exitStatus = number
            lines.removeFirst()
        }
        return Command(text: words.joined(separator: "\n"), output: output, exitStatus: exitStatus)
    }

    /// Whether an empty line stands inside an output and not behind it.
    private static func followedByOutput(_ lines: ArraySlice<String>) -> Bool {
        guard let next = lines.first(where: { !$0.isEmpty }) else { return false }
        return next.hasPrefix("  ")
    }

    /// The script with the results of a run in place of what it expected.
    func replacing(_ results: [(output: String, exitStatus: Int32)]) -> GoldenScript {
        var copy = self
        var rest = results[...]
        for index in copy.parts.indices {
            guard case .command(var command) = copy.parts[index] else { continue }
            let result = rest.popFirst()
            command.output = Self.lines(of: result?.output ?? "(the script ended before this command)")
            command.exitStatus = result?.exitStatus ?? 0
            copy.parts[index] = .command(command)
        }
        return copy
    }

    /// Lines as the file can hold them: empty ones at the end look like the gap between two commands.
    private static func lines(of output: String) -> [String] {
        var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    var text: String {
        parts.map { part in
            switch part {
            case .prose(let line): line + "\n"
            case .command(let command): Self.text(of: command)
            }
        }.joined()
    }

    private static func text(of command: Command) -> String {
        let words = command.text.split(separator: "\n", omittingEmptySubsequences: false)
        var text = "$ \(words[0])\n"
        for word in words.dropFirst() { text += word.isEmpty ? ">\n" : "> \(word)\n" }
        for line in command.output { text += line.isEmpty ? "\n" : "  \(line)\n" }
        if command.exitStatus != 0 { text += "[exit \(command.exitStatus)]\n" }
        return text
    }
}
