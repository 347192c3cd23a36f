// StepFunctions: the AWS Step Functions API as types: operations with their inputs, outputs and errors,
// constraints, ARNs, and the one protocol that everything able to answer conforms to. It knows no transport.

/// The AWS API that an operation belongs to.
public enum APIService: String, Sendable, Hashable {
    /// AWS Step Functions, JSON 1.0, target prefix `AWSStepFunctions`.
    case stepFunctions = "AWSStepFunctions"
    /// The Resource Groups Tagging API, JSON 1.1, from which only `GetResources` is used.
    case tagging = "ResourceGroupsTaggingAPI_20170126"
}

/// The input, output or a nested structure of an operation, with the constraints of the API's model.
public protocol APIStructure: Codable, Hashable, Sendable {
    /// Members and constraints as the API's model states them.
    static var shape: StructureShape { get }
}

/// One operation of the API.
public protocol Operation: Sendable {
    /// What the request carries.
    associatedtype Input: RequestStructure
    /// What the service answers.
    associatedtype Output: APIStructure

    /// The operation's name on the wire, such as `DescribeStateMachine`.
    static var name: String { get }
    /// The API that the operation belongs to.
    static var service: APIService { get }
    /// The error codes that the API's model lists for it.
    static var errors: [ServiceErrorCode] { get }
    /// Whether calling it changes nothing.
    static var isReadOnly: Bool { get }
}

/// Something that answers Step Functions operations: AWS over HTTP, the local service, or a wrapper around
/// another service (faults, quotas, recording, counting).
public protocol StepFunctionsService: Sendable {
    /// Performs one operation.
    ///
    /// - Throws: `ServiceError`, which says whether the operation may have taken effect.
    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output
}
