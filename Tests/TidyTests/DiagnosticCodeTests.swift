import Testing

/// Guarantee: every code that a diagnostic can have is one that `statecraft explain` knows, and it knows no others.
///
/// How: the codes in the sources, which are the kebab-case texts where diagnostics are made, against the table of
/// codes. Rules of the states language are values and have their own list.
@Suite struct DiagnosticCodeTests {
    private static let table = "Sources/Reports/DocumentProblem.swift"
    private static let rooms: Set = ["Documents", "Manifests", "Planning", "Reconciliation", "Sources", "statecraft"]

    private static let known: Set<String> = {
        let file = SourceFile.sources.first { $0.path == table }
        return Set(
            (file?.text ?? "").matches(of: /^ +"([a-z0-9-]+)": "/.anchorsMatchLineEndings()).map { String($0.1) })
    }()

    @Test func theTableIsRead() {
        #expect(Self.known.contains("yaml-syntax"))
    }

    @Test func everyCodeOfADiagnosticIsKnown() {
        let pattern = /(?:\.error,|\.warning,|code:|roblem\(|report\()\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"/
        let found = SourceFile.sources.filter { Self.rooms.contains($0.room) }.flatMap { file in
            file.text.matches(of: pattern).map { String($0.1) }
        }
        #expect(found.count > 80)
        #expect(Set(found).subtracting(Self.known) == [])
    }

    @Test func everyKnownCodeIsOfADiagnostic() {
        let texts = SourceFile.sources.filter { $0.path != Self.table }.map(\.text).joined(separator: "\n")
        #expect(Self.known.filter { !texts.contains("\"\($0)\"") } == [])
    }
}
