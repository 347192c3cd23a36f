public import HTTP

/// The APIs that we call.
public enum AWSAPI: Hashable, Sendable, CaseIterable {
    /// AWS Step Functions.
    case stepFunctions
    /// The Resource Groups Tagging API.
    case tagging
    /// The Security Token Service.
    case sts
    /// IAM Identity Center's portal, which gives credentials for a token.
    case sso
    /// IAM Identity Center's OIDC service, which renews a token.
    case ssoOIDC

    /// As in `AWS_ENDPOINT_URL_SFN`; in lower case as in a `[services]` section.
    var serviceID: String {
        switch self {
        case .stepFunctions: "SFN"
        case .tagging: "RESOURCE_GROUPS_TAGGING_API"
        case .sts: "STS"
        case .sso: "SSO"
        case .ssoOIDC: "SSO_OIDC"
        }
    }

    /// What the host's name begins with.
    var endpointPrefix: String {
        switch self {
        case .stepFunctions: "states"
        case .tagging: "tagging"
        case .sts: "sts"
        case .sso: "portal.sso"
        case .ssoOIDC: "oidc"
        }
    }

    /// What requests are signed for.
    var signingName: String {
        switch self {
        case .sso: "awsssoportal"
        case .ssoOIDC: "sso-oauth"
        default: endpointPrefix
        }
    }
}

/// Where an API is, and what requests to it are signed for.
public struct AWSEndpoint: Hashable, Sendable {
    /// Without query; the path is "/" but for an endpoint of one's own.
    public var url: HTTPURL
    /// Such as `states`.
    public var signingName: String
    /// Such as `eu-west-1`.
    public var signingRegion: String

    /// Takes every part.
    public init(url: HTTPURL, signingName: String, signingRegion: String) {
        self.url = url
        self.signingName = signingName
        self.signingRegion = signingRegion
    }

    /// AWS's own endpoint, by the rules that the SDKs share.
    init(_ api: AWSAPI, region: String, variant: Variant) {
        let (host, signingRegion) = Self.host(api, region: region, variant: variant)
        self.init(
            url: HTTPURL(scheme: .https, host: host), signingName: api.signingName, signingRegion: signingRegion)
    }

    /// Which of AWS's endpoints.
    struct Variant: Hashable, Sendable {
        /// Validated by FIPS 140.
        var fips = false
        /// With IPv6.
        var dualStack = false
        /// Whether STS is at its old global endpoint in the regions that are older than the others.
        var globalSTS = false
    }

    private static func host(_ api: AWSAPI, region: String, variant: Variant) -> (String, String) {
        let (fips, dualStack) = (variant.fips, variant.dualStack)
        let global = region == "aws-global" || (variant.globalSTS && regionsWithGlobalSTS.contains(region))
        if api == .sts && global && !fips && !dualStack { return ("sts.amazonaws.com", "us-east-1") }
        let partition = AWSPartition.of(region: region)
        let marked =
            if partition.id == "aws-us-gov" {
                isMarkedInGovCloud(api, region: region, fips: fips, dualStack: dualStack)
            } else {
                fips
            }
        let suffix = dualStack ? partition.dualStackSuffix : partition.suffix
        return ("\(api.endpointPrefix)\(marked ? "-fips" : "").\(region).\(suffix)", region)
    }

    /// Whether the host's name has `-fips` in it: in GovCloud many endpoints without are validated as well.
    private static func isMarkedInGovCloud(_ api: AWSAPI, region: String, fips: Bool, dualStack: Bool) -> Bool {
        switch api {
        case .stepFunctions: dualStack || (fips && region != "us-gov-west-1")
        case .tagging: fips
        case .sts, .sso, .ssoOIDC: fips && dualStack
        }
    }

    private static let regionsWithGlobalSTS: Set = [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2",
        "us-west-1", "us-west-2",
    ]
}
