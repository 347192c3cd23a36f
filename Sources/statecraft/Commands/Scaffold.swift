/// The files of a new project.
struct Scaffold {
    let files: [(name: String, text: String)]

    /// - Parameter name: the project's name.
    init(name: String) {
        files = [
            ("statecraft.yaml", Self.project(name)), ("hello.yaml", Self.manifests),
            ("hello.asl.yaml", Self.definition),
        ]
    }

    private static func project(_ name: String) -> String {
        """
        # The project: its environments. Manifests are the other YAML and JSON files below this folder.
        apiVersion: statecraft/v1
        kind: Project
        metadata:
          name: \(name)
        spec:
          defaultEnvironment: local
          environments:
            local:
              target: local
              account: "000000000000"
              region: us-east-1
              parameters:
                stage: dev

        """
    }

    private static let manifests = """
        # A state machine, and the alias that its callers use.
        apiVersion: statecraft/v1
        kind: StateMachine
        metadata:
          name: hello
        spec:
          roleArn: arn:aws:iam::${account}:role/hello-${stage}
          definitionFile: hello.asl.yaml
        ---
        apiVersion: statecraft/v1
        kind: StateMachineAlias
        metadata:
          name: live
        spec:
          stateMachine: hello
          routingConfiguration:
            - version: current
              weight: 100

        """

    private static let definition = """
        # The definition in Amazon States Language, as YAML or JSON.
        Comment: Greets, and waits a little.
        StartAt: Greet
        States:
          Greet:
            Type: Pass
            Result:
              greeting: hello
            Next: Wait
          Wait:
            Type: Wait
            Seconds: 1
            End: true

        """
}
