/// A place in a text: line and column, both counted from 1. Columns count Unicode scalars.
public struct SourcePosition: Hashable, Sendable, Comparable, Codable {
    /// Counted from 1.
    public var line: UInt32
    /// In Unicode scalars, counted from 1.
    public var column: UInt32

    /// A place; numbers beyond 32 bits are taken as the largest.
    public init(line: Int, column: Int) {
        self.line = UInt32(clamping: line)
        self.column = UInt32(clamping: column)
    }

    /// The order of the text.
    public static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A place in a file of the source, written `file:line:column`.
public struct SourceLocation: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The path relative to the repository's root, with `/`.
    public var file: String
    /// The place in the file.
    public var position: SourcePosition

    /// A place of a file.
    public init(file: String, position: SourcePosition) {
        self.file = file
        self.position = position
    }

    /// A place of a file by line and column, counted from 1.
    public init(file: String, line: Int, column: Int) {
        self.init(file: file, position: SourcePosition(line: line, column: column))
    }

    /// Counted from 1.
    public var line: Int { Int(position.line) }
    /// In Unicode scalars, counted from 1.
    public var column: Int { Int(position.column) }
    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }

    /// By file, then by place.
    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.position) < (right.file, right.position)
    }

    private enum CodingKeys: String, CodingKey { case file, line, column }

    /// Reads the members `file`, `line` and `column`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            file: try container.decode(String.self, forKey: .file),
            line: try container.decode(Int.self, forKey: .line),
            column: try container.decode(Int.self, forKey: .column))
    }

    /// Writes the members `file`, `line` and `column`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(line, forKey: .line)
        try container.encode(column, forKey: .column)
    }
}
