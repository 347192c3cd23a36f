/// Fills in the source line of every diagnostic that has a location and no excerpt yet.
///
/// - Parameters:
///   - diagnostics: What will be shown.
///   - read: The bytes of a file of the source; called at most once for each file. Nil leaves the diagnostics
///     of that file without an excerpt.
/// - Returns: The diagnostics in the same order.
public func attachExcerpts(_ diagnostics: [Diagnostic], reading read: (String) -> [UInt8]?) -> [Diagnostic] {
    var result = diagnostics
    let wanting = diagnostics.indices.filter { diagnostics[$0].location != nil && diagnostics[$0].excerpt == nil }
    let byFile = Dictionary(grouping: wanting) { diagnostics[$0].location?.file ?? "" }
    for (file, places) in byFile {
        guard let bytes = read(file) else { continue }
        bytes.withUnsafeBufferPointer { buffer in
            var lines = TextLines(buffer)
            let position = { (place: Int) in diagnostics[place].location?.position ?? .init(line: 0, column: 0) }
            let inOrder = places.sorted { position($0) < position($1) }
            for place in inOrder {
                guard let location = diagnostics[place].location, let line = lines.line(location.line) else { continue }
                result[place].attachExcerpt(buffer[line], around: lines.offset(ofColumn: location.column))
            }
        }
    }
    return result
}

extension Diagnostic {
    /// Takes the line, cut around the place so that a file on one line is not kept with every diagnostic.
    fileprivate mutating func attachExcerpt(_ line: Slice<UnsafeBufferPointer<UInt8>>, around offset: Int) {
        let limit = 4 * Excerpt.width
        guard line.count > 2 * limit else {
            excerpt = String(decoding: line, as: UTF8.self)
            return
        }
        var first = max(line.startIndex, offset - limit)
        while first < offset, !startsScalar(line[first]) { first += 1 }
        var last = min(line.endIndex, offset + limit)
        while last < line.endIndex, !startsScalar(line[last]) { last += 1 }
        excerpt = String(decoding: line[first..<last], as: UTF8.self)
        excerptCaret = line[first..<offset].count(where: startsScalar)
    }
}
