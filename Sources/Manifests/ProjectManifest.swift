internal import Documents
internal import JSON
internal import StepFunctions

/// The project's document with the places that diagnostics about it need.
struct ProjectManifest: Sendable {
    var document: ProjectDocument
    /// Where each environment declares each parameter.
    var parameterPlaces: [String: [String: SourceLocation]] = [:]
    /// Where each environment names each of its patches.
    var patchPlaces: [String: [SourceLocation]] = [:]
    /// What is wrong in each environment itself, by the names that placeholders use.
    var brokenNames: [String: Set<String>] = [:]
    var findings: [Finding] = []

    /// Parameters by name, with the environments that declare them in the order of the file.
    var declarations: [String: [String]] {
        var result: [String: [String]] = [:]
        for environment in document.environments {
            for parameter in environment.parameters.keys { result[parameter, default: []].append(environment.name) }
        }
        return result
    }

    /// Reads a document of kind `Project`. Whatever is wrong goes to the findings, and the rest is read on.
    init(_ root: Node, file: String, directory: String) {
        let origins = Origins(file)
        let spec = root["spec"] ?? Node(.object([]), at: root.position)
        let environments = spec["environments"]
        document = ProjectDocument(
            name: root["metadata"]?["name"]?.stringValue ?? "", directory: directory, file: file,
            defaultEnvironment: spec["defaultEnvironment"]?.stringValue, environments: [],
            policy: policy(spec["policy"]),
            environmentsLocation: origins.location(spec.member("environments")?.keyPosition ?? root.position))
        var prepared = spec
        var unresolved: Set<SourcePosition> = []
        for member in environments?.members ?? [] {
            let reader = EnvironmentReader(member, origins)
            let policies = EnvironmentPolicy(member.value["policy"], over: spec["policy"], origins)
            document.environments.append(reader.environment.with(policy(policies.node), at: policies.places))
            parameterPlaces[member.key] = reader.parameterPlaces
            patchPlaces[member.key] = reader.patchPlaces
            brokenNames[member.key] = reader.brokenNames
            findings += reader.findings
            unresolved.formUnion(reader.unresolved)
            prepared.replace(["environments", member.key, "roleArn"], with: reader.roleNode)
        }
        var check = FieldCheck(origins: origins, prefix: "spec.", unresolved: unresolved)
        check.check(prepared, projectShape)
        findings.append(check.diagnostics)
        checkNames(environments, spec, origins)
        readAllowances(spec["validation"], origins)
    }

    private mutating func checkNames(_ environments: Node?, _ spec: Node, _ origins: Origins) {
        if let name = document.defaultEnvironment, let node = spec["defaultEnvironment"], environments?.members != nil,
            environments?[name] == nil
        {
            let known = document.environments.map(\.name)
            let guess = nearestName(to: name, in: known).map { "Did you mean '\($0)'? " } ?? ""
            findings.append([
                Diagnostic(
                    .error, "unknown-environment", "there is no environment '\(shortened(name))'",
                    detail: guess + "The project has: \(known.joined(separator: ", ")).",
                    at: origins.location(node.position))
            ])
        }
        for member in environments?.members ?? [] where TextRule.projectName.check(document.name) == nil {
            let length = document.name.utf8.count + 1 + member.key.utf8.count
            guard length > sourceLimit else { continue }
            findings.append([
                Diagnostic(
                    .error, "source-too-long",
                    "'\(document.name)/\(member.key)' has \(length) characters, and the limit is \(sourceLimit)",
                    detail: "The names of project and environment together mark every live resource, which leaves them "
                        + "\(sourceLimit) characters. Shorten one of them.", at: origins.location(member.keyPosition))
            ])
        }
    }
}

/// How long `PROJECT/ENVIRONMENT` may be: it shares an alias's description with the user's words.
private let sourceLimit = 39

private func policy(_ node: Node?) -> ProjectPolicy {
    ProjectPolicy(
        prune: node?["prune"]?.boolValue ?? false, retainVersions: node?["retainVersions"]?.intValue,
        concurrency: node?["concurrency"]?.intValue ?? 10,
        ignoreDrift: (node?["ignoreDrift"]?.elements ?? []).compactMap { item in
            guard let resource = item["resource"]?.stringValue, let path = item["path"]?.stringValue else { return nil }
            return ProjectPolicy.IgnoredDrift(resource: resource, path: path)
        }, requireSignature: node?["requireSignature"]?.stringValue.flatMap { .init(rawValue: $0) },
        order: node?["order"]?.stringValue.flatMap { .init(rawValue: $0) } ?? .any)
}

