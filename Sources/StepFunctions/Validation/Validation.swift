public import JSON

/// Checks a request against the constraints of the API's model, as the service does before it looks at anything.
///
/// - Returns: nil when nothing is wrong. `SerializationException` when a value has the wrong JSON type. Else one
///   `ValidationException` that names every violation, in the order of the model.
public func validate(_ input: JSONValue, against shape: StructureShape) -> ServiceError? {
    var check = ConstraintCheck()
    guard case .object(let object) = input else { return .unexpectedStructure(in: input) }
    check.visit(object, shape)
    return check.error
}

/// Checks a typed input against the constraints of the API's model.
///
/// - Returns: nil when nothing is wrong, else one `ValidationException` that names every violation.
public func validate<S: RequestStructure>(_ input: S) -> ServiceError? {
    if QuickCheck.passes(input) { return nil }
    do {
        return validate(try JSONValueEncoder().encode(input), against: S.shape)
    } catch {
        // What JSON cannot say, such as a percentage that is not a number.
        return .serialization("\(error)")
    }
}

/// Calls an operation with its input and its answer as JSON: checks the constraints, decodes, sends, encodes.
/// Members that the model does not know are ignored, as the service ignores them.
public func callOperation(
    _ type: any Operation.Type, input: JSONValue, on service: some StepFunctionsService
) async throws(ServiceError) -> JSONValue {
    try await call(type, input, on: service)
}

private func call<O: Operation>(
    _ operation: O.Type, _ input: JSONValue, on service: some StepFunctionsService
) async throws(ServiceError) -> JSONValue {
    if let error = validate(input, against: O.Input.shape) { throw error }
    let decoded: O.Input
    do {
        decoded = try JSONValueDecoder().decode(O.Input.self, from: input)
    } catch {
        throw .serialization("\(error)")
    }
    let output = try await service.send(operation, decoded)
    do {
        return try JSONValueEncoder().encode(output)
    } catch {
        throw .internalFailure("The answer of \(O.name) cannot be written as JSON: \(error)")
    }
}
