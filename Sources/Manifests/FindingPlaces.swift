public import Documents
public import StatesLanguage

/// Where the findings of one definition stand in the file that its author wrote.
public struct FindingPlaces: Sendable {
    private let root: Node
    private let file: String
    private let text: SourceText?
    private let isSubstituted: Bool

    /// - Parameters:
    ///   - root: The definition as it is written, alone in its file or inside a manifest.
    ///   - file: The path that locations name.
    ///   - bytes: The file's content, which is what places inside of strings are looked up in; nil does without.
    ///   - isSubstituted: Whether placeholders were replaced before the check, so that what stands behind one in a
    ///     string has moved.
    public init(root: Node, file: String, bytes: [UInt8]?, isSubstituted: Bool = false) {
        self.root = root
        self.file = file
        text = bytes.map(SourceText.init)
        self.isSubstituted = isSubstituted
    }

    /// The same of a file whose text is read for several definitions.
    init(root: Node, file: String, text: SourceText, isSubstituted: Bool) {
        self.root = root
        self.file = file
        self.text = text
        self.isSubstituted = isSubstituted
    }

    /// The place of a finding; where a member is missing, the deepest place that exists.
    public func location(of finding: DefinitionFinding) -> SourceLocation {
        place(of: finding).location
    }

    /// The place of a finding, and how many steps of its pointer exist here: of a definition that is merged from
    /// several files, the file with most of them says it.
    public func place(of finding: DefinitionFinding) -> (location: SourceLocation, depth: Int) {
        let found = descend(finding.pointer)
        let isWhole = found.depth == finding.pointer.steps.count
        return (SourceLocation(file: file, position: position(of: finding, at: found, isWhole)), found.depth)
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
        guard isWhole, let offset = finding.offset else { return place.node.position }
        return position(of: offset, in: place.node) ?? place.node.position
    }

    private func position(of offset: Int, in node: Node) -> SourcePosition? {
        guard let text, let string = node.stringValue, !hasMoved(offset, in: string) else { return nil }
        return text.position(of: offset, in: string, startingAt: node.position)
    }

    /// Whether a placeholder that was replaced stands before the offset.
    private func hasMoved(_ offset: Int, in string: String) -> Bool {
        guard isSubstituted else { return false }
        return String(string.unicodeScalars.prefix(offset)).contains("${")
    }
}
