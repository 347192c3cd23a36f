public import JSON

/// The states of a definition and how an execution moves between them. It can be made of any definition: what is
/// malformed is left out, and the checks speak of it.
public struct Flow: Hashable, Sendable {
    /// All `States` objects, an outer one before those inside of it; the first is the machine's own.
    public var scopes: [FlowScope]

    /// Every state of every scope.
    public var states: some Sequence<FlowState> { scopes.lazy.flatMap(\.states) }
}

/// One `States` object: transitions never leave it.
public struct FlowScope: Hashable, Sendable {
    /// What the scope belongs to.
    public enum Owner: Hashable, Sendable, Codable {
        case machine
        /// A branch of the Parallel state with this name, counted from 0.
        case branch(of: String, index: Int)
        /// The `ItemProcessor` (or `Iterator`) of the Map state with this name.
        case processor(of: String)
    }

    /// Its index in `Flow.scopes`.
    public var id: Int
    /// The scope that holds the owning state; nil for the machine's own.
    public var parent: Int?
    /// What it belongs to.
    public var owner: Owner
    /// The place of the object that holds `StartAt` and `States`.
    public var pointer: DefinitionPointer
    /// The value of `StartAt`, when it is a text.
    public var startAt: String?
    /// Whether there is an object `States`; when not, nobody can tell what is missing in it.
    public var hasStates: Bool
    /// In written order.
    public var states: [FlowState]
    /// The state that `StartAt` names, as an index of `states`; nil when there is none.
    public var start: Int?
    /// Whether each run of it is an execution of its own: the processor of a Map in mode DISTRIBUTED.
    public var isDistributed: Bool
    /// The members of `States` that are no objects: there is a name, and nobody can tell what it does.
    public var unreadableNames: [String]
}

/// One state with its ways out.
public struct FlowState: Hashable, Sendable {
    /// Its key in `States`.
    public var name: String
    /// Nil when `Type` is missing or unknown.
    public var type: StateType?
    /// The place of the `States` object that holds it.
    var container: DefinitionPointer
    /// The state as it is written.
    public var value: JSONObject
    /// Whether an execution of the scope can end here: `End`, Succeed or Fail.
    public var isTerminal: Bool
    /// In written order.
    public var transitions: [FlowTransition]
    /// Whether a way out is missing or malformed, so that nobody can tell where all of them lead.
    public var isIncomplete: Bool
    /// The scopes inside of it, as indexes of `Flow.scopes`.
    public var inner: [Int]

    /// The place of the state. It is put together when asked for: most states are never reported.
    public var pointer: DefinitionPointer { container.appending(name) }
}

/// A way from one state to another.
public struct FlowTransition: Hashable, Sendable {
    /// By what the way is taken.
    public enum Kind: Hashable, Sendable, Codable {
        case next
        /// The rule of `Choices`, counted from 0.
        case choice(Int)
        case defaultChoice
        /// The catcher, counted from 0.
        case catcher(Int)
    }

    /// By what the way is taken.
    public var kind: Kind
    /// The state that it leads to, whether or not there is one.
    public var target: String
    /// The target as an index of the scope's `states`; nil when it is not there.
    public var destination: Int?
    /// The state that it leads from.
    var source: String
    /// The place of the `States` object that holds the state.
    var container: DefinitionPointer

    /// The place of the target's name.
    public var pointer: DefinitionPointer {
        let steps: [DefinitionPointer.Step] =
            switch kind {
            case .next: [.key("Next")]
            case .choice(let index): [.key("Choices"), .index(index), .key("Next")]
            case .defaultChoice: [.key("Default")]
            case .catcher(let index): [.key("Catch"), .index(index), .key("Next")]
            }
        return DefinitionPointer(container.steps + [.key(source)] + steps)
    }
}
