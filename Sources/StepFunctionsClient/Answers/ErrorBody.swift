internal import HTTP
internal import JSON

/// What an answer says about an error, in any of the forms in which AWS's services say it.
struct ErrorBody {
    /// Without namespace; nil when the answer names no code.
    let code: String?
    /// Empty when there is none.
    let message: String
    /// Other members that are text.
    let fields: [String: String]

    init(_ response: HTTPResponse) {
        let members = (try? JSONValue(parsing: response.body))?.objectValue ?? [:]
        let texts = members.compactMap { member in member.value.stringValue.map { (member.key, $0) } }
        let body = Dictionary(texts, uniquingKeysWith: { first, _ in first })
        let name = [response.headers["x-amzn-ErrorType"], body["__type"], body["code"], body["Code"]]
            .lazy.compactMap { $0.map(Self.code) }.first { !$0.isEmpty }
        code = name
        message = Self.messageNames.lazy.compactMap { body[$0] }.first ?? ""
        fields = body.filter { !Self.messageNames.contains($0.key) && !Self.codeNames.contains($0.key) }
    }

    private static let messageNames = ["message", "Message", "errorMessage"]
    private static let codeNames: Set = ["__type", "code", "Code"]

    /// The code of `namespace#Code:https://…`: namespace and address are left out (Smithy, AWS JSON 1.0 protocol,
    /// "Operation error serialization").
    private static func code(in text: String) -> String {
        let withoutAddress = text.prefix { $0 != ":" }
        let start = withoutAddress.lastIndex(of: "#").map { withoutAddress.index(after: $0) }
        return String(withoutAddress[(start ?? withoutAddress.startIndex)...])
    }
}
