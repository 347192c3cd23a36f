/// The partition of AWS that a region belongs to, such as `aws` or `aws-cn`: the second part of every ARN there.
///
/// Source: the partitions of botocore's endpoint rules.
public func partition(ofRegion region: String) -> String {
    let prefixes = [
        ("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("us-isob-", "aws-iso-b"), ("us-isof-", "aws-iso-f"),
        ("eu-isoe-", "aws-iso-e"), ("us-iso-", "aws-iso"), ("eusc-", "aws-eusc"),
    ]
    return prefixes.first { region.hasPrefix($0.0) }?.1 ?? "aws"
}
