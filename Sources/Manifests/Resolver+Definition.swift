internal import Documents
internal import JSON
internal import StepFunctions

/// A definition after substitution.
struct ResolvedDefinition: Sendable {
    var value: JSONValue
    /// What is sent.
    var text: String
}

extension Resolver {
    /// The definition of a machine, with its placeholders checked and replaced. Nil for other resources, and
    /// when something is wrong.
    func readDefinition(
        of resource: ResourceDocument, _ patched: Patched, _ check: inout PlaceholderCheck,
        _ resolution: inout Resolution
    ) -> ResolvedDefinition? {
        guard resolution.id.kind == .stateMachine else { return nil }
        // Of two definitions, which are reported, neither is the machine's.
        if patched.definition != nil, patched.spec["definitionFile"] != nil { return nil }
        if let definition = patched.definition {
            guard let value = try? JSONValue(parsing: definition.text) else {
                preconditionFailure("a definition's compact text was written by us and parses")
            }
            let replaced = replaced(value, &check) { check in
                let tree = definition.tree ?? spec(of: resource, readAgainFrom: project.tree)?["definition"]
                check.check(tree.map(placeholderSites(inDefinition:)) ?? [], at: patched.origins.location)
            }
            return replaced.flatMap { finished($0, patched.origins.location(definition.position), &resolution) }
        }
        guard let node = patched.spec["definitionFile"], let path = node.stringValue, patched.spec["definition"] == nil
        else {
            return nil
        }
        let failures = check.unresolved.count
        let resolved = scope.substituted(path)?.stringValue ?? path
        let place = patched.origins.location(node.position)
        guard failures == 0 || !check.unresolved.contains(node.position), TextRule.path.check(resolved) == nil,
            let value = readDefinitionFile(resolved, place, &check, &resolution), let file = resolution.definitionFile
        else {
            resolution.isIncomplete = true
            return nil
        }
        return finished(value, SourceLocation(file: file, position: .start), &resolution)
    }

    /// The value with its placeholders replaced. Only when that fails are the places of the placeholders of
    /// interest; then `report` checks them one by one.
    private func replaced(
        _ value: JSONValue, _ check: inout PlaceholderCheck, orReport report: (inout PlaceholderCheck) -> Void
    ) -> JSONValue? {
        var substitution = Substitution(scope)
        let replaced = substitution.replaced(value) ?? value
        guard !substitution.hasFailed else {
            report(&check)
            return nil
        }
        check.note(substitution)
        return replaced
    }

    private func finished(
        _ value: JSONValue, _ place: SourceLocation, _ resolution: inout Resolution
    ) -> ResolvedDefinition? {
        if let problem = shapeProblem(value, place) {
            resolution.findings.append([problem])
            return nil
        }
        var text = value.prettyText
        if !isWithinDefinitionLimit(text) { text = value.compactText }
        guard isWithinDefinitionLimit(text) else {
            resolution.findings.append([.definitionTooLong(text.utf16.count, at: place)])
            return nil
        }
        return ResolvedDefinition(value: value, text: text)
    }

    /// The least that makes an object a definition. The language itself is checked elsewhere.
    private func shapeProblem(_ value: JSONValue, _ place: SourceLocation) -> Diagnostic? {
        guard case .object(let object) = value else {
            return Diagnostic(
                .error, "invalid-definition", "a definition must be an object",
                detail: "Write a state machine in the Amazon States Language: an object with 'StartAt' and 'States'.",
                at: place)
        }
        let missing = ["StartAt", "States"].filter { object[$0] == nil }
        guard missing.isEmpty else {
            let names = object.keys.filter { !["StartAt", "States"].contains($0) }
            let guess = missing.compactMap { name in
                nearestName(to: name, in: names).map { "Is '\($0)' meant to be '\(name)'? " }
            }
            return Diagnostic(
                .error, "invalid-definition", "the definition lacks \(quoted(missing))",
                detail: guess.joined() + "'StartAt' names the first state, and 'States' holds all of them.", at: place)
        }
        guard case .object? = object["States"], case .string? = object["StartAt"] else {
            return Diagnostic(
                .error, "invalid-definition", "'StartAt' must be a text and 'States' an object",
                detail: "'StartAt' names the first state, and 'States' holds all of them by name.", at: place)
        }
        return nil
    }

