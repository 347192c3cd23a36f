internal import Manifests
internal import Reports

extension Command {
    static let schema = Command(
        name: "schema", summary: "prints the JSON Schema of a kind of manifest",
        description: "Editors complete and check manifests with it, for instance with a first line "
            + "'# yaml-language-server: $schema=…'. It is JSON Schema draft 2020-12.",
        positionals: [
            Positional(
                name: "KIND", help: alternatives(ManifestKind.allCases.map(\.rawValue)),
                completion: .words(ManifestKind.allCases.map(\.rawValue)), isChoice: true)
        ],
        exitStatuses: [(.success, "printed"), (.failure, "wrong usage")],
        examples: [
            Example("statecraft schema StateMachine > StateMachine.schema.json", "a schema for the editor")
        ],
        run: { arguments, console in
            guard let kind = arguments.positional(0).flatMap(ManifestKind.init(rawValue:)) else {
                preconditionFailure("the argument was checked against the list of kinds")
            }
            try console.result(jsonText(manifestSchema(for: kind)))
            return .success
        })
}
