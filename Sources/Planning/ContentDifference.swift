internal import JSON
internal import Manifests
internal import StatesLanguage
internal import StepFunctions

extension ObservedStateMachine {
    /// The live content with the service's defaults spelled out; nil when the definition was not read.
    var content: StateMachineContent? {
        definition.map {
            StateMachineContent(
                type: type, definition: $0, roleArn: roleArn,
                loggingConfiguration: loggingConfiguration.withDefaults,
                tracingConfiguration: tracingConfiguration.withDefaults,
                encryptionConfiguration: encryptionConfiguration.withDefaults)
        }
    }
}

extension ObservedStateMachine {
    /// The live definition when `changes` put another in its place.
    func definition(replacedBy changes: [Change]) -> String? {
        changes.contains { isInDefinition($0.path) } ? definition : nil
    }

    /// Whether everything but the definition is as desired: the case of nearly every machine of nearly every run.
    fileprivate func isAsMetadataSays(_ desired: StateMachineContent) -> Bool {
        type == desired.type && roleArn == desired.roleArn
            && loggingConfiguration.withDefaults == desired.loggingConfiguration
            && tracingConfiguration.withDefaults == desired.tracingConfiguration
            && encryptionConfiguration.withDefaults == desired.encryptionConfiguration
    }
}

/// The fields in which live content differs from `desired`, without those that the policy ignores.
///
/// - Parameter observed: its definition is compared only when it was read: a caller that knows the definition
///   by its revision does not read it.
func contentChanges(
    from observed: ObservedStateMachine, to desired: StateMachineContent, of resource: ResourceID, policy: Policy,
    provenance: Provenance
) -> [Change] {
    if observed.isAsMetadataSays(desired), observed.definition == nil || observed.definition == desired.definition {
        return []
    }
    var found: [JSONDifference] = []
    found += differences(from: .string(observed.type.rawValue), to: .string(desired.type.rawValue), at: "type")
    if let live = observed.definition {
        found += definitionDifferences(from: live, to: desired.definition) { !policy.ignores($0, of: resource) }
    }
    found += differences(from: .string(observed.roleArn), to: .string(desired.roleArn), at: "roleArn")
    found += fieldDifferences(
        from: observed.loggingConfiguration.withDefaults, to: desired.loggingConfiguration, at: "loggingConfiguration")
    found += fieldDifferences(
        from: observed.tracingConfiguration.withDefaults, to: desired.tracingConfiguration, at: "tracingConfiguration")
    found += fieldDifferences(
        from: observed.encryptionConfiguration.withDefaults, to: desired.encryptionConfiguration,
        at: "encryptionConfiguration")
    return found.filter { !policy.ignores($0.path, of: resource) }.map {
        Change(path: $0.path, before: $0.before, after: $0.after, source: provenance.location(of: $0.path))
    }
}

/// Whether the path of a change, such as `definition.States.Charge.Next`, is the definition's or leads into it.
public func isInDefinition(_ path: String) -> Bool {
    path == "definition" || path.hasPrefix("definition.") || path.hasPrefix("definition[")
}

/// Definitions are compared by what they mean (see `canonicalDefinition`), so order, white space and defaults that
/// are spelled out never matter; a live text that is no JSON differs as a whole. Where they differ, the differences
/// are those of what is written.
///
/// - Parameter counts: whether a difference at a path is to be looked at.
private func definitionDifferences(
    from live: String, to desired: String, where counts: (String) -> Bool
) -> [JSONDifference] {
    if live == desired { return [] }
    guard let before = try? JSONValue(parsing: live), let after = try? JSONValue(parsing: desired) else {
        return [JSONDifference(path: "definition", before: .string(live), after: .string(desired))]
    }
    let meant = differences(from: canonicalDefinition(before), to: canonicalDefinition(after), at: "definition")
    guard meant.contains(where: { counts($0.path) }) else { return [] }
    return differences(from: before, to: after, at: "definition")
}

private func fieldDifferences<Value: Codable & Equatable>(
    from live: Value, to desired: Value, at path: String
) -> [JSONDifference] {
    live == desired ? [] : differences(from: json(of: live), to: json(of: desired), at: path)
}

/// One of the API's structures as JSON.
func json(of structure: some Encodable) -> JSONValue {
    do {
        return try JSONValueEncoder().encode(structure)
    } catch {
        preconditionFailure("the API's structures can always be encoded: \(error)")
    }
}
