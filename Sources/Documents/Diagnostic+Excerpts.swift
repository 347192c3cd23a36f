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
            let line = { (place: Int) in diagnostics[place].location?.line ?? 0 }
            let inOrder = places.sorted { line($0) < line($1) }
            for place in inOrder {
                guard let location = diagnostics[place].location, let line = lines.line(location.line) else { continue }
                result[place].attachExcerpt(buffer[line], column: location.column)
            }
        }
    }
    return result
}

extension Diagnostic {
    /// Takes the line, cut around the column so that a file on one line is not kept with every diagnostic.
    fileprivate mutating func attachExcerpt(_ line: Slice<UnsafeBufferPointer<UInt8>>, column: Int) {
        let limit = 4 * Excerpt.width
        guard line.count > 2 * limit else {
            excerpt = String(decoding: line, as: UTF8.self)
            return
        }
        let scalarStarts = { (byte: UInt8) in byte & 0xC0 != 0x80 }
        var offset = line.startIndex
        var before = column - 1
        while before > 0, offset < line.endIndex {
            offset += 1
            while offset < line.endIndex, !scalarStarts(line[offset]) { offset += 1 }
            before -= 1
        }
        var first = max(line.startIndex, offset - limit)
        while first < offset, !scalarStarts(line[first]) { first += 1 }
        var last = min(line.endIndex, offset + limit)
        while last < line.endIndex, !scalarStarts(line[last]) { last += 1 }
        excerpt = String(decoding: line[first..<last], as: UTF8.self)
        excerptCaret = line[first..<offset].count(where: scalarStarts)
    }
}
