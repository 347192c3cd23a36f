public import Documents
public import StatesLanguage

/// Where the findings of one definition stand in the file that its author wrote.
public struct FindingPlaces: Sendable {
    private let root: Node
    private let file: String
    private let text: SourceText
    private let isSubstituted: Bool

    /// - Parameters:
    ///   - root: The definition as it is written, alone in its file or inside a manifest.
    ///   - file: The path that locations name.
    ///   - bytes: The file's content, which is what places inside of strings are looked up in.
    ///   - isSubstituted: Whether placeholders were replaced before the check, so that what stands behind one in a
    ///     string has moved.
    public init(root: Node, file: String, bytes: [UInt8], isSubstituted: Bool = false) {
        self.init(root: root, file: file, text: SourceText(bytes), isSubstituted: isSubstituted)
    }

    /// The same of a file whose text is read for several definitions.
    init(root: Node, file: String, text: SourceText, isSubstituted: Bool) {
        self.root = root
        self.file = file
        self.text = text
        self.isSubstituted = isSubstituted
    }

    /// The place of every finding; where a member is missing, the deepest place that exists.
    public func locations(of findings: [DefinitionFinding]) -> [SourceLocation] {
        places(of: findings).map(\.location)
    }

    /// The place of every finding, and how many steps of its pointer exist here: of a definition that is merged from
    /// several files, the file with most of them says it.
    func places(of findings: [DefinitionFinding]) -> [(location: SourceLocation, depth: Int)] {
        var strings: [SourcePosition: FoundString] = [:]
        var places = findings.enumerated().map { index, finding in
            let found = descend(finding.pointer)
            let isWhole = found.depth == finding.pointer.steps.count
            if isWhole, !finding.isAboutKey, let offset = finding.offset, let text = found.node.stringValue {
                strings[found.node.position, default: FoundString(text: text)].offsets.append((index, offset))
            }
            let position = position(of: finding, at: found, isWhole)
            return (location: SourceLocation(file: file, position: position), depth: found.depth)
        }
        for (start, string) in strings {
            for (index, position) in positions(in: string, startingAt: start) {
                places[index].location = SourceLocation(file: file, position: position)
            }
        }
        return places
    }

    /// A string with findings inside of it, each by its place in the list.
    private struct FoundString {
        var text: String
        var offsets: [(index: Int, offset: Int)] = []
    }

    /// A node with the place of its key, when it has one.
    private struct Place {
        var node: Node
        var keyPosition: SourcePosition?
        var depth: Int
    }

    private func descend(_ pointer: DefinitionPointer) -> Place {
        var place = Place(node: root, keyPosition: nil, depth: 0)
        for step in pointer.steps {
            switch step {
            case .key(let key):
                guard let member = place.node.member(key) else { return place }
                place.node = member.value
                place.keyPosition = member.keyPosition
            case .index(let index):
                guard let elements = place.node.elements, elements.indices.contains(index) else { return place }
                place.node = elements[index]
                place.keyPosition = nil
            }
            place.depth += 1
        }
        return place
    }

    /// Objects and lists are shown by their key, since that has their name; everything else by its value.
    private func position(of finding: DefinitionFinding, at place: Place, _ isWhole: Bool) -> SourcePosition {
        let isContainer = place.node.members != nil || place.node.elements != nil
        if let key = place.keyPosition, !isWhole || finding.isAboutKey || isContainer { return key }
        return place.node.position
    }

    /// Where in the file the findings inside of a string stand, as far as that can be told: what stands behind a
    /// placeholder that was replaced has moved.
    private func positions(
        in string: FoundString, startingAt start: SourcePosition
    ) -> [(index: Int, position: SourcePosition)] {
        let end = isSubstituted ? firstPlaceholder(in: string.text) ?? .max : .max
        let inOrder = string.offsets.filter { $0.offset - 2 < end }.sorted { $0.offset < $1.offset }
        let positions = text.positions(of: inOrder.map(\.offset), in: string.text, startingAt: start)
        return zip(inOrder, positions).compactMap { found, position in position.map { (found.index, $0) } }
    }

    /// How many scalars stand before the first `${`.
    private func firstPlaceholder(in text: String) -> Int? {
        var isBehindDollar = false
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if isBehindDollar, scalar == "{" { return index - 1 }
            isBehindDollar = scalar == "$"
        }
        return nil
    }
}
