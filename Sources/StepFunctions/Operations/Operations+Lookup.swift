extension Operations {
    private static let byName: [String: any Operation.Type] = {
        var found: [String: any Operation.Type] = [:]
        for operation in all {
            found[operation.name] = operation
            found[commandName(of: operation)] = operation
        }
        return found
    }()

    /// The operation called `DescribeStateMachine` or `describe-state-machine`, or nil.
    public static func named(_ name: String) -> (any Operation.Type)? { byName[name] }

    /// The operation's name as command lines write it: `describe-state-machine`.
    public static func commandName(of operation: any Operation.Type) -> String {
        var name = ""
        for scalar in operation.name.unicodeScalars {
            if ("A"..."Z").contains(scalar), !name.isEmpty { name += "-" }
            name += String(scalar).lowercased()
        }
        return name
    }
}
