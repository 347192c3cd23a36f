public import Crypto
public import JSON
internal import StatesLanguage
public import StepFunctions

extension StateMachineContent {
    /// SHA-256 of the content's canonical form: `type`, what `definition` means (see `canonicalDefinition`),
    /// `roleArn` and the three configurations with the service's defaults spelled out. It is the same for what git
    /// declares and for what the service answers, whatever the order of members and the white space.
    ///
    /// - Parameter definition: What `self.definition` says, parsed.
    public func digest(definition: JSONValue) -> Digest {
        let value: JSONValue = [
            "definition": canonicalDefinition(definition),
            "encryptionConfiguration": encryptionConfiguration.canonicalValue,
            "loggingConfiguration": loggingConfiguration.canonicalValue,
            "roleArn": .string(roleArn),
            "tracingConfiguration": ["enabled": .bool(tracingConfiguration.enabled ?? false)],
            "type": .string(type.rawValue),
        ]
        return Digest(canonical: value, expectedBytes: self.definition.utf8.count)
    }
}

extension Digest {
    /// SHA-256 of a value's canonical text.
    ///
    /// - Parameter expectedBytes: About how long that text is.
    init(canonical value: JSONValue, expectedBytes: Int = 512) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expectedBytes)
        value.appendCanonical(to: &bytes)
        self.init(sha256: bytes)
    }
}

extension LoggingConfiguration {
    /// What the service takes a missing configuration for.
    public static let unset = LoggingConfiguration(level: .off, includeExecutionData: false)

    /// With every default spelled out, so that equal configurations are equal values. An empty list of
    /// destinations is none.
    public var withDefaults: LoggingConfiguration {
        LoggingConfiguration(
            level: level ?? .off, includeExecutionData: includeExecutionData ?? false,
            destinations: (destinations ?? []).isEmpty ? nil : destinations)
    }

    var canonicalValue: JSONValue {
        let full = withDefaults
        var value: JSONObject = [
            "level": .string((full.level ?? .off).rawValue),
            "includeExecutionData": .bool(full.includeExecutionData ?? false),
        ]
        if let destinations = full.destinations {
            value["destinations"] = .array(
                destinations.map { .string($0.cloudWatchLogsLogGroup?.logGroupArn ?? "") })
        }
        return .object(value)
    }
}

extension TracingConfiguration {
    /// What the service takes a missing configuration for.
    public static let unset = TracingConfiguration(enabled: false)

    /// With the default spelled out.
    public var withDefaults: TracingConfiguration { TracingConfiguration(enabled: enabled ?? false) }
}

extension EncryptionConfiguration {
    /// What the service takes a missing configuration for.
    public static let unset = EncryptionConfiguration(type: .awsOwnedKey)

    /// How many seconds the service reuses a data key when nobody says.
    private static let defaultReuseSeconds = 300

    /// With the default spelled out: a customer's key has a time for which data keys are reused.
    public var withDefaults: EncryptionConfiguration {
        guard type == .customerManagedKmsKey else { return self }
        return EncryptionConfiguration(
            type: type, kmsKeyId: kmsKeyId,
            kmsDataKeyReusePeriodSeconds: kmsDataKeyReusePeriodSeconds ?? Self.defaultReuseSeconds)
    }

    var canonicalValue: JSONValue {
        let full = withDefaults
        var value: JSONObject = ["type": .string(type.rawValue)]
        if let key = full.kmsKeyId { value["kmsKeyId"] = .string(key) }
        if let seconds = full.kmsDataKeyReusePeriodSeconds {
            value["kmsDataKeyReusePeriodSeconds"] = .number(JSONNumber(seconds))
        }
        return .object(value)
    }
}
