internal import Crypto
internal import Documents
internal import JSON
internal import StepFunctions

/// Makes the desired resource from a `spec` that has passed all checks. What it reads by name here is
/// described in the kinds' shapes; anything missing has the default that is written there.
struct DesiredBuilder {
    let resource: ResourceDocument
    /// After patches and substitution.
    let spec: Node
    let scope: Scope
    let origins: Origins
    let provenance: Provenance

    /// What the shapes cannot say.
    var problems: [Diagnostic] {
        resource.id.kind == .stateMachineAlias ? routeProblems(spec.member("routingConfiguration")) : []
    }

    func desired(definition: ResolvedDefinition?, references: Set<ResourceID>) -> Resolution.Desired? {
        switch resource.id.kind {
        case .activity: return .activity(activity)
        case .stateMachine: return definition.map { .stateMachine(stateMachine($0, references)) }
        case .stateMachineAlias: return alias.map { .alias($0) }
        }
    }

    private var liveName: String { scope.liveNames[resource.id] ?? resource.id.name }

    private var activity: DesiredActivity {
        let encryption = encryptionConfiguration
        let tags = tags
        let content: JSONValue = ["encryptionConfiguration": encryption.canonicalValue]
        let all: JSONValue = ["content": content, "name": .string(liveName), "tags": tagsValue(tags)]
        return DesiredActivity(
            id: resource.id, arn: scope.activityARN(liveName), encryptionConfiguration: encryption, tags: tags,
            contentDigest: Digest(canonical: content), resourceDigest: Digest(canonical: all), lifecycle: lifecycle,
            provenance: provenance)
    }

    private func stateMachine(_ definition: ResolvedDefinition, _ references: Set<ResourceID>) -> DesiredStateMachine {
        let content = StateMachineContent(
            type: StateMachineType(rawValue: spec["type"]?.stringValue ?? StateMachineType.standard.rawValue),
            definition: definition.text, roleArn: spec["roleArn"]?.stringValue ?? "",
            loggingConfiguration: loggingConfiguration,
            tracingConfiguration: TracingConfiguration(
                enabled: spec["tracingConfiguration"]?["enabled"]?.boolValue ?? false),
            encryptionConfiguration: encryptionConfiguration)
        let digest = content.digest(definition: definition.value)
        let tags = tags
        let publish = spec["publish"]?.boolValue ?? true
        let description = spec["versionDescription"]?.stringValue
        let all: JSONValue = [
            "content": .string(digest.description), "name": .string(liveName), "publish": .bool(publish),
            "tags": tagsValue(tags), "versionDescription": description.map(JSONValue.string) ?? .null,
        ]
        return DesiredStateMachine(
            id: resource.id, arn: scope.stateMachineARN(liveName), content: content, contentDigest: digest,
            resourceDigest: Digest(canonical: all), tags: tags, publish: publish, versionDescription: description,
            lifecycle: lifecycle, dependencies: resource.id.dependencies(among: references), provenance: provenance)
    }

    private var alias: DesiredAlias? {
        guard let machine = resource.id.aliasedMachine, let machineName = scope.liveNames[machine] else { return nil }
        let routes = (spec["routingConfiguration"]?.elements ?? []).compactMap(route)
        let description = spec["description"]?.stringValue
        let all: JSONValue = [
            "description": description.map(JSONValue.string) ?? .null, "name": .string(liveName),
            "routingConfiguration": .array(routes.map(\.canonicalValue)), "stateMachine": .string(machineName),
        ]
        // The service keeps no empty description. The digest says what the manifest says, and stays what it was.
        let words = description.flatMap { $0.isEmpty ? nil : $0 }
        return DesiredAlias(
            id: resource.id, stateMachine: machine,
            arn: StateMachineAliasARN(stateMachine: scope.stateMachineARN(machineName), name: liveName),
            description: words, routes: routes, resourceDigest: Digest(canonical: all), lifecycle: lifecycle,
            provenance: provenance)
    }
}

// MARK: - Parts that kinds share

extension DesiredBuilder {
    private var tags: [String: String] {
        var tags: [String: String] = [:]
        for member in spec["tags"]?.members ?? [] { tags[member.key] = member.value.stringValue }
        return tags
    }

