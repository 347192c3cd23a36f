internal import Glibc
internal import HTTPServer
internal import LocalStepFunctions
internal import SigV4
internal import StepFunctionsServer

extension Command {
    static let serve = Command(
        name: "serve", summary: "offers the local Step Functions service over HTTP",
        description: "Answers as AWS Step Functions does, to any AWS SDK, the AWS CLI and Terraform: give them the URL "
            + "that it prints as the endpoint, and any credentials. An access key of twelve digits is the account. "
            + "Every answered write is safe on disk. It runs until SIGINT or SIGTERM.",
        options: [
            .listen, .store, .serveAccount, .serveRegion, .serveQuotas, .timeScale, .callerSignature, .accessLog,
            .quiet,
        ],
        exitStatuses: [(.success, "it was asked to stop, and every request was answered"), (.failure, "an error")],
        examples: [
            Example("statecraft serve", "at port 4599, with .statecraft/local.sqlite of the working directory"),
            Example("statecraft serve --listen 127.0.0.1:0 --store memory", "for a test: any port, nothing kept"),
            Example("statecraft serve --quotas aws --time-scale 20", "to rehearse a deployment against AWS's quotas"),
        ],
        run: serve)

    @Sendable
    private static func serve(_ arguments: Arguments, _ console: Console) async throws -> ExitStatus {
        let options = try options(arguments, console)
        let (store, name) = try store(arguments)
        let server: StepFunctionsServer
        do throws(HTTPListenerError) {
            server = try StepFunctionsServer(store: store, options: options)
        } catch {
            throw CommandFailure(error.message.lowercasedClause, detail: "\(error.advice).")
        }
        let stop = AsyncStream<Void> { stop in onFirstSignal { stop.finish() } }
        let endpoint = "\(server.endpoint)".dropLast()
        try console.result("Ready on \(endpoint)\n")
        if !arguments.has(.quiet) {
            console.remark("Serving \(name). Use it with: statecraft plan --target \(endpoint)")
        }
        for await _ in stop {}
        await server.stop()
        return .success
    }

    private static func options(
        _ arguments: Arguments, _ console: Console
    ) throws -> StepFunctionsServerOptions {
        let word = arguments[.listen] ?? "127.0.0.1:4599"
        guard let address = ListenAddress(word) else {
            throw UsageError("the option --listen takes HOST:PORT, such as 127.0.0.1:4599 or [::1]:0, not '\(word)'")
        }
        var options = StepFunctionsServerOptions(listen: address)
        if let account = arguments[.serveAccount] {
            guard isAccount(account) else {
                throw UsageError("the option --account takes twelve digits, not '\(account)'")
            }
            options.account = account
        }
        if let region = arguments[.serveRegion] {
            guard region.wholeMatch(of: /[a-z0-9-]{1,32}/) != nil else {
                throw UsageError("the option --region takes a region such as eu-west-1, not '\(region)'")
            }
            options.region = region
        }
        options.quotas = try quotas(arguments)
        options.requiredSignature = try requiredSignature(arguments)
        options.accessLog = try accessLog(arguments)
        return options
    }

    private static func quotas(_ arguments: Arguments) throws(UsageError) -> StepFunctionsServerOptions.Quotas {
        guard arguments[.serveQuotas] == "aws" else {
            if arguments.has(.timeScale) { throw UsageError("the option --time-scale needs --quotas aws") }
            return .off
        }
        return .aws(timeScale: Double(arguments[.timeScale].flatMap(Int.init) ?? 1))
    }

    private static func requiredSignature(_ arguments: Arguments) throws(UsageError) -> AWSCredentials? {
        guard let pair = arguments[.callerSignature] else { return nil }
        guard let colon = pair.firstIndex(of: ":"), colon != pair.startIndex, pair.index(after: colon) != pair.endIndex
        else { throw UsageError("the option --require-signature takes KEY:SECRET") }
        return AWSCredentials(
            accessKeyID: String(pair[..<colon]), secretAccessKey: String(pair[pair.index(after: colon)...]))
    }

    private static func store(_ arguments: Arguments) throws -> (LocalStore, name: String) {
        let path: String
        if let named = arguments[.store] {
            path = named
        } else {
            let here = try workingDirectory()
            path = LocalStore.defaultFile(inProject: here)
            // The working directory may be a repository's, with a link where the file should be.
            try ProjectHome(here).check(try resolvedPath(path), what: LocalTarget.defaultFileWords) {
                "--store \(shellQuoted($0))"
            }
        }
        do throws(LocalStoreError) {
            if path == "memory" { return (try LocalStore(.memory), "memory") }
            return (try LocalStore(.file(path), sync: .full), path)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Where requests are noted: standard error, a file that is appended to, or nowhere.
    private static func accessLog(_ arguments: Arguments) throws(CommandFailure) -> AccessLog? {
        var descriptor = STDERR_FILENO
        if let path = arguments[.accessLog] {
            if path == "off" { return nil }
            descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw CommandFailure(
                    "the access log '\(path)' cannot be written: \(errorText(errno))",
                    detail: "Name another file with --access-log, or --access-log off.")
            }
        }
        return AccessLog { [descriptor] lines in
            var rest = lines[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                // A log that cannot be written stops nobody's work.
                guard count > 0 || count < 0 && errno == EINTR else { return }
                rest = rest.dropFirst(max(0, count))
            }
        }
    }
}

extension CommandOption {
    fileprivate static let listen = Self(
        "listen", .text("HOST:PORT"),
        "where to listen; default: 127.0.0.1:4599. Port 0 takes a free one. Anything but loopback lets others in")
    fileprivate static let store = Self(
        "store", .file("PATH|memory"),
        "the file that keeps everything, made when there is none; default: .statecraft/local.sqlite in the working "
            + "directory. memory keeps nothing")
    fileprivate static let serveAccount = Self(
        "account", .text("DIGITS"), "the account of callers whose access key says none; default: 000000000000")
    fileprivate static let serveRegion = Self(
        "region", .text("REGION"), "the region of callers whose signature says none; default: us-east-1")
    fileprivate static let serveQuotas = Self(
        "quotas", .choice(["off", "aws"]), "whether to throttle as AWS does; default: off")
    fileprivate static let callerSignature = Self(
        "require-signature", .text("KEY:SECRET"),
        "refuse requests that are not signed with this access key and secret; default: any signature will do")
    fileprivate static let accessLog = Self(
        "access-log", .file("FILE|off"), "where each request is noted, as a line of JSON; default: standard error")
}
