import Glibc
import JSON
import Processes
import Testing

/// The AWS SDK for Python, which our settings and credentials are compared with.
enum Botocore {
    static let variables = ["PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"]

    static let isThere =
        (try? runProcess(
            ["python3", "-c", "import botocore.session"], environment: variables, timeout: .seconds(20),
            outputLimitBytes: 1 << 16))?.exitStatus == 0

    /// Runs a script with JSON on its standard input, and reads the JSON that it prints.
    static func run(_ script: String, _ input: JSONValue) throws -> JSONValue {
        let result = try runProcess(
            ["python3", "-c", script], environment: variables, input: Array(input.compactText.utf8),
            timeout: .seconds(60), outputLimitBytes: 1 << 24)
        try #require(result.exitStatus == 0, "\(String(decoding: result.errors.suffix(2000), as: UTF8.self))")
        return try JSONValue(parsing: result.output)
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[next(below: elements.count)] }
}
