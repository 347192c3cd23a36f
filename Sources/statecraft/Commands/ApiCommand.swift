internal import Documents
internal import JSON
internal import Manifests
internal import Reconciliation
internal import Reports
internal import Sources
internal import StepFunctions

extension Command {
    static let api = Command(
        name: "api", summary: "calls one Step Functions operation and prints its answer",
        description: "Sends the operation to the environment's target; with --target local:PATH, aws or a URL no "
            + "project is needed. Its input is JSON, or --MEMBER VALUE pairs such as --state-machine-arn ARN; lists "
            + "and structures are given as JSON, and file://PATH as a value stands for the file's content.",
        positionals: [
            Positional(
                name: "OPERATION", help: "such as DescribeStateMachine or describe-state-machine",
                completion: .words(Operations.all.map(Operations.commandName)))
        ],
        options: CommandOption.source + CommandOption.remote + [.account, .region, .json, .textOrJSON],
        openOptions: "--MEMBER VALUE",
        exitStatuses: [(.success, "the operation succeeded"), (.failure, "the service's error, or wrong usage")],
        examples: [
            Example("statecraft api list-state-machines", "in the default environment of the project"),
            Example(
                "statecraft api DescribeStateMachine --state-machine-arn "
                    + "arn:aws:states:us-east-1:000000000000:stateMachine:checkout",
                "one machine"),
            Example(
                "statecraft api create-activity --target local:/tmp/try.sqlite --json '{\"name\": \"pack\"}'",
                "without a project"),
        ],
        run: api)

    @Sendable
    private static func api(_ arguments: Arguments, _ console: Console) async throws -> ExitStatus {
        guard let name = arguments.positional(0) else {
            preconditionFailure("a required argument was checked before")
        }
        guard let operation = Operations.named(name) else {
            let names = Operations.all.map { name.contains("-") ? Operations.commandName(of: $0) : $0.name }
            let hint = nearestName(to: name, in: names).map { "; did you mean '\($0)'?" } ?? ""
            throw UsageError("Step Functions has no operation '\(name)'\(hint)")
        }
        let input = try input(arguments, for: operation)
        let service = try await service(arguments, console)
        do {
            try console.result(jsonText(try await callOperation(operation, input: input, on: service)))
            return .success
        } catch let error as ServiceError {
            if arguments[.textOrJSON] == "json" {
                let body: JSONValue = ["__type": .string(error.code.rawValue), "message": .string(error.message)]
                try console.result(jsonText(body))
            } else {
                console.error("\(error.code): \(error.message)")
            }
            return .failure
        }
    }

    private static func input(_ arguments: Arguments, for operation: any Operation.Type) throws -> JSONValue {
        guard let json = arguments[.json] else {
            return try operationInput(from: arguments.openOptions, for: operation)
        }
        if let option = arguments.openOptions.first {
            throw UsageError("the options --json and --\(option.name) cannot be given together")
        }
        let bytes: [UInt8]
        if json == "-" || json.hasPrefix("@") {
            let path = json == "-" ? json : String(json.dropFirst())
            bytes = try readFile(path, what: "input", limitBytes: 8 << 20)
        } else {
            bytes = Array(json.utf8)
        }
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            throw CommandFailure("the input of --json is no JSON: \(error)")
        }
    }

    /// The service that answers: of the environment, or of a target that needs no project.
    private static func service(_ arguments: Arguments, _ console: Console) async throws -> any StepFunctionsService {
        let here = try workingDirectory()
        let opening = TargetOpening(
            arguments: arguments, remark: { console.remark($0) }, sessionName: "statecraft-api")
        guard try TargetChoice.needsNoProject(arguments) else {
            var (environment, home) = try environment(arguments, console, here: here)
            if let account = try account(arguments) { environment.account = account }
            if let region = arguments[.region] { environment.region = region }
            return try await opening.open(environment, home: home, here: here).service
        }
        return try await opening.openWithoutProject(
            account: try account(arguments), region: arguments[.region], here: here)
    }

    /// The environment, and where the project is on disk.
    private static func environment(
        _ arguments: Arguments, _ console: Console, here: String
    ) throws(CommandFailure) -> (Environment, ProjectHome) {
        let source = try openSource(arguments, console)
        let tree: any SourceTree = source.tree
        let outcome = loadProjectDocument(from: tree, directory: projectDirectory(arguments, in: source))
        guard let project = outcome.project else {
            throw .invalidProject(outcome.diagnostics, commit: source.commit)
        }
        try verifyPolicy(of: project, environment: arguments[.env], in: source)
        let home = try ProjectHome(project.directory, of: source, here: here)
        do throws(UnknownEnvironment) {
            return (try project.environment(arguments[.env]), home)
        } catch {
            throw .invalidProject([error.diagnostic], commit: source.commit)
        }
    }

    private static func account(_ arguments: Arguments) throws(UsageError) -> String? {
        guard let account = arguments[.account] else { return nil }
        guard isAccount(account) else {
            throw UsageError("the option --account takes twelve digits, not '\(account)'")
        }
        return account
    }
}

extension CommandOption {
    fileprivate static let json = Self(
        "json", .text("TEXT|@FILE|-"), "the whole input: as text, from a file, or from standard input")
    fileprivate static let account = Self(
        "account", .text("DIGITS"),
        "another account than the environment's; without a project: 000000000000, or the credentials' own")
    fileprivate static let region = Self(
        "region", .text("REGION"),
        "another region than the environment's; without a project: us-east-1, or of the AWS settings")
}
