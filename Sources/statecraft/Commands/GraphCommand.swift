internal import Documents
internal import JSON
internal import Manifests
internal import Reconciliation
internal import Sources
internal import StatesLanguage
internal import StepFunctions

extension Command {
    static let graph = Command(
        name: "graph", summary: "draws a state machine, or the difference between two",
        description: "Prints the states of a machine and the ways between them as git says them. With --against, "
            + "--live or two files it draws what changed, with added, removed and changed parts marked in "
            + "color and in words. Mermaid shows in a pull request between lines of ```mermaid and ```; SVG needs "
            + "Graphviz.",
        positionals: [
            Positional(
                name: "MACHINE", help: "the state machine's metadata.name; with --definition, another file",
                isRequired: false)
        ],
        options: CommandOption.source + CommandOption.remote + [.against, .live, .definition, .pictureFormat, .quiet],
        exitStatuses: [(.success, "drawn"), (.failure, "an error")],
        examples: [
            Example("statecraft graph checkout", "the machine at HEAD"),
            Example("statecraft graph checkout --ref feature --against main", "what a branch changes"),
            Example("statecraft graph checkout --live --format svg > checkout.svg", "what apply would change"),
            Example("statecraft graph --definition old.asl.json new.asl.json", "two files"),
        ],
        run: { arguments, console in
            let sides = try await Sides(arguments, console)
            if sides.areEqual, !arguments.has(.quiet) { console.remark("Both definitions mean the same.") }
            switch arguments[.pictureFormat] {
            case "dot": try console.result(sides.graph.dot + "\n")
            case "svg": try console.result(try Graphviz.svg(ofDOT: sides.graph.dot))
            default: try console.result(sides.graph.mermaid + "\n")
            }
            return .success
        })
}

extension CommandOption {
    fileprivate static let against = Self(
        "against", .text("REF"), "draw the difference from the machine at this branch, tag or commit", excludes: "live")
    fileprivate static let live = Self("live", .none, "draw the difference from the machine in the target")
    fileprivate static let pictureFormat = Self(
        "format", .choice(["mermaid", "dot", "svg"]), "how the picture is printed; default: mermaid")
}

/// What is drawn: one definition, or how one becomes another.
private struct Sides {
    /// Nil when there is nothing to compare with.
    var before: JSONValue?
    var after: JSONValue

    /// What a machine that does not exist is compared as.
    private static let nothing: JSONValue = [:]

    var graph: StateGraph { before.map { StateGraph(from: $0, to: after) } ?? StateGraph(of: after) }

    var areEqual: Bool { before.map { DefinitionDifference(from: $0, to: after).isEmpty } ?? false }

    init(_ arguments: Arguments, _ console: Console) async throws {
        if arguments.has(.definition) {
            self = try Self.ofFiles(arguments)
        } else if arguments.has(.live) {
            self = try await Self.ofTarget(arguments, console)
        } else {
            self = try Self.ofGit(arguments, console)
        }
    }

    private init(before: JSONValue?, after: JSONValue) {
        self.before = before
        self.after = after
    }

    private static func ofFiles(_ arguments: Arguments) throws -> Sides {
        for option in CommandOption.source + CommandOption.remote + [.against, .live] where arguments.has(option) {
            throw UsageError("the options --definition and --\(option.name) cannot be given together")
        }
        let files = arguments.all(.definition) + [arguments.positional(0)].compactMap(\.self)
        guard files.count <= 2 else { throw UsageError("only two definitions can be compared") }
        let definitions = try files.map(definition(inFile:))
        return Sides(before: definitions.dropLast().first, after: definitions[definitions.count - 1])
    }

    private static func definition(inFile file: String) throws(CommandFailure) -> JSONValue {
        let bytes = try readFile(file, what: "definition", limitBytes: definitionFileLimitBytes)
        let parsed = parseDefinition(bytes, file: file)
        guard let root = parsed.root, !parsed.diagnostics.hasErrors else {
            throw CommandFailure(
                "the definition '\(file)' cannot be drawn",
                diagnostics: attachExcerpts(parsed.diagnostics) { _ in bytes })
        }
        guard root["States"]?.members != nil else {
            throw CommandFailure(
                "'\(file)' holds no definition that could be drawn",
                detail: "A definition is an object with 'StartAt' and 'States'.")
        }
        return root.value
    }

    private static func ofGit(_ arguments: Arguments, _ console: Console) throws -> Sides {
        let name = try machineName(arguments)
        let project = try OpenProject(arguments, console)
        guard let reference = arguments[.against] else {
            return Sides(before: nil, after: definition(of: try project.machine(name)))
        }
        let earlier = try project.desiredState(at: reference).stateMachines.first { $0.id.name == name }
        let now = project.desired.stateMachines.first { $0.id.name == name }
        // Known on one side at least: it may be new, or gone.
        guard let earlier else { return Sides(before: nothing, after: definition(of: try project.machine(name))) }
        return Sides(before: definition(of: earlier), after: now.map(definition) ?? nothing)
    }

    private static func ofTarget(_ arguments: Arguments, _ console: Console) async throws -> Sides {
        let name = try machineName(arguments)
        let session = try await openSession(arguments, console)
        let machine = try session.project.machine(name)
        let live = try await session.liveDefinition(of: machine)
        return Sides(before: live ?? nothing, after: definition(of: machine))
    }

    private static func machineName(_ arguments: Arguments) throws(UsageError) -> String {
        guard let word = arguments.positional(0) else {
            throw UsageError("the argument MACHINE or the option --definition is missing")
        }
        let prefix = "\(ResourceKind.stateMachine.rawValue)/"
        return word.hasPrefix(prefix) ? String(word.dropFirst(prefix.count)) : word
    }

    private static func definition(of machine: DesiredStateMachine) -> JSONValue {
        guard let value = try? JSONValue(parsing: machine.content.definition) else {
            preconditionFailure("a definition's text was written by us and parses")
        }
        return value
    }
}

extension OpenProject {
    /// The machine of this name.
    fileprivate func machine(_ name: String) throws(CommandFailure) -> DesiredStateMachine {
        if let machine = desired.stateMachines.first(where: { $0.id.name == name }) { return machine }
        let names = desired.stateMachines.map(\.id.name)
        let guess = nearestName(to: name, in: names).map { "Did you mean '\($0)'? " } ?? ""
        throw CommandFailure(
            "git declares no StateMachine/\(name)", detail: guess + "A machine is named by its metadata.name.")
    }
}

extension Session {
    /// What the target runs; nil when the machine does not exist there.
    fileprivate func liveDefinition(of machine: DesiredStateMachine) async throws(CommandFailure) -> JSONValue? {
        let text: String
        do throws(ServiceError) {
            let input = DescribeStateMachine.Input(stateMachineArn: machine.arn.description)
            text = try await target.service.send(DescribeStateMachine.self, input).definition
        } catch {
            if error.code == .stateMachineDoesNotExist { return nil }
            throw CommandFailure("\(machine.id) could not be read from \(targetName): \(error.code): \(error.message)")
        }
        guard let value = try? JSONValue(parsing: text) else {
            throw CommandFailure("the live definition of \(machine.id) is no JSON", detail: "It cannot be drawn.")
        }
        return value
    }
}
