/// What a signature counts for: one day, one region, one service.
public struct SignatureScope: Hashable, Sendable, CustomStringConvertible {
    /// Such as `20150830`.
    public var day: String
    /// Such as `eu-west-1`.
    public var region: String
    /// The service's signing name, such as `states`.
    public var service: String

    /// Takes every part.
    public init(day: String, region: String, service: String) {
        self.day = day
        self.region = region
        self.service = service
    }

    /// As it stands in a credential, such as `20150830/us-east-1/states/aws4_request`.
    public var description: String { "\(day)/\(region)/\(service)/\(Self.terminator)" }

    static let terminator = "aws4_request"
    static let algorithm = "AWS4-HMAC-SHA256"
}
