/// A part of AWS with its own domain names.
struct AWSPartition: Hashable, Sendable {
    /// Such as `aws-cn`.
    let id: String
    /// What the names of its regions begin with; empty for the main one.
    let regionPrefix: String
    /// Of its endpoints.
    let suffix: String
    /// Of its endpoints with IPv6.
    let dualStackSuffix: String

    /// The partition of a region; regions that nobody knows yet are in the main one.
    static func of(region: String) -> AWSPartition {
        others.first { $0.has(region) } ?? main
    }

    private static let main = AWSPartition(
        id: "aws", regionPrefix: "", suffix: "amazonaws.com", dualStackSuffix: "api.aws")

    private static let others = [
        AWSPartition(
            id: "aws-cn", regionPrefix: "cn-", suffix: "amazonaws.com.cn",
            dualStackSuffix: "api.amazonwebservices.com.cn"),
        AWSPartition(
            id: "aws-eusc", regionPrefix: "eusc-de-", suffix: "amazonaws.eu",
            dualStackSuffix: "api.amazonwebservices.eu"),
        AWSPartition(
            id: "aws-iso", regionPrefix: "us-iso-", suffix: "c2s.ic.gov", dualStackSuffix: "api.aws.ic.gov"),
        AWSPartition(
            id: "aws-iso-b", regionPrefix: "us-isob-", suffix: "sc2s.sgov.gov", dualStackSuffix: "api.aws.scloud"),
        AWSPartition(
            id: "aws-iso-e", regionPrefix: "eu-isoe-", suffix: "cloud.adc-e.uk",
            dualStackSuffix: "api.cloud-aws.adc-e.uk"),
        AWSPartition(
            id: "aws-iso-f", regionPrefix: "us-isof-", suffix: "csp.hci.ic.gov",
            dualStackSuffix: "api.aws.hci.ic.gov"),
        AWSPartition(
            id: "aws-us-gov", regionPrefix: "us-gov-", suffix: "amazonaws.com", dualStackSuffix: "api.aws"),
    ]

    /// Whether a region is called like those of this partition: its prefix, a word, a number; or `aws-cn-global`.
    private func has(_ region: String) -> Bool {
        if region == "\(id)-global" { return true }
        guard region.hasPrefix(regionPrefix) else { return false }
        let parts = region.dropFirst(regionPrefix.count).split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && parts[1].allSatisfy(\.isNumber)
    }
}
