internal import JSON
internal import Manifests
internal import Planning
internal import StatesLanguage

/// How much of a changed definition a report for people shows.
public enum DefinitionDetail: Sendable, Hashable {
    /// The changed states and the ways between them.
    case states
    /// These, and below them every field with both values.
    case fields
}

/// What changed between two definitions, as people think of it.
struct DefinitionChanges {
    let before: JSONValue
    let after: JSONValue
    /// One line a change; never empty.
    let sentences: [String]

    /// Nil when one of the texts is no JSON, or both mean the same: then only the fields tell.
    init?(from before: String, to after: String) {
        guard let before = try? JSONValue(parsing: before), let after = try? JSONValue(parsing: after) else {
            return nil
        }
        self.before = before
        self.after = after
        sentences = DefinitionDifference(from: before, to: after).sentences
        if sentences.isEmpty { return nil }
    }

    /// Both definitions in one picture.
    var graph: StateGraph { StateGraph(from: before, to: after) }
}

extension Step {
    /// What the step changes of the definition; nil when it changes nothing of it.
    var definitionChanges: DefinitionChanges? {
        guard let liveDefinition, case .updateStateMachine(let write) = action else { return nil }
        return DefinitionChanges(from: liveDefinition, to: write.content.definition)
    }
}

extension DriftReport.DefinitionDrift {
    /// What somebody did to the definition since it was deployed.
    var changes: DefinitionChanges? { DefinitionChanges(from: desired, to: observed) }
}
