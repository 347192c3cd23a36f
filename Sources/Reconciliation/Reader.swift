internal import Manifests
internal import Planning
internal import StepFunctions

/// What one read answered.
enum Fact: Sendable {
    case stamped([String: [String: String]])
    case tags([String: String])
    case stateMachine(Presence<ObservedStateMachine>)
    case activity(Presence<ObservedActivity>)
    case alias(Presence<ObservedAlias>)
    case numbers([Int])
    case names([String])
}

/// Turns reads into calls.
struct Reader: Sendable {
    let service: any StepFunctionsService
    /// Whose stamps the bulk read asks for.
    let source: String
    let pause: Pause
    /// Whether what left git is looked for even where that takes a call for every resource of the account.
    var listsAll = false
    var observer: (any RunObserver)?

    private static let pageSize = 1_000
    private static let tagPageSize = 100

    func fact(_ read: Read) async -> Result<Fact, ServiceError> {
        do {
            switch read {
            case .stampedResources: return .success(.stamped(try await stampedResources()))
            case .tags(let arn): return .success(.tags(try await tags(arn)))
            case .stateMachine(let arn, let definition):
                return .success(.stateMachine(try await stateMachine(arn.description, definition: definition)))
            case .version(let arn, let definition):
                return .success(.stateMachine(try await stateMachine(arn.description, definition: definition)))
            case .activity(let arn): return .success(.activity(try await activity(arn)))
            case .alias(let arn): return .success(.alias(try await alias(arn)))
            case .versionNumbers(let arn): return .success(.numbers(try await versionNumbers(arn)))
            case .aliasNames(let arn): return .success(.names(try await aliasNames(arn)))
            case .commits, .desiredState, .declarations, .relation, .removal:
                preconditionFailure("git answers \(read), not the service")
            }
        } catch {
            return .failure(error)
        }
    }

    func stateMachine(
        _ arn: String, definition: Bool
    ) async throws(ServiceError) -> Presence<ObservedStateMachine> {
        do {
            let output = try await send(
                DescribeStateMachine.self,
                .init(stateMachineArn: arn, includedData: definition ? .allData : .metadataOnly))
            return .present(ObservedStateMachine(output, definition: definition))
        } catch {
            if error.code == .stateMachineDoesNotExist || error.code == .resourceNotFound { return .absent }
            throw error
        }
    }

    func activity(_ arn: ActivityARN) async throws(ServiceError) -> Presence<ObservedActivity> {
        do {
            let output = try await send(DescribeActivity.self, .init(activityArn: arn.description))
            return .present(
                ObservedActivity(
                    encryptionConfiguration: output.encryptionConfiguration ?? .unset,
                    creationDate: output.creationDate))
        } catch {
            if error.code == .activityDoesNotExist { return .absent }
            throw error
        }
    }

    func alias(_ arn: StateMachineAliasARN) async throws(ServiceError) -> Presence<ObservedAlias> {
        do {
            let output = try await send(
                DescribeStateMachineAlias.self, .init(stateMachineAliasArn: arn.description))
            return .present(ObservedAlias(output))
        } catch {
            if error.code == .resourceNotFound || error.code == .stateMachineDoesNotExist { return .absent }
            throw error
        }
    }

    func tags(_ arn: String) async throws(ServiceError) -> [String: String] {
        do {
            let output = try await send(ListTagsForResource.self, .init(resourceArn: arn))
            return Dictionary(
                (output.tags ?? []).map { ($0.key ?? "", $0.value ?? "") }, uniquingKeysWith: { $1 })
        } catch {
            // Deleted since it was seen: it has no tags.
            if error.code == .resourceNotFound { return [:] }
            throw error
        }
    }

    func versionNumbers(_ arn: StateMachineARN) async throws(ServiceError) -> [Int] {
        var numbers: [Int] = []
        var pages = Pages()
        repeat {
            let page: ListStateMachineVersions.Output
            do {
                page = try await send(
                    ListStateMachineVersions.self,
                    .init(stateMachineArn: arn.description, nextToken: pages.token, maxResults: Self.pageSize))
            } catch {
                if error.code == .stateMachineDoesNotExist || error.code == .resourceNotFound { return [] }
                throw error
            }
            numbers += page.stateMachineVersions.compactMap {
                StateMachineVersionARN($0.stateMachineVersionArn)?.version
            }
            try pages.move(to: page.nextToken)
        } while pages.token != nil
        return numbers.sorted(by: >)
    }

