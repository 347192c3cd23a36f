import StepFunctions
import Testing

/// Activities: creation is idempotent by name, deletion always succeeds, the list is in creation order.
@Suite struct ActivityTests {
    let local: LocalService

    init() throws { local = try LocalService() }

    @Test func aCreatedActivityIsDescribed() async throws {
        let created = try await local.send(CreateActivity.self, .init(name: "pack"))
        #expect(created == .init(activityArn: LocalService.activity("pack"), creationDate: local.clock.now()))
        let described = try await local.send(DescribeActivity.self, .init(activityArn: created.activityArn))
        #expect(
            described
                == .init(
                    activityArn: created.activityArn, name: "pack", creationDate: created.creationDate,
                    encryptionConfiguration: EncryptionConfiguration(type: .awsOwnedKey)))
    }

    @Test func theSameActivityAgainAnswersTheFirstAndIgnoresTags() async throws {
        let first = try await local.send(CreateActivity.self, .init(name: "pack"))
        local.clock.advance(seconds: 60)
        let again = try await local.send(CreateActivity.self, .init(name: "pack", tags: [Tag(key: "a", value: "b")]))
        #expect(again == first)
        #expect(try await local.tags(first.activityArn) == [])
    }

    @Test func theSameNameWithAnotherKeyIsRefused() async throws {
        try await local.send(CreateActivity.self, .init(name: "pack"))
        let refusal = await local.refusal(
            CreateActivity.self,
            .init(
                name: "pack",
                encryptionConfiguration: EncryptionConfiguration(type: .customerManagedKmsKey, kmsKeyId: "alias/own")))
        #expect(refusal?.code == .activityAlreadyExists)
    }

    @Test func deletingAnActivityTwiceSucceeds() async throws {
        let arn = try await local.send(CreateActivity.self, .init(name: "pack")).activityArn
        for _ in 1...2 { try await local.send(DeleteActivity.self, .init(activityArn: arn)) }
        let refusal = await local.refusal(DescribeActivity.self, .init(activityArn: arn))
        #expect(refusal?.message == "Activity Does Not Exist: '\(arn)'")
    }

    @Test func activitiesAreListedInTheOrderOfTheirCreation() async throws {
        for name in ["act2", "act0", "act1"] { try await local.send(CreateActivity.self, .init(name: name)) }
        try await local.create("act3")
        let listed = try await local.send(ListActivities.self, .init()).activities
        #expect(listed.map(\.name) == ["act2", "act0", "act1"])
    }
}
