/// The texts of a small XML document by the path of their elements, such as `ErrorResponse/Error/Code`.
///
/// It reads what AWS's query protocol sends, elements with attributes and text, and refuses everything else: document
/// types, comments, CDATA, and other processing instructions than the first. No general parser, so that an answer
/// cannot do what XML can. Its description shows no text, for some are secrets.
struct XMLElements: CustomStringConvertible, CustomDebugStringConvertible {
    /// The name of the outermost element.
    private(set) var root = ""
    private var texts: [String: String] = [:]

    private static let maximumDepth = 16
    private static let maximumBytes = 1 << 18

    var description: String { "a document <\(root)>" }
    var debugDescription: String { description }

    /// The text of the first element at a path that has no elements in it.
    subscript(path: String) -> String? { texts[path] }

    /// Reads a document; nil when it is not such a one.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.maximumBytes, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var rest = text[...].utf8
        rest.skipWhiteSpace()
        if rest.starts(with: "<?xml".utf8) {
            guard rest.take(until: "?>") != nil else { return nil }
            rest.skipWhiteSpace()
        }
        var open: [String] = []
        repeat {
            guard readTag(&rest, &open) else { return nil }
        } while !open.isEmpty
        rest.skipWhiteSpace()
        guard rest.isEmpty else { return nil }
    }

    /// Reads a tag and the text behind it.
    private mutating func readTag(_ rest: inout Substring.UTF8View, _ open: inout [String]) -> Bool {
        guard rest.popFirst() == UInt8(ascii: "<"), let content = rest.take(until: ">") else { return false }
        var tag = Substring(content)
        if tag.hasPrefix("/") {
            guard tag.dropFirst().prefix(while: { !$0.isWhitespace }) == open.popLast() ?? "" else { return false }
        } else {
            let isEmpty = tag.hasSuffix("/")
            if isEmpty { tag = tag.dropLast() }
            let name = String(tag.prefix { !$0.isWhitespace })
            guard let first = name.first, first.isLetter, !name.contains("/"), open.count < Self.maximumDepth else {
                return false
            }
            if open.isEmpty { root = name }
            open.append(name)
            if isEmpty { open.removeLast() }
            if !isEmpty, let text = rest.leadingText(), rest.dropFirst(text.count).starts(with: "</".utf8) {
                let path = open.joined(separator: "/")
                guard let plain = Self.unescaped(Substring(text)) else { return false }
                if texts[path] == nil { texts[path] = plain }
            }
        }
        guard let text = rest.leadingText() else { return open.isEmpty && rest.isAllWhiteSpace }
        rest = rest.dropFirst(text.count)
        return true
    }

    /// Text with its five entities and character references replaced; nil when there are others.
    private static func unescaped(_ text: Substring) -> String? {
        var plain = ""
        var rest = text
        while let start = rest.firstIndex(of: "&") {
            plain += rest[..<start]
            guard let end = rest[start...].firstIndex(of: ";"),
                let character = character(rest[rest.index(after: start)..<end])
            else { return nil }
            plain.unicodeScalars.append(character)
            rest = rest[rest.index(after: end)...]
        }
        return plain + rest
    }

    private static func character(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "lt": "<"
        case "gt": ">"
        case "amp": "&"
        case "quot": "\""
        case "apos": "'"
        default:
            if name.hasPrefix("#x") {
                UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
            } else {
                nil
            }
        }
    }
}

extension Substring.UTF8View {
    fileprivate mutating func skipWhiteSpace() {
        self = drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    fileprivate var isAllWhiteSpace: Bool { allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

    /// What stands before `end`, which is taken as well; nil when it is not there.
    fileprivate mutating func take(until end: String) -> Self? {
        guard let range = firstRange(of: end.utf8) else { return nil }
        defer { self = self[range.upperBound...] }
        return self[..<range.lowerBound]
    }

    /// What stands before the next tag; nil when there is none.
    fileprivate func leadingText() -> Self? {
        firstIndex(of: UInt8(ascii: "<")).map { self[..<$0] }
    }
}
