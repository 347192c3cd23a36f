import Documents
import JSON
import Manifests
import StatesLanguage

/// Feeds bytes to the parser of YAML and what comes out to the checks of definitions. Every finding must stand
/// inside of the file, at the place that people are shown, and must be printable.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDefinitionFiles(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let file = parseDocuments(bytes, path: "f.yaml", limits: JSONLimits(bytes: 1 << 20, nodes: 20_000))
    guard let root = file.documents.first?.root else { return 0 }
    let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.reduce(into: 1) { lines, scalar in
        if scalar == "\n" || scalar == "\r" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}" {
            lines += 1
        }
    }
    let findings = checkDefinition(root.value, CheckOptions(placeholders: .unknown))
    precondition(findings.count <= 2 * findingLimit, "findings keep to their limit")
    let locations = FindingPlaces(root: root, file: "f.yaml", bytes: bytes).locations(of: findings)
    let diagnostics = zip(findings, locations).map { Diagnostic($0, at: $1) }
    for diagnostic in attachExcerpts(diagnostics, reading: { _ in bytes }) {
        guard let location = diagnostic.location else { preconditionFailure("a finding has a place") }
        precondition(location.line >= 1 && location.line <= lines, "a finding points into the file")
        precondition(location.column >= 1 && location.column <= count + 1, "a finding points into a line")
        let text = diagnostic.text(color: false)
        precondition(
            text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)) },
            "no control character reaches the terminal")
    }
    return 0
}
