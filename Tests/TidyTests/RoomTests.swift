import Testing

/// Guarantee: the rooms keep to their own: planning and everything below it does no input or output, and every C
/// library is seen by one room.
///
/// How: the `import` lines and a few function names of every source file. The package's manifest forbids the same
/// between targets; the system's own library is open to every target, so it is checked here.
@Suite struct RoomTests {
    /// Rooms that turn values into values.
    private static let pure: Set = [
        "JSON", "Documents", "Expressions", "StatesLanguage", "StepFunctions", "HTTP", "SigV4", "Manifests", "Planning",
        "Reports",
    ]

    /// Rooms and modules that act.
    private static let acting: Set = [
        "Git", "SQLite", "Sources", "Processes", "HTTPClient", "HTTPServer", "AWS", "StepFunctionsClient",
        "StepFunctionsServer", "LocalStepFunctions", "Reconciliation", "Dispatch", "Synchronization",
    ]

    /// Which room may import a C library.
    private static let owners = [
        "CLibcrypto": "Crypto", "CLibYAML": "Documents", "CLibgit2": "Git", "CSQLite": "SQLite",
        "CLibcurl": "HTTPClient", "CMicrohttpd": "HTTPServer",
    ]

    /// Files of pure rooms that need the C library's memory functions, and nothing else of it.
    private static let pureFilesWithGlibc: Set = [
        "Sources/JSON/String+Bytes.swift", "Sources/Manifests/ManifestMark.swift",
    ]

    @Test func pureRoomsImportNothingThatActs() {
        check { file, module in !Self.pure.contains(file.room) || !Self.acting.contains(module) }
    }

    @Test func fewPureFilesImportTheSystemsLibrary() {
        check { file, module in
            !Self.pure.contains(file.room) || module != "Glibc" || Self.pureFilesWithGlibc.contains(file.path)
        }
    }

    @Test func everyCLibraryIsSeenByOneRoom() {
        let rooms = SourceFile.entries(of: "Sources").map(\.name)
        let libraries = Set(rooms.filter { $0.firstMatch(of: /^C[A-Z]/) != nil })
        #expect(libraries == Set(Self.owners.keys), "every C library has its room")
        check { file, module in Self.owners[module].map { $0 == file.room } ?? true }
    }

    @Test func nothingImportsFoundation() {
        check { _, module in !module.hasPrefix("Foundation") }
    }

    @Test func pureRoomsReadNeitherClockNorFileNorEnvironment() {
        let pattern = /\b(clock_gettime|gettimeofday|time|open|fopen|getenv|readlink|getpid)\(|Clock\(\)|\.random\(/
        let problems = SourceFile.sources.filter { Self.pure.contains($0.room) }.flatMap { file in
            file.lines.enumerated().compactMap { index, line -> String? in
                let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
                guard !code.contains("func "), code.firstMatch(of: pattern) != nil else { return nil }
                return "\(file.path):\(index + 1):\(line)"
            }
        }
        #expect(problems.isEmpty, "\(list(problems))")
    }

    /// Expects a rule to hold for every import of every source file.
    private func check(
        _ rule: (SourceFile, String) -> Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let pattern = /(?m)^ *(?:@[a-zA-Z]+ +)?(?:(?:public|internal|private|package) )?import +([A-Za-z0-9_]+)/
        let problems = SourceFile.sources.flatMap { file in
            file.text.matches(of: pattern).map { String($0.1) }.filter { !rule(file, $0) }
                .map { "\(file.path) imports \($0)" }
        }
        #expect(problems.isEmpty, "\(list(problems))", sourceLocation: sourceLocation)
    }
}
