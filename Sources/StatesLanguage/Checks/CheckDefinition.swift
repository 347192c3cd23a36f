public import JSON

/// Checks a definition against the whole language, as AWS does before it takes one, and for what will hurt.
///
/// - Parameters:
///   - definition: The parsed definition, its placeholders replaced or declared unknown by `options`.
///   - options: What to assume and to look for.
/// - Returns: Errors in the order of AWS: first the objects from the outside in, then the ways between states; at most
///   `findingLimit` errors and as many warnings. What a `Comment` of the definition allows is left out.
public func checkDefinition(_ definition: JSONValue, _ options: CheckOptions = CheckOptions()) -> [DefinitionFinding] {
    var checker = Checker(options)
    checker.checkMachine(definition)
    guard let machine = definition.objectValue else { return checker.findings }
    let flow = Flow(of: machine)
    checker.checkExpress(flow)
    checker.checkFlow(flow)
    checker.checkVariables(machine, flow)
    if options.includesAdvice { checker.checkAdvice(machine, flow) }
    return checker.findings(allowedBy: machine)
}

/// How many errors a check gives at most, and how many warnings.
public let findingLimit = 1_000
