import StepFunctions

/// Any text is an ARN that is written back as it was read, or is refused; the checks of names never trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzARN(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    if let arn = try? StepFunctionsARN(parsing: text) {
        precondition(arn.description == text, "an ARN is written back as it was read")
    }
    // What follows a valid prefix is where mutations are interesting.
    for type in ["stateMachine", "execution", "express", "mapRun", "activity"] {
        let whole = "arn:aws:states:eu-west-1:111122223333:\(type):\(text)"
        if let arn = try? StepFunctionsARN(parsing: whole) {
            precondition(arn.description == whole, "an ARN is written back as it was read")
            precondition(arn.resourceType == type, "an ARN keeps its type")
        }
    }
    _ = isValidResourceName(text)
    _ = isValidTagText(text)
    _ = isValidRoleARN(text)
    _ = isValidLogGroupARN(text)
    _ = Timestamp(iso8601: text)
    let pattern = TextPattern(#"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#)
    if isValidAliasName(text) { precondition(pattern.matches(text), "both rules for aliases agree") }
    return 0
}
