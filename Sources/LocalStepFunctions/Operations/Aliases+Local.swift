internal import StepFunctions

extension CreateStateMachineAlias: LocalOperation {
    static func check(_ input: Input) throws(ServiceError) {
        _ = try RoutingRules.routing(input.routingConfiguration)
    }

    static func perform(_ input: Input, in session: Session) throws -> Output {
        let routing = try RoutingRules.routing(input.routingConfiguration)
        let machine = try session.existingTarget(of: routing)
        let arn = StateMachineAliasARN(stateMachine: routing.stateMachine, name: input.name).description
        let content = AliasContent(description: input.description, routes: routing.routes)
        if let existing = try session.alias(named: input.name, of: machine.id) {
            guard existing.content.isSame(as: content) else {
                throw ServiceError.conflict(
                    "Failed to create alias because an alias with the same name and a different routing "
                        + "configuration already exists.")
            }
            return Output(stateMachineAliasArn: arn, creationDate: existing.created)
        }
        guard try session.aliasCount(of: machine.id) < Limits.aliasesPerStateMachine else {
            throw ServiceError.tooManyAliases(routing.stateMachine)
        }
        try session.insertAlias(named: input.name, content, of: machine.id)
        return Output(stateMachineAliasArn: arn, creationDate: session.now)
    }
}

extension Session {
    /// The state machine whose versions are routed to.
    ///
    /// - Throws: `ResourceNotFound` when it, or one of the versions, does not exist.
    func existingTarget(of routing: RoutingRules.Routing) throws -> StateMachineRecord {
        guard let machine = try stateMachine(routing.stateMachine) else {
            throw ServiceError.referencedResourceNotFound
        }
        for route in routing.routes where try version(route.version, of: machine.id) == nil {
            throw ServiceError.referencedResourceNotFound
        }
        return machine
    }
}

extension DescribeStateMachineAlias: LocalOperation {
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let arn = try StateMachineAliasARN(parsing: input.stateMachineAliasArn)
        guard let (_, alias) = try session.alias(arn) else { throw ServiceError.referencedResourceNotFound }
        return Output(
            stateMachineAliasArn: input.stateMachineAliasArn, name: alias.name,
            description: alias.content.description,
            routingConfiguration: alias.content.routes.map { route in
                let version = StateMachineVersionARN(stateMachine: arn.stateMachine, version: route.version)
                return RoutingConfigurationListItem(
                    stateMachineVersionArn: version.description, weight: route.weight)
            },
            creationDate: alias.created, updateDate: alias.updated)
    }
}

extension UpdateStateMachineAlias: LocalOperation {
    static func check(_ input: Input) throws(ServiceError) {
        guard input.description != nil || input.routingConfiguration != nil else {
            throw .validation(
                "At least one of description and routingConfiguration must be specified",
                reason: .missingRequiredParameter)
        }
        if let items = input.routingConfiguration { _ = try RoutingRules.routing(items) }
    }

    /// What the request leaves out stays. An update that changes nothing also leaves the `updateDate`.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let arn = try StateMachineAliasARN(parsing: input.stateMachineAliasArn)
        guard let (_, alias) = try session.alias(arn) else { throw ServiceError.referencedResourceNotFound }
        var content = alias.content
        if let description = input.description { content.description = description }
        if let items = input.routingConfiguration {
            let routing = try RoutingRules.routing(items)
            guard routing.stateMachine == arn.stateMachine else {
                throw ServiceError.invalidRouting(
                    "Routing configuration must contain versions of the alias's own state machine. "
                        + "Received: [\(items.map(\.stateMachineVersionArn).joined(separator: ", "))]")
            }
            _ = try session.existingTarget(of: routing)
            content.routes = routing.routes
        }
        guard !content.isSame(as: alias.content) else { return Output(updateDate: alias.updated) }
        try session.update(alias, to: content)
        return Output(updateDate: session.now)
    }
}

extension DeleteStateMachineAlias: LocalOperation {
    /// What does not exist is deleted already.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let arn = try StateMachineAliasARN(parsing: input.stateMachineAliasArn)
        if let (_, alias) = try session.alias(arn) { try session.deleteAlias(alias.id) }
        return Output()
    }
}

extension ListStateMachineAliases: LocalOperation {
    /// In the order of their creation, which is what was recorded; given a version, those that route to it.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let target = try StateMachineTarget(input.stateMachineArn)
        guard let machine = try session.stateMachine(target.stateMachine) else {
            throw ServiceError.stateMachineDoesNotExist(input.stateMachineArn)
        }
        let version = try versionNumber(target, of: machine, in: session)
        let page = try session.page(
            of: "\(name) \(input.stateMachineArn)", token: input.nextToken, start: 0, size: input.maxResults
        ) { try session.aliases(of: machine, routingTo: version, after: $0, limit: $1) }
        return Output(
            stateMachineAliases: page.items.map { alias in
                let arn = StateMachineAliasARN(stateMachine: target.stateMachine, name: alias.name)
                return StateMachineAliasListItem(
                    stateMachineAliasArn: arn.description, creationDate: alias.created)
            },
            nextToken: page.nextToken)
    }

    private static func versionNumber(
        _ target: StateMachineTarget, of machine: StateMachineRecord, in session: Session
    ) throws -> Int? {
        switch target {
        case .stateMachine:
            return nil
        case .version(let arn):
            guard try session.version(arn.version, of: machine.id) != nil else {
                throw ServiceError.resourceNotFound(arn.description)
            }
            return arn.version
        case .alias(let arn):
            throw ServiceError.resourceNotFound(arn.description)
        }
    }
}
