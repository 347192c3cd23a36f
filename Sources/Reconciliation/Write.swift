internal import Manifests
internal import Planning
internal import StepFunctions

/// Turns an action into its one API call.
struct Write {
    let service: any StepFunctionsService
    /// What earlier steps of the run answered.
    let chain: Chain

    /// What PublishStateMachineVersion calls the revision of a machine that was never updated.
    private static let initialRevision = "INITIAL"

    /// Makes the call and gives what is known of the machine afterwards.
    func make(_ action: Action) async throws(ServiceError) -> Chain {
        switch action {
        case .createStateMachine(let write): return try await create(write)
        case .updateStateMachine(let write): return try await update(write)
        case .publishVersion(let write): return try await publish(write)
        case .tagResource(let write), .adopt(.tags(let write)): try await tag(write)
        case .untagResource(let arn, let keys):
            _ = try await service.send(UntagResource.self, .init(resourceArn: arn, tagKeys: keys))
        case .createAlias(let write): try await create(write)
        case .shiftAlias(let write), .updateAlias(let write), .adopt(.alias(let write)): try await update(write)
        case .deleteAlias(let arn):
            _ = try await service.send(
                DeleteStateMachineAlias.self, .init(stateMachineAliasArn: arn.description))
        case .deleteVersion(let arn):
            _ = try await service.send(
                DeleteStateMachineVersion.self, .init(stateMachineVersionArn: arn.description))
        case .deleteStateMachine(let arn):
            _ = try await service.send(DeleteStateMachine.self, .init(stateMachineArn: arn.description))
        case .createActivity(let write):
            _ = try await service.send(
                CreateActivity.self,
                .init(
                    name: write.arn.name, tags: tags(write.tags),
                    encryptionConfiguration: write.encryptionConfiguration))
        case .deleteActivity(let arn):
            _ = try await service.send(DeleteActivity.self, .init(activityArn: arn.description))
        }
        return chain
    }

    // MARK: - Machines

    private func create(_ write: StateMachineWrite) async throws(ServiceError) -> Chain {
        let content = write.content
        let output = try await service.send(
            CreateStateMachine.self,
            .init(
                name: write.arn.name, definition: content.definition, roleArn: content.roleArn, type: content.type,
                loggingConfiguration: content.loggingConfiguration, tags: tags(write.tags),
                tracingConfiguration: content.tracingConfiguration, publish: write.publish,
                versionDescription: write.versionDescription, encryptionConfiguration: content.encryptionConfiguration))
        return Chain(isWritten: true, revisionId: nil, version: version(output.stateMachineVersionArn))
    }

    private func update(_ write: StateMachineWrite) async throws(ServiceError) -> Chain {
        let content = write.content
        let output = try await service.send(
            UpdateStateMachine.self,
            .init(
                stateMachineArn: write.arn.description, definition: content.definition, roleArn: content.roleArn,
                loggingConfiguration: content.loggingConfiguration, tracingConfiguration: content.tracingConfiguration,
                publish: write.publish, versionDescription: write.versionDescription,
                encryptionConfiguration: content.encryptionConfiguration))
        return Chain(
            isWritten: true, revisionId: output.revisionId, version: version(output.stateMachineVersionArn))
    }

    private func publish(_ write: VersionWrite) async throws(ServiceError) -> Chain {
        let output = try await service.send(
            PublishStateMachineVersion.self,
            .init(
                stateMachineArn: write.arn.description, revisionId: write.revisionId ?? Self.initialRevision,
                description: write.description))
        return Chain(
            isWritten: true, revisionId: write.revisionId, version: version(output.stateMachineVersionArn))
    }

    private func version(_ arn: String?) -> Int? {
        arn.flatMap { StateMachineVersionARN($0)?.version }
    }

    // MARK: - Tags

    private func tag(_ write: TagWrite) async throws(ServiceError) {
        var stamp = write.stamp
        if chain.isWritten {
            stamp.revision = chain.revisionId
            stamp.version = chain.version ?? stamp.version
        }
        let all = write.tags.merging(stamp.tags) { _, ours in ours }
        _ = try await service.send(TagResource.self, .init(resourceArn: write.arn, tags: tags(all)))
    }

    private func tags(_ tags: [String: String]) -> [Tag] {
        tags.sorted { $0.key < $1.key }.map { Tag(key: $0.key, value: $0.value) }
    }

    // MARK: - Aliases

    /// The routes with the number of the version that this run published; nil when no step said a number.
    static func routes(_ write: AliasWrite, chain: Chain) -> [VersionRoute]? {
        var routes: [VersionRoute] = []
        for route in write.routes {
            guard let version = route.version ?? chain.version else { return nil }
            routes.append(VersionRoute(version: version, weight: route.weight))
        }
        return routes
    }

    private func routes(_ write: AliasWrite) throws(ServiceError) -> [VersionRoute] {
        if let routes = Self.routes(write, chain: chain) { return routes }
        throw ServiceError(
            .resourceNotFound, "the service did not say which version it published, so the alias was left alone")
    }

    private func create(_ write: AliasWrite) async throws(ServiceError) {
        let routes = try routes(write)
        _ = try await service.send(
            CreateStateMachineAlias.self,
            .init(
                name: write.arn.name, routingConfiguration: items(routes, of: write.arn),
                description: AliasDescription.text(words: write.description, stamp: write.stamp, routes: routes)))
    }

    private func update(_ write: AliasWrite) async throws(ServiceError) {
        let routes = try routes(write)
        _ = try await service.send(
            UpdateStateMachineAlias.self,
            .init(
                stateMachineAliasArn: write.arn.description,
                description: AliasDescription.text(words: write.description, stamp: write.stamp, routes: routes),
                routingConfiguration: items(routes, of: write.arn)))
    }

    private func items(_ routes: [VersionRoute], of alias: StateMachineAliasARN) -> [RoutingConfigurationListItem] {
        routes.map { route in
            let version = StateMachineVersionARN(stateMachine: alias.stateMachine, version: route.version)
            return RoutingConfigurationListItem(
                stateMachineVersionArn: version.description, weight: route.weight)
        }
    }
}
