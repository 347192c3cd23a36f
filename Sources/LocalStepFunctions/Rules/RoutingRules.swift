internal import StepFunctions

/// What must hold of an alias's routing besides the model's constraints.
enum RoutingRules {
    /// The versions of one state machine that are routed to.
    struct Routing {
        let stateMachine: StateMachineARN
        let routes: [Route]
    }

    /// Checks in this order: the form of the ARNs, that they differ, that they belong together, the sum of
    /// the weights.
    static func routing(_ items: [RoutingConfigurationListItem]) throws(ServiceError) -> Routing {
        let received = items.map(\.stateMachineVersionArn)
        var versions: [StateMachineVersionARN] = []
        for text in received {
            guard case .version(let version) = try StepFunctionsARN(parsing: text) else {
                throw refused("must contain state machine version ARNs", received)
            }
            versions.append(version)
        }
        guard Set(versions).count == versions.count else {
            throw refused("must contain distinct state machine version ARNs", received)
        }
        guard let stateMachine = versions.first?.stateMachine,
            versions.allSatisfy({ $0.stateMachine == stateMachine })
        else { throw refused("must contain versions of one state machine", received) }
        guard items.reduce(0, { $0 + $1.weight }) == 100 else {
            throw .invalidRouting(
                "Sum of routing configuration weights must equal 100. Received: \(items.map(\.weight))")
        }
        return Routing(
            stateMachine: stateMachine,
            routes: zip(versions, items).map { Route(version: $0.version, weight: $1.weight) })
    }

    private static func refused(_ rule: String, _ received: [String]) -> ServiceError {
        .invalidRouting("Routing configuration \(rule). Received: [\(received.joined(separator: ", "))]")
    }
}
