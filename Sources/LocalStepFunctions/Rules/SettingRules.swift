internal import StepFunctions

/// What must hold of a state machine's and an activity's settings besides the model's constraints.
enum SettingRules {
    static func check(name: String) throws(ServiceError) {
        guard isValidResourceName(name) else { throw .invalidName(name) }
    }

    static func check(roleARN: String) throws(ServiceError) {
        guard isValidRoleARN(roleARN) else {
            throw ServiceError(.invalidArn, "Invalid Role Arn: '\(roleARN)'")
        }
    }

    /// Any level but OFF needs its one destination, and there is never more than one.
    static func check(_ logging: LoggingConfiguration?) throws(ServiceError) {
        guard let logging else { return }
        let destinations = logging.destinations ?? []
        let isOff = logging.level == nil || logging.level == .off
        guard destinations.count == 1 || destinations.isEmpty && isOff else {
            throw .invalidLoggingConfiguration("Must specify exactly one Log Destination.")
        }
        guard let destination = destinations.first else { return }
        guard let arn = destination.cloudWatchLogsLogGroup?.logGroupArn else {
            throw .invalidLoggingConfiguration("Must specify exactly one Log Destination.")
        }
        guard arn.hasSuffix(":*") else {
            throw .invalidLoggingConfiguration("Log Group ARN must be provided with '*' qualifier.")
        }
        guard isValidLogGroupARN(arn) else {
            throw .invalidLoggingConfiguration("Log Destination not found.")
        }
    }

    /// A customer's key needs to be named; AWS's own takes no settings.
    static func check(_ encryption: EncryptionConfiguration?) throws(ServiceError) {
        guard let encryption else { return }
        if encryption.type == .customerManagedKmsKey {
            guard encryption.kmsKeyId != nil else {
                throw .invalidEncryption("kmsKeyId must be specified when type is CUSTOMER_MANAGED_KMS_KEY")
            }
        } else if encryption.kmsKeyId != nil || encryption.kmsDataKeyReusePeriodSeconds != nil {
            throw .invalidEncryption(
                "kmsKeyId and kmsDataKeyReusePeriodSeconds can only be specified when type is "
                    + "CUSTOMER_MANAGED_KMS_KEY")
        }
    }
}
