internal import JSON

extension Checker {
    /// The findings without those that a `Comment` allows, and with what is wrong about such comments.
    ///
    /// A comment of a state is about the state and what is inside of it, a comment of a branch or processor about that,
    /// and a comment of the definition about all of it. The order of the findings is kept: errors come as AWS has them.
    /// Without advice nothing is looked at: AWS does not read comments either.
    func findings(allowedBy machine: JSONObject) -> [DefinitionFinding] {
        guard options.includesAdvice else { return findings }
        var book = AllowanceBook()
        book.read(machine)
        guard !book.isEmpty else { return findings }
        // Of findings that were left out nobody knows what would have allowed them.
        let isCut = !hasRoom(for: .warning)
        var left = (findings + book.problems).filter { !book.takes($0) }
        if !isCut { left += book.unusedAllowances().filter { !book.takes($0) } }
        var warnings = 0
        return left.filter { finding in
            if finding.severity == .warning { warnings += 1 }
            return finding.severity == .error || warnings <= findingLimit
        }
    }
}

/// The allowances of a definition by the place of the object that their comment stands in.
private struct AllowanceBook {
    private struct Entry {
        var rule: DefinitionRule
        var comment: DefinitionPointer
        var offset: Int
        var isUsed = false
    }

    private var entries: [Entry] = []
    private var entriesAt: [DefinitionPointer: [Int]] = [:]
    private var depths: Set<Int> = []
    /// What names come to: the same few stand in many comments.
    private var meanings: [String: AllowedRule] = [:]
    /// Where the reading stands.
    private var path: [DefinitionPointer.Step] = []
    /// What is wrong with the comments themselves.
    private(set) var problems: [DefinitionFinding] = []

    var isEmpty: Bool { entries.isEmpty && problems.isEmpty }

    // MARK: Reading

    /// Reads the comments of a machine, branch or processor and of its states.
    mutating func read(_ scope: JSONObject) {
        readComment(scope)
        for (name, state) in scope["States"]?.objectValue ?? [:] {
            guard let state = state.objectValue else { continue }
            descend([.key("States"), .key(name)]) { $0.readState(state) }
        }
    }

    private mutating func readState(_ state: JSONObject) {
        readComment(state)
        for (index, branch) in (state["Branches"]?.arrayValue ?? []).enumerated() {
            guard let branch = branch.objectValue else { continue }
            descend([.key("Branches"), .index(index)]) { $0.read(branch) }
        }
        for key in ["ItemProcessor", "Iterator"] {
            guard let processor = state[key]?.objectValue else { continue }
            descend([.key(key)]) { $0.read(processor) }
        }
    }

    private mutating func descend(_ steps: [DefinitionPointer.Step], _ body: (inout AllowanceBook) -> Void) {
        path += steps
        body(&self)
        path.removeLast(steps.count)
    }

    private mutating func readComment(_ object: JSONObject) {
        guard let comment = object["Comment"]?.stringValue else { return }
        for allowance in Allowance.allowances(in: comment) { add(allowance) }
    }

    private mutating func add(_ allowance: Allowance) {
        let comment = DefinitionPointer(path).appending("Comment")
        func complain(_ rule: DefinitionRule, _ message: String, _ offset: Int, hint: String = "") {
            problems.append(DefinitionFinding(rule, message, at: comment, offset: offset, hint: hint))
        }
        if allowance.rules.isEmpty { complain(.unknownAllowance, "An allowance names no rule.", allowance.offset) }
        if allowance.reason.isEmpty {
            return complain(
                .allowanceWithoutReason, "An allowance gives no reason, and so it allows nothing.", allowance.offset,
                hint: "Go on with 'because' and the reason, on the same line.")
        }
        for name in allowance.rules {
            switch meaning(of: name.text) {
            case .allowed(let rule): add(Entry(rule: rule, comment: comment, offset: name.offset))
            case .enforced(let rule):
                complain(
                    .allowanceOfError, "'\(rule.name)' cannot be allowed: AWS refuses such a definition.", name.offset)
            case .unknown(let nearest):
                complain(
                    .unknownAllowance, "There is no rule '\(name.text)'.", name.offset,
                    hint: nearest.map { "Did you mean '\($0)'?" } ?? "`statecraft explain` lists all rules.")
            }
        }
    }

    private mutating func meaning(of name: String) -> AllowedRule {
        if let meaning = meanings[name] { return meaning }
        let meaning = AllowedRule(named: name)
        meanings[name] = meaning
        return meaning
    }

    private mutating func add(_ entry: Entry) {
        entriesAt[DefinitionPointer(path), default: []].append(entries.count)
        depths.insert(path.count)
        entries.append(entry)
    }

    // MARK: Applying

    /// Whether a finding is allowed. Every allowance that is about it counts as used.
    mutating func takes(_ finding: DefinitionFinding) -> Bool {
        guard finding.severity == .warning else { return false }
        var isTaken = false
        for depth in depths where depth <= finding.pointer.steps.count {
            let place = DefinitionPointer(Array(finding.pointer.steps.prefix(depth)))
            for index in entriesAt[place] ?? [] where entries[index].rule == finding.rule {
                entries[index].isUsed = true
                isTaken = true
            }
        }
        return isTaken
    }

    /// A finding for every allowance that nothing was found for.
    func unusedAllowances() -> [DefinitionFinding] {
        // Whether an allowance of this very rule is used is only seen afterwards.
        entries.filter { !$0.isUsed && $0.rule != .unusedAllowance }.map { entry in
            DefinitionFinding(
                .unusedAllowance, "The allowance of '\(entry.rule.name)' is not needed here.", at: entry.comment,
                offset: entry.offset)
        }
    }
}
