internal import JSON

/// What a check has found so far, and where it stands. The checks themselves are extensions, one theme a file.
struct Checker {
    let options: CheckOptions
    private(set) var findings: [DefinitionFinding] = []
    private var counts: [DefinitionRule.Severity: Int] = [:]
    /// Where the check stands: what is reported, is reported here or below.
    private(set) var path: [DefinitionPointer.Step] = []
    /// Every variable that an expression reads, in the order of the definition.
    private(set) var variableUses: [VariableUse] = []
    /// The names of the states and the labels that were met: each must be the only one of the whole machine.
    var stateNames: Set<String> = []
    var labels: Set<String> = []

    init(_ options: CheckOptions) {
        self.options = options
    }

    /// Runs `body` one level further down.
    mutating func descend(_ key: String, _ body: (inout Checker) -> Void) {
        path.append(.key(key))
        body(&self)
        path.removeLast()
    }

    /// Runs `body` in an element of a list.
    mutating func descend(_ index: Int, _ body: (inout Checker) -> Void) {
        path.append(.index(index))
        body(&self)
        path.removeLast()
    }

    /// Reports a problem at the present place, or at a member of it.
    ///
    /// - Parameters:
    ///   - rule: The rule that is broken.
    ///   - message: What is wrong here.
    ///   - key: The member that is meant; nil for the present place itself.
    ///   - offset: Unicode scalars into the text there.
    ///   - isAboutKey: Whether the key is meant, not the value.
    ///   - hint: What to do about this very case.
    ///   - isLocatedAtParent: Whether AWS names the object around the member.
    mutating func report(
        _ rule: DefinitionRule, _ message: String, at key: String? = nil, offset: Int? = nil, isAboutKey: Bool = false,
        hint: String = "", isLocatedAtParent: Bool = false
    ) {
        var place = DefinitionPointer(path)
        if let key { place = place.appending(key) }
        report(
            DefinitionFinding(
                rule, message, at: place, offset: offset, isAboutKey: isAboutKey, hint: hint,
                isLocatedAtParent: isLocatedAtParent))
    }

    /// Takes a finding that knows its place.
    mutating func report(_ finding: DefinitionFinding) {
        guard hasRoom(for: finding.severity) else { return }
        counts[finding.severity, default: 0] += 1
        findings.append(finding)
    }

    /// Whether one more finding of this severity would be taken. Each has a limit of its own, since no number of
    /// warnings may hide an error.
    func hasRoom(for severity: DefinitionRule.Severity) -> Bool { counts[severity, default: 0] < findingLimit }

    /// Notes that the expression at the present place, or in a member of it, reads a variable.
    mutating func note(variable name: String, at key: String? = nil, offset: Int, isAskedFor: Bool = false) {
        var place = DefinitionPointer(path)
        if let key { place = place.appending(key) }
        variableUses.append(VariableUse(name: name, pointer: place, offset: offset, isAskedFor: isAskedFor))
    }

    /// Whether a text holds a placeholder whose value nobody knows yet.
    func isUnknown(_ text: String) -> Bool {
        options.placeholders == .unknown && holdsPlaceholder(text)
    }
}

/// A variable that an expression reads.
struct VariableUse: Hashable, Sendable {
    /// Without the `$`.
    var name: String
    /// The place of the expression's text.
    var pointer: DefinitionPointer
    /// Unicode scalars into the text.
    var offset: Int
    /// Whether the expression asks first if the variable has a value.
    var isAskedFor = false
}

/// Whether a text holds `${…}`, which CloudFormation, CDK, Terraform or another tool replaces before the service sees
/// it: a name, or with some tools a whole expression such as `${self:custom.stage}` or `${jsonencode(var.x)}`. In an
/// expression of JSONata `${key: value}` is a group of the context item and no placeholder, `${AWS::Region}` is one.
func holdsPlaceholder(_ text: String) -> Bool {
    let isExpression = text.utf8.starts(with: "{%".utf8)
    var bytes = text.utf8[...]
    // No byte is looked at again for each of many `${`, which one brace may close for all of them, or none.
    var end = bytes.startIndex
    while let dollar = bytes.firstIndex(of: UInt8(ascii: "$")) {
        bytes = bytes[bytes.index(after: dollar)...]
        guard bytes.first == UInt8(ascii: "{") else { continue }
        if end < bytes.startIndex {
            guard let next = bytes.firstIndex(of: UInt8(ascii: "}")) else { return false }
            end = next
        }
        let name = bytes[bytes.index(after: bytes.startIndex)..<end]
        guard name.contains(where: { $0 != UInt8(ascii: " ") }) else { continue }
        guard isExpression, let colon = loneColon(in: name) else { return true }
        // Whatever opens before the colon holds it too.
        bytes = bytes[colon...]
    }
    return false
}

/// The first colon that has no other one beside it.
private func loneColon(in name: Substring.UTF8View) -> String.Index? {
    var run: (start: String.Index, count: Int)?
    for index in name.indices {
        if name[index] == UInt8(ascii: ":") {
            run = (run?.start ?? index, (run?.count ?? 0) + 1)
        } else {
            if let run, run.count == 1 { return run.start }
            run = nil
        }
    }
    return run?.count == 1 ? run?.start : nil
}
