internal import HTTP
internal import JSON
internal import SigV4
internal import StepFunctions

/// What came back for a call.
struct Answer {
    let call: APICall
    let response: HTTPResponse
    /// What the request was signed with, and when.
    let moment: SigningMoment

    init(_ call: APICall, _ response: HTTPResponse, _ moment: SigningMoment) {
        self.call = call
        self.response = response
        self.moment = moment
    }

    /// By what AWS's support finds the call.
    var requestID: String? { response.headers["x-amzn-RequestId"] ?? response.headers["x-amz-request-id"] }

    /// The output of a call that succeeded.
    ///
    /// - Throws: `UnexpectedAnswer` when the body is no JSON object of the API; the call may have had its effect.
    func decoded<Output: APIStructure>(as type: Output.Type) throws(ServiceError) -> Output {
        let json: JSONValue
        do {
            json = response.body.isEmpty ? [:] : try JSONValue(parsing: response.body, limits: limits)
        } catch {
            // What begins like an answer was cut on the way; anything else comes from somebody who will say it again.
            let isCut = response.body.first == UInt8(ascii: "{")
            throw unexpected("is not JSON: \(error)", remedy: isCut ? .retry : .change)
        }
        let decoder = JSONValueDecoder()
        if let output = try? decoder.decode(Output.self, from: json) { return output }
        do {
            return try decoder.decode(Output.self, from: LenientForm.json(json, Output.shape))
        } catch {
            throw unexpected("does not fit the API: \(error)", remedy: .change)
        }
    }

    private var limits: JSONLimits { JSONLimits(bytes: response.body.count) }

    private func unexpected(_ reason: String, remedy: ServiceError.Remedy) -> ServiceError {
        ServiceError(
            .unexpectedAnswer, "The answer to \(call.name) \(reason). It begins \(excerpt).",
            effect: call.effectWithoutAnswer, remedy: remedy, origin: .client, requestID: requestID)
    }

    /// The first characters of the body, on one line, in quotation marks.
    var excerpt: String {
        let text = String(decoding: response.body.prefix(Self.excerptBytes), as: UTF8.self)
        // Before it is cut: half a token would not be recognized any more.
        return "\"\(Self.excerpt(of: moment.credentials.redacting(text)))\""
    }

    private static func excerpt(of text: String) -> String {
        var line = ""
        var count = 0
        for scalar in text.unicodeScalars {
            let isBlank = scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F
            if isBlank, line.isEmpty || line.hasSuffix(" ") { continue }
            if count == excerptLength { return line + "…" }
            line.unicodeScalars.append(isBlank ? " " : scalar)
            count += 1
        }
        return line.hasSuffix(" ") ? String(line.dropLast()) : line
    }

    private static let excerptLength = 200
    private static let excerptBytes = 16_384
}
