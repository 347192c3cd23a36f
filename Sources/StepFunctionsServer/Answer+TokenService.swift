extension Answer {
    private static let tokenServiceNamespace = "https://sts.amazonaws.com/doc/\(TokenServiceCall.version)/"

    /// What the Security Token Service answers to a call that succeeded.
    init(tokenService action: TokenServiceCall.Action, result: [XMLElement], requestID: String) {
        let document = XMLElement(
            "\(action.rawValue)Response",
            [
                XMLElement("\(action.rawValue)Result", result),
                XMLElement("ResponseMetadata", [XMLElement("RequestId", requestID)]),
            ])
        self.init(200, "text/xml", Array(document.document(namespace: Self.tokenServiceNamespace).utf8))
    }

    /// What the Security Token Service answers to a call that it refuses.
    init(tokenService error: ProtocolError, requestID: String) {
        let (status, code) = Self.tokenServiceNames[error.code] ?? (error.status, error.code)
        let document = XMLElement(
            "ErrorResponse",
            [
                XMLElement(
                    "Error",
                    [
                        XMLElement("Type", status < 500 ? "Sender" : "Receiver"), XMLElement("Code", code),
                        XMLElement("Message", error.message),
                    ]),
                XMLElement("RequestId", requestID),
            ])
        self.init(status, "text/xml", Array(document.document(namespace: Self.tokenServiceNamespace).utf8))
        errorCode = code
    }

    /// What the query protocol calls the errors of authentication, and their statuses there.
    private static let tokenServiceNames: [String: (Int, String)] = [
        "MissingAuthenticationTokenException": (403, "MissingAuthenticationToken"),
        "IncompleteSignatureException": (400, "IncompleteSignature"),
        "UnrecognizedClientException": (403, "InvalidClientTokenId"),
        "InvalidSignatureException": (403, "SignatureDoesNotMatch"),
        "ExpiredTokenException": (403, "ExpiredToken"),
    ]
}
