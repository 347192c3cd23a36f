public import JSON

/// What changed between two definitions, as people think of it: states and the ways between them.
///
/// White space, the order of members and of an `ErrorEquals` set, defaults that are spelled out, and `Iterator` for
/// `ItemProcessor` make no difference; see `canonicalDefinition`. A state is the same one when it has the same name,
/// wherever it stands; or, in the same scope, the same content, mostly the same content, or the same type and the same
/// ways in and out. States that exchanged their names, or passed them on, are followed by their content.
public struct DefinitionDifference: Hashable, Sendable, Codable {
    /// One thing that changed. Together they lead from the one definition to the other.
    public enum Change: Hashable, Sendable, Codable {
        case stateAdded(state: StateContent)
        case stateRemoved(state: StateContent)
        /// The state got another name, place or field.
        case stateChanged(state: StateChange)
        /// A branch or processor is new.
        case scopeAdded(scope: ScopeContent)
        case scopeRemoved(scope: ScopeContent)
        /// The machine, a branch or a processor got another place or another field beside `States`.
        case scopeChanged(scope: ScopeChange)
        /// One of the two is no object at all.
        case replaced(before: JSONValue, after: JSONValue)
    }

    /// In the order of the definitions, as far as it is the same in both.
    public var changes: [Change] = []
    /// Ways between states that are in one definition only. They follow from the changes.
    public var transitions: [TransitionChange] = []
    /// What the changes do to the graph as a whole. It follows from them.
    public var effects: [GraphEffect] = []

    /// The difference that leads from one definition to another.
    public init(from before: JSONValue, to after: JSONValue) {
        let (old, new) = (canonicalDefinition(before), canonicalDefinition(after))
        guard let oldMachine = old.objectValue, let newMachine = new.objectValue else {
            if old != new { changes = [.replaced(before: old, after: new)] }
            return
        }
        let matching = DefinitionMatching(DefinitionOutline(oldMachine), DefinitionOutline(newMachine))
        changes = matching.changes()
        guard !changes.isEmpty else { return }
        transitions = matching.transitionChanges()
        effects = matching.effects()
    }

    /// Whether both mean the same.
    public var isEmpty: Bool { changes.isEmpty }

    /// The difference that leads back: equal to the one that is made from the two definitions the other way around.
    public var reversed: DefinitionDifference {
        var result = self
        result.changes = changes.map(\.reversed)
        result.transitions = transitions.map(\.reversed)
        result.effects = effects.map(\.reversed)
        return result
    }
}

extension DefinitionDifference.Change {
    /// The change that leads back.
    fileprivate var reversed: Self {
        switch self {
        case .stateAdded(let state): .stateRemoved(state: state)
        case .stateRemoved(let state): .stateAdded(state: state)
        case .stateChanged(let state): .stateChanged(state: state.reversed)
        case .scopeAdded(let scope): .scopeRemoved(scope: scope)
        case .scopeRemoved(let scope): .scopeAdded(scope: scope)
        case .scopeChanged(let scope): .scopeChanged(scope: scope.reversed)
        case .replaced(let before, let after): .replaced(before: after, after: before)
        }
    }
}
