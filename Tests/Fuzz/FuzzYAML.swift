import Documents
import JSON

/// Feeds bytes to the parsers of documents, as YAML and as JSON. Every node and every diagnostic must stand inside
/// of the file; documents must survive the way through JSON; what is JSON must mean the same as YAML, where YAML
/// accepts it; diagnostics must be printable.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = JSONLimits(bytes: 1 << 20, nodes: 20_000)
    let yaml = parseDocuments(bytes, path: "f.yaml", limits: limits)
    check(yaml, bytes, limits)
    let json = parseDocuments(bytes, path: "f.json", limits: limits)
    check(json, bytes, limits)
    if let document = json.documents.first, yaml.diagnostics.isEmpty {
        precondition(yaml.documents.map(\.root.value) == [document.root.value], "JSON means the same as YAML")
    }
    return 0
}

private func check(_ file: ParsedFile, _ bytes: [UInt8], _ limits: JSONLimits) {
    let lines = lineLengths(bytes)
    let isInside = { (position: SourcePosition) in
        position.line >= 1 && position.line <= lines.count && position.column >= 1
            && Int(position.column) <= lines[Int(position.line) - 1] + 1
    }
    var nodes = 0
    for document in file.documents {
        walk(document.root) { position in
            nodes += 1
            precondition(isInside(position), "a node stands inside of the file")
        }
        roundTrip(document.root.value)
    }
    precondition(nodes <= 2 * limits.nodes, "values and keys keep to the limit")
    for diagnostic in attachExcerpts(file.diagnostics, reading: { _ in bytes }) {
        precondition(!diagnostic.summary.isEmpty && !diagnostic.code.isEmpty, "a diagnostic says what is wrong")
        guard let location = diagnostic.location else { preconditionFailure("a diagnostic has a place") }
        precondition(isInside(location.position), "a diagnostic points into the file")
        precondition(diagnostic.related.allSatisfy { isInside($0.location.position) }, "so do its other places")
        let text = diagnostic.text(color: false)
        precondition(
            text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)) },
            "no control character reaches the terminal")
        precondition(!file.diagnostics.hasErrors || diagnostic.excerpt != nil || bytes.isEmpty, "the line is found")
    }
}

/// The number of scalars of every line, by the plainest means.
private func lineLengths(_ bytes: [UInt8]) -> [Int] {
    var lengths = [0]
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    for (place, scalar) in scalars.enumerated() {
        let isPair = scalar == "\r" && place + 1 < scalars.count && scalars[place + 1] == "\n"
        if scalar == "\n" || (scalar == "\r" && !isPair) {
            lengths.append(0)
        } else {
            lengths[lengths.count - 1] += 1
        }
    }
    return lengths
}

private func walk(_ node: Node, _ visit: (SourcePosition) -> Void) {
    visit(node.position)
    for element in node.elements ?? [] { walk(element, visit) }
    for member in node.members ?? [] {
        visit(member.keyPosition)
        walk(member.value, visit)
    }
}

private func roundTrip(_ value: JSONValue) {
    do throws(JSONSyntaxError) {
        let again = try JSONValue(parsing: value.compactText, limits: JSONLimits(bytes: 1 << 29))
        precondition(again == value, "a document survives the way through JSON")
    } catch {
        preconditionFailure("a document is valid JSON: \(error)")
    }
}
