// swift-tools-version: 6.1
import PackageDescription

// The rooms of the house, lowest first. A target imports only what stands above it in this file, so
// that "planning does no I/O" is not a habit but a fact of the package graph.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "statecraft",
    products: [.executable(name: "statecraft", targets: ["statecraft"])],
    targets: [
        // C libraries, each seen by exactly one Swift target.
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        // These two are opened at run time, when they are needed: no pkgConfig, which would link them.
        .systemLibrary(name: "CLibcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),

        // Values and wrappers that know nothing of Step Functions.
        room("Threads"),
        room("JSON"),
        room("Crypto", ["CLibcrypto"]),
        room("SQLite", ["CSQLite"]),
        room("Processes", ["Threads"]),
        room("HTTP"),
        room("HTTPClient", ["CLibcurl", "HTTP", "Threads"]),
        room("HTTPServer", ["CMicrohttpd", "HTTP", "Threads"]),
        room("Git", ["CLibgit2", "HTTPClient", "HTTP", "Processes", "Threads"]),
        room("Documents", ["CLibYAML", "JSON"]),
        room("Expressions", ["JSON"]),

        // The service: its API as types, and the embedded implementation.
        room("StepFunctions", ["JSON", "Threads"]),
        room("StatesLanguage", ["Documents", "Expressions", "StepFunctions", "JSON"]),
        room("LocalStepFunctions", ["StatesLanguage", "StepFunctions", "SQLite", "Threads", "JSON", "Crypto"]),

        // AWS: who we are, and the API over HTTP from both ends.
        room("SigV4", ["HTTP", "Crypto", "Threads"]),
        room("AWS", ["SigV4", "HTTP", "Processes", "JSON", "Crypto", "Threads"]),
        room("StepFunctionsClient", ["StepFunctions", "AWS", "SigV4", "HTTP", "JSON", "Threads"]),
        room(
            "StepFunctionsServer",
            [
                "LocalStepFunctions", "StepFunctions", "HTTPServer", "HTTP", "SigV4", "Crypto", "JSON", "Threads",
            ]),

        // From documents to a plan: pure.
        room("Manifests", ["StatesLanguage", "Documents", "StepFunctions", "Crypto", "Threads", "JSON"]),
        room(
            "Planning", ["Manifests", "StatesLanguage", "Documents", "StepFunctions", "Crypto", "Threads", "JSON"]),

        // Effects.
        room("Sources", ["Manifests", "Documents", "Git", "HTTP", "HTTPClient", "Processes", "Threads"]),
        room(
            "Reconciliation",
            ["Planning", "Manifests", "StatesLanguage", "StepFunctions", "Documents", "Threads", "JSON"]),

        // What people and programs read.
        room("Reports", ["Planning", "Manifests", "StatesLanguage", "StepFunctions", "Documents", "JSON"]),
        .executableTarget(
            name: "statecraft",
            dependencies: [
                "Reports", "Reconciliation", "Sources", "Git", "Planning", "Manifests", "LocalStepFunctions",
                "StatesLanguage", "StepFunctions", "StepFunctionsClient", "StepFunctionsServer", "AWS", "SigV4",
                "HTTPServer",
                "HTTPClient", "HTTP", "Processes", "Documents", "Threads", "JSON", "Crypto",
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "Benchmarks", dependencies: ["JSON", "Documents", "StatesLanguage"], path: "Tests/Benchmarks",
            exclude: [
                "run.sh", "generate.py", "quotas.sh", "serve.sh", "serving.sh", "terraform.sh", "definitions.sh",
                "linters.py",
            ],
            swiftSettings: strict),

        tests("JSONTests", ["JSON", "Crypto"]),
        tests("HTTPTests", ["HTTP"]),
        tests("HTTPClientTests", ["HTTPClient", "HTTP", "Processes", "Threads"]),
        tests("HTTPServerTests", ["HTTPServer", "HTTP", "Threads"]),
        tests("ProcessesTests", ["Processes"]),
        tests("SigV4Tests", ["SigV4", "HTTP", "Crypto", "JSON", "Processes"]),
        tests("AWSTests", ["AWS", "SigV4", "HTTP", "HTTPClient", "HTTPServer", "JSON", "Processes", "Threads"]),
        tests(
            "StepFunctionsClientTests",
            [
                "StepFunctionsClient", "StepFunctions", "AWS", "SigV4", "HTTP", "JSON", "Threads",
            ]),
        tests(
            "StepFunctionsServerTests",
            [
                "StepFunctionsServer", "LocalStepFunctions", "StepFunctions", "HTTPServer", "HTTPClient", "HTTP",
                "SigV4", "JSON", "Threads",
            ]),
        tests("DocumentsTests", ["Documents", "JSON"]),
        tests("GitTests", ["Git", "Sources", "Manifests", "Processes"]),
        tests("ThreadsTests", ["Threads"]),
        tests("ExpressionsTests", ["Expressions", "JSON", "Processes"]),
        tests("StatesLanguageTests", ["StatesLanguage", "Expressions", "Documents", "StepFunctions", "JSON"]),
        tests("StepFunctionsTests", ["StepFunctions", "JSON"]),
        tests("SQLiteTests", ["SQLite"]),
        tests("LocalStepFunctionsTests", ["LocalStepFunctions", "StepFunctions", "SQLite", "JSON"]),
        tests("ManifestsTests", ["Manifests", "StatesLanguage", "Documents", "StepFunctions", "JSON"]),
        tests("PlanningTests", ["Planning", "Manifests", "StepFunctions", "Documents", "JSON", "Crypto"]),
        tests(
            "ReconciliationTests",
            [
                "Reconciliation", "Planning", "Manifests", "Documents", "LocalStepFunctions", "StepFunctions",
                "StepFunctionsClient", "StepFunctionsServer", "AWS", "SigV4", "HTTPClient", "HTTPServer", "HTTP",
                "Threads", "JSON", "Crypto",
            ], exclude: ["Landed"]),
        tests(
            "CommandLineTests",
            ["statecraft", "Reports", "Planning", "Manifests", "StatesLanguage", "StepFunctions", "Documents", "JSON"],
            exclude: ["Scripts", "Samples"]),
        tests("TidyTests", []),
    ],
    swiftLanguageModes: [.v6]
)