/// One member of `spec.environments`.
private struct EnvironmentReader {
    var environment: Environment
    var parameterPlaces: [String: SourceLocation] = [:]
    var patchPlaces: [SourceLocation] = []
    var findings: [Finding] = []
    /// `roleArn` after substitution.
    var roleNode: Node?
    var brokenNames: Set<String> = []
    /// Where texts begin that could not be substituted.
    var unresolved: Set<SourcePosition> = []

    init(_ member: Node.Member, _ origins: Origins) {
        let node = member.value
        environment = Environment(
            name: member.key, target: node["target"]?.stringValue.flatMap { TargetDescription($0) } ?? .aws,
            account: node["account"]?.stringValue ?? "", region: node["region"]?.stringValue ?? "")
        environment.externalId = node["externalId"]?.stringValue
        if let target = node["target"] { warnOfPath(in: target, origins) }
        for quota in node["quotas"]?.members ?? [] {
            guard let burst = quota.value["burst"]?.intValue, let rate = quota.value["perSecond"]?.intValue,
                burst > 0, rate > 0
            else { continue }
            environment.quotas[quota.key] = TokenBucket(capacity: burst, refillPerSecond: rate)
        }
        environment.resourceQuotas = ResourceQuotas(node["resourceQuotas"])
        for parameter in node["parameters"]?.members ?? [] {
            environment.parameters[parameter.key] = parameter.value.value
            parameterPlaces[parameter.key] = origins.location(parameter.keyPosition)
            refusePlaceholders(in: parameter, origins)
        }
        for patch in node["patches"]?.elements ?? [] {
            guard let path = patch.stringValue else { continue }
            environment.patches.append(path)
            patchPlaces.append(origins.location(patch.position))
        }
        if TextRule.account.check(environment.account) != nil { brokenNames.insert("account") }
        if TextRule.region.check(environment.region) != nil { brokenNames.formUnion(["region", "partition"]) }
        readRole(node["roleArn"], origins)
    }

    /// Values are put in as they are; one that looks like a placeholder would end up on AWS.
    private mutating func refusePlaceholders(in parameter: Node.Member, _ origins: Origins) {
        for site in PlaceholderSite.all(in: parameter.value) {
            brokenNames.insert(parameter.key)
            let diagnostic = Diagnostic(
                .error, "placeholder-in-parameter",
                "the parameter '\(parameter.key)' has '\(shortened(site.raw))' in its value",
                detail: "Values of parameters are not substituted themselves. Write the value out.",
                at: origins.location(site.position))
            findings.append(Finding(diagnostic, about: site))
        }
    }

    /// Whether links lead out of the project is only known where the project is on disk.
    private mutating func warnOfPath(in node: Node, _ origins: Origins) {
        guard case .local(let path?) = environment.target, normalizedPath(path, from: "") == nil else { return }
        findings.append([
            Diagnostic(
                .warning, "path-leaves-project", "the target 'local:\(shortened(path))' leads out of the project",
                detail:
                    "A path from git stays below the project, so commands refuse this one. Write a path below it, or "
                    + "leave it out and name the file where commands run: --target, or STATECRAFT_TARGET.",
                at: origins.location(node.position))
        ])
    }

    private mutating func readRole(_ node: Node?, _ origins: Origins) {
        guard let node else { return }
        let scope = Scope(
            environment: environment, commit: "", declarations: [:], liveNames: [:], names: KnownNames([]),
            broken: brokenNames)
        var check = PlaceholderCheck(scope: scope)
        check.check(PlaceholderSite.all(in: node), allowsReferences: false, at: origins.location)
        findings += check.findings
        unresolved = check.unresolved
        let role = scope.substituted(node)
        roleNode = role
        environment.roleArn = role.stringValue
    }
}

extension Environment {
    fileprivate func with(_ policy: ProjectPolicy, at places: [String: SourceLocation]) -> Environment {
        var environment = self
        environment.policy = policy
        environment.policyPlaces = places
        return environment
    }
}

extension Node {
    /// Replaces what stands at a path of keys; nothing happens when nothing stands there.
    fileprivate mutating func replace(_ path: ArraySlice<String>, with node: Node?) {
        guard let node, let key = path.first, case .object(var members) = content,
            let index = members.firstIndex(where: { $0.key == key })
        else { return }
        if path.count == 1 {
            members[index].value = node
        } else {
            members[index].value.replace(path.dropFirst(), with: node)
        }
        content = .object(members)
    }
}
