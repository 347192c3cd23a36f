import Testing

@testable import statecraft

/// Guarantee: words are sorted into options, values and arguments by the commands' declarations alone, and what makes
/// no sense is one sentence. (What people see of it is in the golden script `wrong-usage`.)
///
/// How: tables of words and of what becomes of them.
@Suite struct ArgumentsTests {
    @Test func valuesMayBeAttachedOrFollow() throws {
        for words in [["--env", "a", "--only=x", "--only", "y=z"], ["--only=x", "--only=y=z", "--env=a"]] {
            let arguments = try Arguments(parsing: words, for: .plan)
            #expect(arguments[.env] == "a")
            #expect(arguments.all(.only) == ["x", "y=z"])
            #expect(!arguments.has(.prune))
        }
    }

    @Test func twoDashesEndTheOptions() throws {
        let arguments = try Arguments(parsing: ["--yes", "--", "--env"], for: .apply)
        #expect(arguments.positional(0) == "--env")
        #expect(arguments.has(.yes))
        #expect(arguments[.env] == nil)
    }

    @Test func oneDashIsAnArgument() throws {
        #expect(try Arguments(parsing: ["-"], for: .apply).positional(0) == "-")
        let arguments = try Arguments(parsing: ["create-activity", "--json", "-"], for: .api)
        #expect(arguments.positionals == ["create-activity"])
    }

    @Test func helpWinsOverEverythingButTwoDashes() throws {
        #expect(try Arguments(parsing: ["--nonsense", "--help"], for: .plan).wantsHelp)
        #expect(try Arguments(parsing: ["a", "b", "-h"], for: .plan).wantsHelp)
        #expect(throws: UsageError.self) { try Arguments(parsing: ["--", "--help"], for: .plan) }
    }

    @Test func onlyTheApiTakesOptionsThatNobodyDeclared() throws {
        let arguments = try Arguments(parsing: ["x", "--name", "a", "--tags=[]", "--env", "e"], for: .api)
        #expect(arguments.openOptions == [.init(name: "name", value: "a"), .init(name: "tags", value: "[]")])
        #expect(arguments[.env] == "e")
        #expect(throws: UsageError.self) { try Arguments(parsing: ["--name", "a"], for: .plan) }
    }

    @Test(arguments: Command.all.map(\.name))
    func everyCommandIsDeclaredWell(name: String) throws {
        let command = try #require(Command.all.first { $0.name == name })
        let names = command.allOptions.map(\.name)
        #expect(Set(names).count == names.count, "no option is declared twice")
        #expect(!command.examples.isEmpty)
        #expect(command.exitStatuses.contains { $0.0 == .success })
        for text in [command.summary] + command.allOptions.map(\.help) + command.positionals.map(\.help) {
            #expect(!text.hasSuffix("."), "\(text)")
        }
        #expect(command.description.hasSuffix("."))
        for example in command.examples { #expect(example.command.contains("statecraft \(name)")) }
    }

    @Test func theExamplesOfHelpAreUnderstood() throws {
        for command in Command.all {
            for example in command.examples {
                let words = example.command.split(separator: " ").map(String.init)
                let start = try #require(words.firstIndex(of: command.name))
                let end = words[start...].firstIndex { ["|", ">"].contains($0) } ?? words.endIndex
                guard !example.command.contains("'") && !example.command.contains("<(") else { continue }
                _ = try Arguments(parsing: Array(words[(start + 1)..<end]), for: command)
            }
        }
    }

    @Test func helpFitsAHundredColumns() {
        for command in Command.all {
            for line in renderHelp(of: command).split(separator: "\n") where !line.hasPrefix("  statecraft") {
                #expect(line.count <= 100, "\(command.name): \(line)")
            }
        }
    }
}