    private func isWithinDefinitionLimit(_ text: String) -> Bool {
        text.utf8.count <= Limits.definitionLength || text.utf16.count <= Limits.definitionLength
    }
}

// MARK: - Files

extension Resolver {
    /// Reads the file that `definitionFile` names; paths are relative to the file that the field stands in.
    private func readDefinitionFile(
        _ path: String, _ place: SourceLocation, _ check: inout PlaceholderCheck, _ resolution: inout Resolution
    ) -> JSONValue? {
        guard let full = normalizedPath(path, from: place.file.parent), !full.isEmpty else {
            resolution.findings.append([
                Diagnostic(
                    .error, "path-leaves-repository", "the definition '\(shortened(path))' is not in the repository",
                    detail: "Nothing outside the repository is read. Move the file into it.", at: place)
            ])
            return nil
        }
        resolution.definitionFile = full
        do throws(SourceTreeError) {
            return definition(in: try project.tree.read(full, limitBytes: fileLimitBytes), full, &check, &resolution)
        } catch .notFound {
            resolution.findings.append([missing(full, path, place)])
        } catch {
            resolution.findings.append([error.diagnostic(at: place)])
        }
        return nil
    }

    private func definition(
        in bytes: [UInt8], _ path: String, _ check: inout PlaceholderCheck, _ resolution: inout Resolution
    ) -> JSONValue? {
        let locate = { SourceLocation(file: path, position: $0) }
        // Most files are right, and then nobody asks for the places of their nodes.
        if path.hasSuffix(".json"), let value = try? JSONValue(parsing: bytes) {
            guard Template.isPossible(inJSON: bytes) else { return value }
            return replaced(value, &check) { check in
                for document in parseDocuments(bytes, path: path).documents {
                    check.check(PlaceholderSite.all(in: document.root), at: locate)
                }
            }
        }
        let parsed = parseDocuments(bytes, path: path)
        resolution.findings.append(parsed.diagnostics)
        guard !parsed.diagnostics.hasErrors, let root = onlyDocument(of: parsed, at: path, &resolution) else {
            return nil
        }
        return replaced(root.value, &check) { $0.check(PlaceholderSite.all(in: root), at: locate) }
    }

    private func onlyDocument(of parsed: ParsedFile, at path: String, _ resolution: inout Resolution) -> Node? {
        if parsed.documents.count == 1 { return parsed.documents[0].root }
        resolution.findings.append([.notOneDefinition(parsed.documents, path)])
        return nil
    }

    private func missing(_ full: String, _ written: String, _ place: SourceLocation) -> Diagnostic {
        let folder = place.file.parent
        let guess =
            project.nearestDocument(to: full).map { "Did you mean '\(relativePath(to: $0, from: folder))'? " } ?? ""
        return Diagnostic(
            .error, "definition-file-missing", "there is no file '\(full)'",
            detail: guess
                + "'\(shortened(written))' is relative "
                + "to \(folder.isEmpty ? "the repository's root" : "'\(folder)'"), where this is written.",
            at: place)
    }
}

/// How to write a path in a file of a folder.
func relativePath(to path: String, from folder: String) -> String {
    let target = path.split(separator: "/")
    let start = folder.split(separator: "/")
    var shared = 0
    while shared < start.count, shared < target.count - 1, start[shared] == target[shared] { shared += 1 }
    let ups = Array(repeating: "..", count: start.count - shared)
    return (ups + target[shared...].map(String.init)).joined(separator: "/")
}

extension SourcePosition {
    /// The first character of a file.
    static let start = SourcePosition(line: 1, column: 1)
}
