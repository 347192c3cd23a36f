/// As much of the Security Token Service as SDKs and Terraform need to start: who am I, and temporary credentials for
/// a role of any account. Any role may be assumed, and nothing is asked of it.
struct TokenService: Sendable {
    private static let defaultDuration = 3_600
    private static let durations = 900...43_200

    private let sessions: IssuedSessions
    private let identifiers: ServerIdentifiers
    /// Whether web identity tokens, which cannot be verified here, are accepted.
    private let trustsAnybody: Bool

    init(sessions: IssuedSessions, identifiers: ServerIdentifiers, trustsAnybody: Bool) {
        self.sessions = sessions
        self.identifiers = identifiers
        self.trustsAnybody = trustsAnybody
    }

    /// The content of the action's result.
    func perform(
        _ call: TokenServiceCall, _ caller: Caller, nowMilliseconds: Int
    ) throws(ProtocolError) -> [XMLElement] {
        switch call.action {
        case .getCallerIdentity:
            return [
                XMLElement(
                    "Arn", caller.session?.arn ?? "arn:\(caller.partition):iam::\(caller.account):root"),
                XMLElement("UserId", caller.session?.userID ?? caller.account),
                XMLElement("Account", caller.account),
            ]
        case .assumeRole: return try assumeRole(call, caller, nowMilliseconds)
        case .assumeRoleWithWebIdentity:
            let token = try required("WebIdentityToken", of: call)
            guard trustsAnybody, !token.isEmpty else {
                throw ProtocolError(
                    400, "InvalidIdentityToken", "No identity provider is known here that could have signed the token")
            }
            return try assumeRole(call, caller, nowMilliseconds)
        }
    }

    private func assumeRole(
        _ call: TokenServiceCall, _ caller: Caller, _ nowMilliseconds: Int
    ) throws(ProtocolError) -> [XMLElement] {
        let roleARN = try required("RoleArn", of: call)
        let name = try required("RoleSessionName", of: call)
        guard name.wholeMatch(of: /[A-Za-z0-9_+=,.@-]{2,64}/) != nil else {
            throw Self.invalid("roleSessionName", "Member must satisfy regular expression pattern: [\\w+=,.@-]*")
        }
        let duration = call.parameters["DurationSeconds"].map { Int($0) ?? 0 } ?? Self.defaultDuration
        guard Self.durations.contains(duration) else {
            let bound =
                duration < Self.durations.lowerBound
                ? "greater than or equal to \(Self.durations.lowerBound)"
                : "less than or equal to \(Self.durations.upperBound)"
            throw Self.invalid("durationSeconds", "Member must have value \(bound)")
        }
        let pattern = /arn:(aws[a-z-]*):iam::([0-9]{12}):role\/(?:[!-~]*\/)?([A-Za-z0-9_+=,.@-]{1,64})/
        guard let role = roleARN.wholeMatch(of: pattern)?.output else {
            throw ProtocolError(400, "ValidationError", "\(roleARN.prefix(200)) is invalid")
        }
        let expiration = nowMilliseconds + duration * 1_000
        let session = IssuedSession(
            accessKeyID: IssuedSessions.prefix + identifiers.sessionText(16), secret: identifiers.sessionText(40),
            token: identifiers.sessionText(120), expirationMilliseconds: expiration, account: String(role.2),
            arn: "arn:\(role.1):sts::\(role.2):assumed-role/\(role.3)/\(name)",
            userID: "AROA\(identifiers.sessionText(17)):\(name)")
        sessions.add(session)
        return Self.elements(of: session)
    }

    private static func elements(of session: IssuedSession) -> [XMLElement] {
        [
            XMLElement(
                "AssumedRoleUser",
                [XMLElement("AssumedRoleId", session.userID), XMLElement("Arn", session.arn)]),
            XMLElement(
                "Credentials",
                [
                    XMLElement("AccessKeyId", session.accessKeyID),
                    XMLElement("SecretAccessKey", session.secret),
                    XMLElement("SessionToken", session.token),
                    XMLElement("Expiration", XMLElement.time(session.expirationMilliseconds)),
                ]),
        ]
    }

    private func required(_ name: String, of call: TokenServiceCall) throws(ProtocolError) -> String {
        if let value = call.parameters[name] { return value }
        let member = name.prefix(1).lowercased() + name.dropFirst()
        throw ProtocolError(
            400, "ValidationError",
            "1 validation error detected: Value null at '\(member)' failed to satisfy constraint: "
                + "Member must not be null")
    }

    private static func invalid(_ member: String, _ constraint: String) -> ProtocolError {
        ProtocolError(
            400, "ValidationError",
            "1 validation error detected: Value at '\(member)' failed to satisfy constraint: \(constraint)")
    }
}
