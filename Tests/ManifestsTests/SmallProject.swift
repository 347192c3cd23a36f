import Documents
import Manifests

/// A small valid project, and ways to change one thing of it.
enum SmallProject {
    static let project = """
        apiVersion: statecraft/v1
        kind: Project
        metadata: {name: orders}
        spec:
          defaultEnvironment: dev
          environments:
            dev:
              target: local
              account: "000000000000"
              region: us-east-1
              parameters: {stage: dev}
            prod:
              target: aws
              account: "111122223333"
              region: eu-west-1
              parameters: {stage: prod}
              patches: [patches/prod]

        """
    static let machine = """
        apiVersion: statecraft/v1
        kind: StateMachine
        metadata: {name: checkout}
        spec:
          name: checkout-${stage}
          roleArn: arn:aws:iam::${account}:role/checkout
          definitionFile: checkout.asl.json
          tags: {team: shop}

        """
    static let alias = """
        apiVersion: statecraft/v1
        kind: StateMachineAlias
        metadata: {name: live}
        spec:
          stateMachine: checkout
          routingConfiguration:
            - {version: current, weight: 100}

        """
    static let activity = """
        apiVersion: statecraft/v1
        kind: Activity
        metadata: {name: pack-parcel}

        """
    static let definition = """
        {
          "StartAt": "Done",
          "States": {
            "Done": {"Type": "Pass", "Result": "${stage}", "End": true}
          }
        }

        """
    static let patch = """
        kind: StateMachine
        metadata: {name: checkout}
        spec:
          tags: {stage: prod}

        """

    static let files = [
        "statecraft.yaml": project, "checkout.yaml": machine, "live.yaml": alias, "pack.yaml": activity,
        "checkout.asl.json": definition, "patches/prod/checkout.yaml": patch,
    ]

    /// The project with some files replaced or added; nil removes one.
    static func tree(_ changes: [String: String?] = [:]) -> InMemoryTree {
        var all = files
        for (path, text) in changes { all[path] = text }
        return InMemoryTree(all)
    }

    /// A state machine's manifest with these lines below `spec`.
    static func machine(_ name: String, _ spec: String) -> String {
        """
        apiVersion: statecraft/v1
        kind: StateMachine
        metadata: {name: \(name)}
        spec:
          roleArn: arn:aws:iam::${account}:role/\(name)
        \(indented(spec))

        """
    }

    /// An alias of checkout with these lines below `spec`.
    static func alias(_ name: String, _ spec: String) -> String {
        """
        apiVersion: statecraft/v1
        kind: StateMachineAlias
        metadata: {name: \(name)}
        spec:
          stateMachine: checkout
        \(indented(spec))

        """
    }

    private static func indented(_ lines: String) -> String {
        lines.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }

    static let inlineDefinition = "definition: {StartAt: Done, States: {Done: {Type: Succeed}}}"

    static func load(_ tree: InMemoryTree, environment: String? = nil) -> LoadOutcome {
        loadProject(from: tree, LoadRequest(environment: environment, commit: "0123456789abcdef"))
    }
}

extension Diagnostic {
    /// `code file:line:column`, which is what most tests compare.
    var place: String { "\(code) \(location?.description ?? "-")" }
}