    private func tagsValue(_ tags: [String: String]) -> JSONValue {
        .object(JSONObject(tags.map { ($0.key, .string($0.value)) }))
    }

    private var lifecycle: Lifecycle {
        let node = spec["lifecycle"]
        return Lifecycle(
            protect: node?["protect"]?.boolValue ?? false,
            allowReplacement: node?["allowReplacement"]?.boolValue ?? false,
            tagPolicy: node?["tagPolicy"]?.stringValue.flatMap(Lifecycle.TagPolicy.init) ?? .shared)
    }

    private var encryptionConfiguration: EncryptionConfiguration {
        guard let node = spec["encryptionConfiguration"], let type = node["type"]?.stringValue else { return .unset }
        return EncryptionConfiguration(
            type: EncryptionType(rawValue: type), kmsKeyId: node["kmsKeyId"]?.stringValue,
            kmsDataKeyReusePeriodSeconds: node["kmsDataKeyReusePeriodSeconds"]?.intValue
        ).withDefaults
    }

    private var loggingConfiguration: LoggingConfiguration {
        guard let node = spec["loggingConfiguration"] else { return .unset }
        let destinations = (node["destinations"]?.elements ?? []).map { item in
            LogDestination(
                cloudWatchLogsLogGroup: CloudWatchLogsLogGroup(
                    logGroupArn: item["cloudWatchLogsLogGroup"]?["logGroupArn"]?.stringValue))
        }
        return LoggingConfiguration(
            level: node["level"]?.stringValue.map(LogLevel.init(rawValue:)),
            includeExecutionData: node["includeExecutionData"]?.boolValue, destinations: destinations
        ).withDefaults
    }
}

// MARK: - Routes

extension DesiredBuilder {
    private func route(_ node: Node) -> DesiredRoute? {
        guard let weight = node["weight"]?.intValue else { return nil }
        if let commit = node["commit"]?.stringValue { return DesiredRoute(selector: .commit(commit), weight: weight) }
        if let number = node["version"]?.intValue { return DesiredRoute(selector: .version(number), weight: weight) }
        return node["version"]?.stringValue == "current" ? DesiredRoute(selector: .current, weight: weight) : nil
    }

    private func routeProblems(_ member: Node.Member?) -> [Diagnostic] {
        guard let member, let elements = member.value.elements, (1...2).contains(elements.count) else { return [] }
        let routes = elements.compactMap(route)
        guard routes.count == elements.count else { return [] }
        var problems: [Diagnostic] = []
        let weights = routes.map(\.weight)
        if weights.reduce(0, { $0 &+ $1 }) != 100, weights.allSatisfy({ (0...100).contains($0) }) {
            problems.append(
                Diagnostic(
                    .error, "weights-do-not-sum",
                    "the weights of '\(resource.id.name)' sum to \(weights.reduce(0, +)), not to 100",
                    detail:
                        "They are \(weights.map(String.init).joined(separator: " and ")). Every execution takes one "
                        + "of the routes.",
                    at: origins.location(member.keyPosition)))
        }
        if routes.count == 2, routes[0].selector == routes[1].selector {
            let first = origins.location(elements[0].position)
            let second = origins.location(elements[1].position)
            problems.append(
                Diagnostic(
                    .error, "duplicate-route", "both routes lead to the same version",
                    detail: "They are at \(first) and \(second). Remove one, and give the other the weight 100.",
                    at: second,
                    related: [Diagnostic.Related(message: "the first route", location: first)]))
        }
        return problems
    }
}

extension DesiredRoute {
    fileprivate var canonicalValue: JSONValue {
        let weight = JSONValue.number(JSONNumber(weight))
        return switch selector {
        case .current: ["version": "current", "weight": weight]
        case .version(let number): ["version": .number(JSONNumber(number)), "weight": weight]
        case .commit(let commit): ["commit": .string(commit), "weight": weight]
        }
    }
}

extension ResourceID {
    /// Which references order steps. A machine may name itself and its own aliases, to start itself anew: their
    /// ARNs are known, and nothing has to come first.
    func dependencies(among references: Set<ResourceID>) -> [ResourceID] {
        references.filter { $0 != self && $0.aliasedMachine != self }.sorted()
    }
}
