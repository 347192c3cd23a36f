import JSON
import StepFunctions
import Testing

/// Guarantee: an operation is found under its name on the wire and under its name on command lines, and can be
/// called with JSON. A stub service answers.
@Suite struct OperationsTests {
    @Test(arguments: [
        ("DescribeStateMachine", "describe-state-machine"), ("TestState", "test-state"),
        ("CreateStateMachineAlias", "create-state-machine-alias"), ("GetActivityTask", "get-activity-task"),
        ("DescribeStateMachineForExecution", "describe-state-machine-for-execution"),
    ])
    func anOperationHasANameOnCommandLines(name: String, commandName: String) throws {
        let operation = try #require(Operations.named(name))
        #expect(Operations.commandName(of: operation) == commandName)
        #expect(Operations.named(commandName)?.name == name)
    }

    @Test func everyOperationIsFoundByBothNames() {
        for operation in Operations.all {
            #expect(Operations.named(operation.name) == operation)
            #expect(Operations.named(Operations.commandName(of: operation)) == operation)
        }
    }

    @Test(arguments: ["", "describestatemachine", "describe_state_machine", "DescribeStateMachines", "-"])
    func anythingElseIsNoOperation(name: String) {
        #expect(Operations.named(name) == nil)
    }

    @Test func anOperationIsCalledWithJSON() async throws {
        let answer = try await callOperation(
            DescribeActivity.self, input: ["activityArn": "arn:of:it"], on: DescribingService())
        #expect(answer == ["activityArn": "arn:of:it", "name": "pack", "creationDate": 1.5])
    }

    @Test func aBrokenConstraintIsFoundBeforeTheServiceIsAsked() async {
        let service = CallCountingService(DescribingService())
        await #expect(
            throws: ServiceError.validation(
                "1 validation error detected: Value null at 'activityArn' failed to satisfy constraint: "
                    + "Member must not be null")
        ) {
            try await callOperation(DescribeActivity.self, input: [:], on: service)
        }
        #expect(service.callCount == 0)
    }

    @Test func callsAreCountedByOperationEvenWhenTheyFail() async throws {
        let service = CallCountingService(DescribingService())
        _ = try await service.send(DescribeActivity.self, .init(activityArn: "a"))
        _ = try await service.send(DescribeActivity.self, .init(activityArn: "a"))
        await #expect(throws: ServiceError.unknownOperation("DeleteActivity")) {
            try await service.send(DeleteActivity.self, .init(activityArn: "a"))
        }
        #expect(service.callsByOperation == ["DescribeActivity": 2, "DeleteActivity": 1])
        #expect(service.callCount == 3)
    }

    @Test func everyOperationButOneHasABucketOfThrottling() {
        let without = Operations.all.map { $0.name }.filter { ThrottleQuotas.bucket(for: $0, in: "eu-west-1") == nil }
        #expect(without == ["StartSyncExecution"])
    }

    @Test(arguments: [
        ("DescribeStateMachine", "us-east-1", 200, 20), ("DescribeStateMachine", "eu-central-1", 200, 20),
        ("ListActivities", "us-west-2", 100, 10), ("ListActivities", "eu-west-2", 100, 5),
        ("StopExecution", "eu-west-1", 1000, 200), ("StopExecution", "eu-west-3", 500, 25),
    ])
    func aBucketMayBeLargerInALargeRegion(operation: String, region: String, capacity: Int, refill: Int) {
        let bucket = TokenBucket(capacity: capacity, refillPerSecond: refill)
        #expect(ThrottleQuotas.bucket(for: operation, in: region) == bucket)
    }
}

/// Knows one operation.
private struct DescribingService: StepFunctionsService {
    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        guard let input = input as? DescribeActivity.Input,
            let output = DescribeActivity.Output(
                activityArn: input.activityArn, name: "pack",
                creationDate: Timestamp(millisecondsSince1970: 1500)) as? O.Output
        else { throw .unknownOperation(O.name) }
        return output
    }
}
