public import JSON

/// Where a state stands.
public struct StatePlace: Hashable, Sendable, Codable {
    /// The branches and processors around it, from outside in; empty for the machine's own states.
    public var scope: [FlowScope.Owner]
    /// Its key in `States`.
    public var name: String

    /// Takes every part.
    public init(scope: [FlowScope.Owner] = [], name: String) {
        self.scope = scope
        self.name = name
    }
}

/// A state that is in one of two definitions only.
public struct StateContent: Hashable, Sendable, Codable {
    /// Where it stands.
    public var place: StatePlace
    /// What it says, without branches and processor, which are changes of their own.
    public var fields: JSONObject
}

/// A branch or processor that is in one of two definitions only.
public struct ScopeContent: Hashable, Sendable, Codable {
    /// The branches and processors around it and itself, from outside in.
    public var place: [FlowScope.Owner]
    /// What it says beside its states, which are changes of their own.
    public var fields: JSONObject
}

/// What changed about a state that is in both definitions.
public struct StateChange: Hashable, Sendable, Codable {
    /// Where it stands in the first.
    public var before: StatePlace
    /// Where it stands in the second.
    public var after: StatePlace
    /// Whether it has left its scope for another one. A scope that moves takes its states along.
    public var isMoved: Bool
    /// What differs in the state itself. A name that only follows a renamed state is no difference.
    public var fields: [FieldChange]

    /// The change that leads back.
    var reversed: StateChange {
        StateChange(before: after, after: before, isMoved: isMoved, fields: fields.map(\.reversed).inFieldOrder)
    }
}

/// What changed about the machine itself, a branch or a processor.
public struct ScopeChange: Hashable, Sendable, Codable {
    /// Where it stands in the first, from outside in; empty for the machine.
    public var before: [FlowScope.Owner]
    /// Where it stands in the second.
    public var after: [FlowScope.Owner]
    /// What differs beside its states.
    public var fields: [FieldChange]

    /// The change that leads back.
    var reversed: ScopeChange {
        ScopeChange(before: after, after: before, fields: fields.map(\.reversed).inFieldOrder)
    }
}

/// A smallest part of a state or scope that differs.
public struct FieldChange: Hashable, Sendable {
    /// One level on the way to it.
    public enum Step: Hashable, Sendable, Codable {
        case member(key: String)
        /// An element by its index in the first list and in the second, nil where it is absent. `words` says which one
        /// it is, such as `on PaymentFailed`; empty when it is the only one, nil when its index has to do.
        case element(before: Int?, after: Int?, words: String?)
    }

    /// From the state or scope downwards.
    public var path: [Step]
    /// The value in the first; nil when it is absent there.
    public var before: JSONValue?
    /// The value in the second; nil when it is absent there. Both are nil for an element that only moved.
    public var after: JSONValue?

    /// The change that leads back.
    var reversed: FieldChange {
        FieldChange(path: path.map(\.reversed), before: after, after: before)
    }
}

extension FieldChange.Step {
    fileprivate var reversed: Self {
        guard case .element(let before, let after, let words) = self else { return self }
        return .element(before: after, after: before, words: words)
    }
}

/// A value that is absent and a value that is `null` are two things, so they are coded by hand.
extension FieldChange: Codable {
    private enum Key: String, CodingKey {
        case path, before, after
    }

    /// Decodes what `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        path = try container.decode([Step].self, forKey: .path)
        if container.contains(.before) { before = try container.decode(JSONValue.self, forKey: .before) }
        if container.contains(.after) { after = try container.decode(JSONValue.self, forKey: .after) }
    }

    /// Leaves out what is absent.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(path, forKey: .path)
        if let before { try container.encode(before, forKey: .before) }
        if let after { try container.encode(after, forKey: .after) }
    }
}

/// A way between two states that is in one of two definitions only.
public struct TransitionChange: Hashable, Sendable, Codable {
    /// By what a way is taken.
    public enum Kind: Hashable, Sendable, Codable {
        case next
        /// A rule of a Choice, in words such as `$.amount > 100`.
        case choice(when: String)
        case defaultChoice
        /// A catcher, in words such as `on PaymentFailed`.
        case error(words: String)
    }

    /// The state that it leaves, where it stands in the definition that has the way.
    public var from: StatePlace
    /// The state that it leads to, in the same scope.
    public var to: String
    /// By what it is taken.
    public var kind: Kind
    /// Whether the second definition has it, and not the first.
    public var isAdded: Bool

    /// The change that leads back.
    var reversed: TransitionChange {
        TransitionChange(from: from, to: to, kind: kind, isAdded: !isAdded)
    }
}

/// Something that is true of states which are in both definitions, but in one of these only.
public struct GraphEffect: Hashable, Sendable, Codable {
    /// What is true of them.
    public enum Property: String, Hashable, Sendable, Codable {
        /// No way leads here from the start of the scope.
        case unreached
        /// The scope can end here.
        case terminal
        /// The states lead back to themselves, and none of them does in the other definition.
        case loop
        /// The states lead back to themselves; others that they do it with did so before.
        case looping
    }

    /// What is true of them.
    public var property: Property
    /// One state; of loops the states in the order of the definition.
    public var states: [StatePlace]
    /// Whether it is true in the second definition, and not in the first.
    public var isGained: Bool

    /// The change that leads back.
    var reversed: GraphEffect {
        GraphEffect(property: property, states: states, isGained: !isGained)
    }
}
