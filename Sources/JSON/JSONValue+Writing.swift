extension JSONValue {
    /// The value without white space, members in their order, numbers as they were written.
    public var compactText: String { written { $0.writeCompact(self) } }

    /// The value with two spaces of indentation, members in their order, numbers as they were written, and no
    /// line break at the end. Empty containers stay on their line.
    public var prettyText: String { written { $0.writePretty(self, indentation: 0) } }

    /// The one text that all equal values share: members sorted by the UTF-8 bytes of their keys, numbers in
    /// `JSONNumber.canonical` form, only necessary escapes, no white space.
    public var canonicalText: String { written { $0.writeCanonical(self) } }

    /// Appends `canonicalText` as UTF-8, for hashing without a string in between.
    public func appendCanonical(to output: inout [UInt8]) {
        var writer = JSONWriter(output: output)
        output = []
        writer.writeCanonical(self)
        output = writer.output
    }

    /// Appends `compactText` as UTF-8, for sending without a string in between.
    public func appendCompact(to output: inout [UInt8]) {
        var writer = JSONWriter(output: output)
        output = []
        writer.writeCompact(self)
        output = writer.output
    }

    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        // Growing from nothing would copy most texts four or five times.
        writer.output.reserveCapacity(512)
        write(&writer)
        return String(decoding: writer.output, as: UTF8.self)
    }
}

extension JSONValue: CustomStringConvertible {
    /// The compact text.
    public var description: String { compactText }
}

/// Writes values as UTF-8.
private struct JSONWriter {
    var output: [UInt8] = []

    mutating func writeCompact(_ value: JSONValue) {
        switch value {
        case .array(let elements):
            writeList("[", elements, "]") { $0.writeCompact($1) }
        case .object(let object):
            writeList("{", object.entries, "}") { writer, member in
                writer.writeString(member.key)
                writer.output.append(UInt8(ascii: ":"))
                writer.writeCompact(member.value)
            }
        default: writeScalar(value)
        }
    }

    mutating func writeCanonical(_ value: JSONValue) {
        switch value {
        case .number(let number): number.appendCanonical(to: &output)
        case .array(let elements):
            writeList("[", elements, "]") { $0.writeCanonical($1) }
        case .object(let object):
            let entries = object.entries
            object.withPositionsByKey { positions in
                writeList("{", positions, "}") { writer, position in
                    writer.writeString(entries[position].key)
                    writer.output.append(UInt8(ascii: ":"))
                    writer.writeCanonical(entries[position].value)
                }
            }
        default: writeScalar(value)
        }
    }

    mutating func writePretty(_ value: JSONValue, indentation: Int) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            writeList("[", elements, "]") { writer, element in
                writer.writeLineBreak(indentation + 2)
                writer.writePretty(element, indentation: indentation + 2)
            } beforeEnd: {
                $0.writeLineBreak(indentation)
            }
        case .object(let object) where !object.isEmpty:
            writeList("{", object.entries, "}") { writer, member in
                writer.writeLineBreak(indentation + 2)
                writer.writeString(member.key)
                writer.output.append(UInt8(ascii: ":"))
                writer.output.append(UInt8(ascii: " "))
                writer.writePretty(member.value, indentation: indentation + 2)
            } beforeEnd: {
                $0.writeLineBreak(indentation)
            }
        default: writeCompact(value)
        }
    }

    private mutating func writeList<Elements: Sequence>(
        _ start: Unicode.Scalar, _ elements: Elements, _ end: Unicode.Scalar,
        _ writeElement: (inout JSONWriter, Elements.Element) -> Void,
        beforeEnd: (inout JSONWriter) -> Void = { _ in }
    ) {
        output.append(UInt8(ascii: start))
        var isFirst = true
        for element in elements {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            writeElement(&self, element)
        }
        beforeEnd(&self)
        output.append(UInt8(ascii: end))
    }

    private mutating func writeLineBreak(_ indentation: Int) {
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
    }

    private mutating func writeScalar(_ value: JSONValue) {
        switch value {
        case .bool(true): output.append(contentsOf: "true".utf8)
        case .bool(false): output.append(contentsOf: "false".utf8)
        case .number(let number): output.append(contentsOf: number.literal.utf8)
        case .string(let text): writeString(text)
        case .null, .array, .object: output.append(contentsOf: "null".utf8)
        }
    }

    private mutating func writeString(_ text: String) {
        output.append(UInt8(ascii: "\""))
        text.withUTF8Bytes { bytes in
            var start = 0
            for place in 0..<bytes.count {
                let byte = bytes[place]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<place]))
                writeEscape(byte)
                start = place + 1
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func writeEscape(_ byte: UInt8) {
        switch byte {
        case 0x08: output.append(contentsOf: "\\b".utf8)
        case 0x09: output.append(contentsOf: "\\t".utf8)
        case 0x0A: output.append(contentsOf: "\\n".utf8)
        case 0x0C: output.append(contentsOf: "\\f".utf8)
        case 0x0D: output.append(contentsOf: "\\r".utf8)
        case 0x00..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            output.append(contentsOf: "\\u00".utf8)
            output += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: output += [UInt8(ascii: "\\"), byte]
        }
    }
}

extension JSONObject {
    /// Hands over the positions of the members in the order of their keys' UTF-8 bytes. Numbers are sorted, and not
    /// the members, because moving numbers counts no references.
    fileprivate func withPositionsByKey(_ body: (UnsafeBufferPointer<Int>) -> Void) {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: entries.count) { positions in
            for place in entries.indices { positions.initializeElement(at: place, to: place) }
            var sorted = positions
            sorted.sort { entries[$0].key.precedesInBytes(entries[$1].key) }
            body(UnsafeBufferPointer(sorted))
        }
    }
}
