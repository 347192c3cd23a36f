import LocalStepFunctions
import StepFunctions

/// The API's tag; Swift Testing has a type of that name too.
typealias Tag = StepFunctions.Tag

/// Values that the tests use over and over.
enum Samples {
    static let role = "arn:aws:iam::000000000000:role/checkout"
    static let otherRole = "arn:aws:iam::000000000000:role/other"
    static let definition = #"{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}"#
    static let otherDefinition = #"{"StartAt":"Done","States":{"Done":{"Type":"Pass","End":true}}}"#
    static let missing = "Request references a resource that does not exist."
    static let logGroup = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/checkout:*"

    /// A definition that differs for each number.
    static func definition(_ number: Int) -> String {
        #"{"Comment":"\#(number)","StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}"#
    }
}

extension LocalIdentifiers {
    /// Identifiers that count, so that a test can tell them.
    static func counting() -> LocalIdentifiers {
        let revisions = Counter()
        let nonces = Counter()
        return LocalIdentifiers(
            revisionID: { "00000000-0000-4000-8000-\(padded(revisions.next()))" },
            pageNonce: { UInt64(nonces.next()) },
            pageSecret: { [UInt8](repeating: 7, count: 32) })
    }

    private static func padded(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: 12 - text.count) + text
    }
}
