internal import JSON

extension Checker {
    /// Warns where a result replaces the whole input although a later state reads what was in it.
    ///
    /// Only what is certain is reported: the members of the result are known (the answer of an optimized integration,
    /// a `ResultSelector`, a constant, the error of a catcher, the list of a Map or Parallel), every way to the
    /// reading state comes from such results, and none of them has the member, so that the read fails.
    mutating func adviseOnLostInput(of scope: FlowScope, _ languages: [QueryLanguage]) {
        var inputs = KnownInputs(scope, languages)
        inputs.follow()
        var reported: Set<KnownInput.Origin> = []
        for (index, state) in scope.states.enumerated() {
            guard let input = inputs[index], languages[index] == .jsonPath,
                let lost = InputReads(of: state).members.first(where: { !input.mayHave($0) }),
                reported.insert(input.origin).inserted
            else { continue }
            report(lost, by: state, input.origin, in: scope)
        }
    }

    private mutating func report(
        _ member: String, by reader: FlowState, _ origin: KnownInput.Origin, in scope: FlowScope
    ) {
        let state = scope.states[origin.state]
        var place = state.pointer
        var handler: JSONValue = .object(state.value)
        var what = "The result"
        if let catcher = origin.catcher {
            place = place.appending("Catch").appending(.index(catcher))
            handler = state.value["Catch"]?[catcher] ?? handler
            what = "The error"
        }
        if handler["ResultPath"] != nil { place = place.appending("ResultPath") }
        report(
            DefinitionFinding(
                .resultDropsInput,
                "\(what) replaces the whole input, and \(quoted(reader.name)) reads $.\(member), which is not in it",
                at: place, hint: "Put it beside the input by a ResultPath, such as $.\(origin.suggestedMember)."))
    }
}

/// What is known of the input of a state after a result replaced everything before.
struct KnownInput: Hashable {
    /// What replaced the input.
    struct Origin: Hashable {
        /// As an index of the scope's states.
        var state: Int
        /// Counted from 0; nil when the state's result did it.
        var catcher: Int?

        var suggestedMember: String { catcher == nil ? "result" : "error" }
    }

    /// The members that it may have at the top; none at all when it is a list.
    var members: Set<String>
    var origin: Origin

    func mayHave(_ member: String) -> Bool { members.contains(member) }
}

/// What is known of the input of every state of a scope, by the states' indexes.
struct KnownInputs {
    private enum Knowledge: Equatable {
        case unreached, known(KnownInput), anything
    }

    private let scope: FlowScope
    private let languages: [QueryLanguage]
    private var knowledge: [Knowledge]

    init(_ scope: FlowScope, _ languages: [QueryLanguage]) {
        self.scope = scope
        self.languages = languages
        knowledge = Array(repeating: .unreached, count: scope.states.count)
    }

    subscript(index: Int) -> KnownInput? {
        if case .known(let input) = knowledge[index] { input } else { nil }
    }

    /// Follows all ways from the start until nothing more is learnt. Members are only ever added, and more than
    /// `memberLimit` count as anything, so that this ends soon.
    mutating func follow() {
        guard let start = scope.start else { return }
        knowledge[start] = .anything
        var waiting = [start]
        while let index = waiting.popLast() {
            let input = self[index]
            for way in scope.states[index].transitions {
                guard let next = way.destination else { continue }
                let merged = merge(knowledge[next], output(of: index, input, by: way.kind))
                guard merged != knowledge[next] else { continue }
                knowledge[next] = merged
                waiting.append(next)
            }
        }
    }

    private func merge(_ left: Knowledge, _ new: KnownInput?) -> Knowledge {
        guard var input = new else { return .anything }
        switch left {
        case .unreached: break
        case .anything: return .anything
        case .known(let old): input = KnownInput(members: old.members.union(input.members), origin: old.origin)
        }
        return input.members.count > memberLimit ? .anything : .known(input)
    }

    private var memberLimit: Int { 32 }

    /// What leaves a state by one of its ways; nil when it may be anything.
    private func output(of index: Int, _ input: KnownInput?, by kind: FlowTransition.Kind) -> KnownInput? {
        let state = scope.states[index]
        guard languages[index] == .jsonPath else { return nil }
        if case .catcher(let catcher) = kind {
            guard let handler = state.value["Catch"]?[catcher] else { return nil }
            let error = KnownInput(members: ["Error", "Cause"], origin: .init(state: index, catcher: catcher))
            return placed(error, by: handler["ResultPath"], into: input)
        }
        guard isWhole(state.value["OutputPath"]) else { return nil }
        switch state.type {
        case .choice, .wait: return isWhole(state.value["InputPath"]) ? input : nil
        case .task, .map, .parallel, .pass:
            return placed(result(of: index, state, input), by: state.value["ResultPath"], into: input)
        case .succeed, .fail, nil: return nil
        }
    }

    /// The whole value, or the input with one more member, or the input as it was.
    private func placed(_ result: KnownInput?, by path: JSONValue?, into input: KnownInput?) -> KnownInput? {
        guard let path else { return result }
        if path.isNull { return input }
        guard let text = path.stringValue else { return nil }
        if text == "$" { return result }
        guard var input, let member = InputReads.members(in: text).first else { return nil }
        input.members.insert(member)
        return input
    }

    private func result(of index: Int, _ state: FlowState, _ input: KnownInput?) -> KnownInput? {
        let origin = KnownInput.Origin(state: index, catcher: nil)
        if let selector = state.value["ResultSelector"] {
            return selector.objectValue.map { KnownInput(members: $0.templateMembers, origin: origin) }
        }
        switch state.type {
        case .pass:
            if let result = state.value["Result"] {
                return result.objectValue.map { KnownInput(members: Set($0.keys), origin: origin) }
            }
            guard state.value["Parameters"] == nil, isWhole(state.value["InputPath"]) else { return nil }
            return input
        case .parallel: return KnownInput(members: [], origin: origin)
        case .map: return state.value["ResultWriter"] == nil ? KnownInput(members: [], origin: origin) : nil
        default:
            guard let answer = state.answerMembers else { return nil }
            return KnownInput(members: answer, origin: origin)
        }
    }

    private func isWhole(_ path: JSONValue?) -> Bool { path == nil || path?.stringValue == "$" }
}

extension FlowState {
    /// The members of the answer of a Task's integration; nil when they are not known.
    fileprivate var answerMembers: Set<String>? {
        guard let text = value["Resource"]?.stringValue, !holdsPlaceholder(text) || namesKnownCall(text),
            let integration = TaskResource(parsing: text)?.integration, integration.pattern == .requestResponse,
            let answer = integration.optimizedAction?.answer
        else { return nil }
        return Set(answer).union(["SdkHttpMetadata", "SdkResponseMetadata"])
    }
}

extension JSONObject {
    /// The keys that a payload template has once its paths are replaced by values.
    fileprivate var templateMembers: Set<String> {
        Set(keys.map { $0.hasSuffix(".$") ? String($0.dropLast(2)) : $0 })
    }
}