    private func aliasNames(_ arn: StateMachineARN) async throws(ServiceError) -> [String] {
        var names: [String] = []
        var pages = Pages()
        repeat {
            let page: ListStateMachineAliases.Output
            do {
                page = try await send(
                    ListStateMachineAliases.self,
                    .init(stateMachineArn: arn.description, nextToken: pages.token, maxResults: Self.pageSize))
            } catch {
                if error.code == .stateMachineDoesNotExist || error.code == .resourceNotFound { return [] }
                throw error
            }
            names += page.stateMachineAliases.compactMap { StateMachineAliasARN($0.stateMachineAliasArn)?.name }
            try pages.move(to: page.nextToken)
        } while pages.token != nil
        return names
    }

    // MARK: - Everything with our stamp

    /// The tags of everything that carries our stamp, a hundred resources a call. The tagging API has a host and
    /// permissions of its own: where it fails, the resources that git declares are left to be asked one by one, and
    /// only a run that deletes what left git goes through all of them.
    private func stampedResources() async throws(ServiceError) -> [String: [String: String]] {
        do {
            return try await taggedResources()
        } catch {
            observer?.noticed(
                "Tags are read one by one, because GetResources of the tagging API did not answer (\(error.code))."
                    + (listsAll ? "" : " So nobody looked for resources that left git."))
            return listsAll ? try await stampedResourcesOneByOne() : [:]
        }
    }

    private func taggedResources() async throws(ServiceError) -> [String: [String: String]] {
        var stamped: [String: [String: String]] = [:]
        var pages = Pages()
        repeat {
            let page = try await send(
                GetResources.self,
                .init(
                    paginationToken: pages.token,
                    tagFilters: [GetResources.TagFilter(key: ResourceStamp.sourceKey, values: [source])],
                    resourcesPerPage: Self.tagPageSize,
                    resourceTypeFilters: ["states:stateMachine", "states:activity"]))
            for mapping in page.resourceTagMappingList ?? [] {
                guard let arn = mapping.resourceARN else { continue }
                stamped[arn] = Dictionary(
                    (mapping.tags ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
            }
            try pages.move(to: page.paginationToken.flatMap { $0.isEmpty ? nil : $0 })
        } while pages.token != nil
        return stamped
    }

    private func stampedResourcesOneByOne() async throws(ServiceError) -> [String: [String: String]] {
        var stamped: [String: [String: String]] = [:]
        let arns = try await stateMachineARNs() + activityARNs()
        for (index, arn) in arns.enumerated() {
            let tags = try await tags(arn)
            if tags[ResourceStamp.sourceKey] == source { stamped[arn] = tags }
            observer?.readingProgressed(done: index + 1, total: arns.count)
        }
        return stamped
    }

    private func stateMachineARNs() async throws(ServiceError) -> [String] {
        var arns: [String] = []
        var pages = Pages()
        repeat {
            let page = try await send(ListStateMachines.self, .init(maxResults: Self.pageSize, nextToken: pages.token))
            arns += page.stateMachines.map(\.stateMachineArn)
            try pages.move(to: page.nextToken)
        } while pages.token != nil
        return arns
    }

    private func activityARNs() async throws(ServiceError) -> [String] {
        var arns: [String] = []
        var pages = Pages()
        repeat {
            let page = try await send(ListActivities.self, .init(maxResults: Self.pageSize, nextToken: pages.token))
            arns += page.activities.map(\.activityArn)
            try pages.move(to: page.nextToken)
        } while pages.token != nil
        return arns
    }

    /// One read, tried again while the service asks for patience.
    private func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        var attempt = 1
        while true {
            do {
                return try await service.send(operation, input)
            } catch {
                guard error.remedy == .retry, attempt < Pause.attempts(after: error) else { throw error }
                await pause.backOff(attempt: attempt, after: error)
                attempt += 1
            }
        }
    }
}
