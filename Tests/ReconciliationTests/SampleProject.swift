/// Small manifests for the reconciler's tests.
enum Sample {
    static func project(policy: String = "{}") -> String {
        """
        apiVersion: statecraft/v1
        kind: Project
        metadata: {name: shop}
        spec:
          environments:
            test: {target: local, account: "000000000000", region: us-east-1}
          policy: \(policy)
        """
    }

    static func definition(_ result: String) -> String {
        #"{"StartAt":"Only","States":{"Only":{"Type":"Pass","Result":"\#(result)","End":true}}}"#
    }

    /// A machine with the alias `live`.
    static func machine(
        _ name: String, result: String, tags: String = "{team: payments}", more: String = "",
        routing: String? = "[{version: current, weight: 100}]", type: String = "STANDARD"
    ) -> String {
        let machine = """
            apiVersion: statecraft/v1
            kind: StateMachine
            metadata: {name: \(name)}
            spec:
              type: \(type)
              roleArn: arn:aws:iam::000000000000:role/\(name)
              tags: \(tags)
              definition: \(definition(result))
            \(more.isEmpty ? "" : "  " + more)
            """
        guard let routing else { return machine }
        return machine + """

            ---
            apiVersion: statecraft/v1
            kind: StateMachineAlias
            metadata: {name: live}
            spec:
              stateMachine: \(name)
              description: what callers use
              routingConfiguration: \(routing)
            """
    }

    static let activity = """
        apiVersion: statecraft/v1
        kind: Activity
        metadata: {name: pack-parcel}
        spec:
          tags: {team: warehouse}
        """
}
