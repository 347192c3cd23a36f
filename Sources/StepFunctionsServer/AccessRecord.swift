internal import JSON
internal import StepFunctions

/// What the access log tells of one request: who, what and how long, nothing of what was in it.
struct AccessRecord {
    let timeMilliseconds: Int
    let requestID: String
    let peer: String
    let bytesIn: Int
    var caller: Caller?
    var operation: String?

    func line(_ answer: Answer, microseconds: Int) -> String {
        var members = JSONObject()
        members["time"] = .string(Timestamp(millisecondsSince1970: timeMilliseconds).description)
        members["requestId"] = .string(requestID)
        members["remote"] = .string(peer)
        members["account"] = caller.map { .string($0.account) }
        members["region"] = caller.map { .string($0.region) }
        members["operation"] = operation.map { .string($0) }
        members["status"] = .number(JSONNumber(answer.status))
        members["errorCode"] = answer.errorCode.map { .string($0) }
        members["bytesIn"] = .number(JSONNumber(bytesIn))
        members["bytesOut"] = .number(JSONNumber(answer.body.count))
        members["microseconds"] = .number(JSONNumber(microseconds))
        return JSONValue.object(members).compactText
    }
}
