internal import Documents
internal import StepFunctions

/// What one environment makes of one resource.
struct Resolution: Sendable {
    /// Boxed, so that passing tens of thousands of resolutions around costs little.
    indirect enum Desired: Sendable {
        case activity(DesiredActivity)
        case stateMachine(DesiredStateMachine)
        case alias(DesiredAlias)

        var arn: String {
            switch self {
            case .activity(let activity): activity.arn.description
            case .stateMachine(let machine): machine.arn.description
            case .alias(let alias): alias.arn.description
            }
        }
    }

    var id: ResourceID
    /// Nil when something is wrong with it.
    var desired: Desired?
    /// The live resource's ARN, when there is one.
    var arn: String?
    /// Where the live name is written.
    var nameLocation: SourceLocation
    var findings: [Finding] = []
    var usedParameters: Set<String> = []
    /// What of `spec.validation.allow` was needed, by the place in the list.
    var usedAllowances: Set<Int> = []
    /// Every resource that it refers to.
    var references: Set<ResourceID> = []
    /// The file that the definition was read from.
    var definitionFile: String?
    /// Whether part of it could not be read, so that nobody knows what is used there.
    var isIncomplete = false
}

/// Turns resources into desired state for one environment. Reading is all the I/O there is, so resources
/// are resolved on all processors.
struct Resolver: Sendable {
    let project: ProjectFiles
    let scope: Scope
    let patches: Patches
    let checksDefinitions: Bool
    let isHistory: Bool

    func resolve(_ resource: ResourceDocument) -> Resolution {
        var resolution = Resolution(
            id: resource.id, nameLocation: SourceLocation(file: resource.file, position: resource.namePosition))
        guard !resource.isBroken else {
            resolution.isIncomplete = true
            return resolution
        }
        let patched = patched(resource, &resolution)
        var check = PlaceholderCheck(scope: scope)
        checkPlaceholders(patched, resource.kind.spec, &check)
        let definition = readDefinition(of: resource, patched, &check, &resolution)
        resolution.findings += check.findings
        resolution.usedParameters = check.usedParameters
        resolution.references = check.references
        if let name = patched.spec.member("name") {
            resolution.nameLocation = patched.origins.location(name.keyPosition)
        }
        let spec = substituted(patched.spec, resource.kind.spec)
        var fields = FieldCheck(
            origins: patched.origins, prefix: "spec.", unresolved: check.unresolved, isHistory: isHistory)
        fields.check(spec, resource.kind.spec)
        resolution.findings.append(fields.diagnostics)
        checkMachine(of: resource, patched, &resolution)
        let builder = DesiredBuilder(
            resource: resource, spec: spec, scope: scope, origins: patched.origins,
            provenance: provenance(patched, fields.places, resource, resolution.definitionFile))
        resolution.findings.append(builder.problems)
        guard !resolution.findings.contains(where: { $0.diagnostic.severity == .error }) else { return resolution }
        resolution.desired = builder.desired(definition: definition, references: resolution.references)
        resolution.arn = resolution.desired?.arn
        if checksDefinitions, case .stateMachine(let machine) = resolution.desired, let definition {
            checkLanguage(of: machine, definition: definition.value, &resolution)
        }
        return resolution
    }

    /// A resource after its patches.
    struct Patched {
        var spec: Node
        var definition: InlineDefinition?
        var origins: Origins
    }

    private func patched(_ resource: ResourceDocument, _ resolution: inout Resolution) -> Patched {
        var patched = Patched(spec: resource.spec, definition: resource.definition, origins: Origins(resource.file))
        guard let patches = patches.byResource[resource.id] else { return patched }
        // A patch inside the definition needs the definition's tree, which is not kept.
        let touchesDefinition = patches.contains { $0.spec["definition"] != nil }
        if touchesDefinition, resource.definition != nil {
            patched.spec = spec(of: resource, readAgainFrom: project.tree) ?? resource.spec
        }
        for patch in patches {
            let adopted = patched.origins.adopt(patch.spec, from: patch.file)
            patched.spec = merge(patch: adopted, into: patched.spec)
        }
        if patched.spec["definition"] == nil { patched.definition = nil }
        guard touchesDefinition else { return patched }
        switch InlineDefinition.remove(from: &patched.spec, keepsTree: true, patched.origins.location) {
        case .none: patched.definition = nil
        case .definition(let definition): patched.definition = definition
        case .invalid(let diagnostic):
            patched.definition = nil
            resolution.findings.append([diagnostic])
        }
        return patched
    }

    /// Checks what stands below `spec`, but for the definition. Fields that take no placeholders are left to
    /// their own rules.
    private func checkPlaceholders(_ patched: Patched, _ shape: ObjectShape, _ check: inout PlaceholderCheck) {
        for member in patched.spec.members ?? [] where shape.substitutes(member.key) {
            check.check(
                PlaceholderSite.all(in: member.value), allowsReferences: member.key != liveNameField.name,
                at: patched.origins.location)
        }
    }

    private func substituted(_ spec: Node, _ shape: ObjectShape) -> Node {
        guard case .object(var members) = spec.content else { return spec }
        var substitution = Substitution(scope)
        for index in members.indices where shape.substitutes(members[index].key) {
            members[index].value = substitution.replaced(members[index].value)
        }
        return Node(.object(members), at: spec.position)
    }

    /// An alias's machine has to be in the project.
    private func checkMachine(of resource: ResourceDocument, _ patched: Patched, _ resolution: inout Resolution) {
        guard let machine = resource.id.aliasedMachine, scope.liveNames[machine] == nil else { return }
        var problem = scope.names.unknownReference(machine)
        let position = patched.spec["stateMachine"]?.position ?? resource.position
        problem.location = patched.origins.location(position)
        resolution.findings.append([problem])
    }

    private func provenance(
        _ patched: Patched, _ places: [String: SourceLocation], _ resource: ResourceDocument, _ definitionFile: String?
    ) -> Provenance {
        var provenance = Provenance(resource: resource.location, fields: places, files: patched.origins.files)
        if let definitionFile {
            provenance.fields["definition"] = SourceLocation(file: definitionFile, line: 1, column: 1)
            provenance.files.append(definitionFile)
        }
        provenance.files.append(project.location.file)
        return provenance
    }
}

extension ObjectShape {
    /// Whether `${…}` is replaced in a field.
    fileprivate func substitutes(_ name: String) -> Bool {
        guard let index = index(of: name), case .refused = fields[index].placeholders else { return true }
        return false
    }
}

/// Reads a resource's document again and returns its `spec`, definition and all.
func spec(of resource: ResourceDocument, readAgainFrom tree: any SourceTree) -> Node? {
    guard let bytes = try? tree.read(resource.file, limitBytes: fileLimitBytes) else { return nil }
    let parsed = parseDocuments(bytes, path: resource.file)
    return parsed.documents.first { $0.root.position == resource.position }?.root["spec"]
}
