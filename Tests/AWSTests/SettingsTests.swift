import AWS
import HTTP
import Testing

/// Guarantee: region, profile, endpoints and retries come from the command line, else the environment, else the files,
/// in the order of the AWS SDKs; a value that cannot be is an error that names where it stands.
///
/// How: tables of environments and files.
@Suite struct SettingsTests {
    static let config = """
        [default]
        region = eu-west-1
        [profile p]
        region = eu-west-2
        retry_mode = adaptive
        max_attempts = 7
        ca_bundle = ~/ca.pem
        endpoint_url = http://profile
        services = s
        [profile plain]
        [profile fips]
        use_fips_endpoint = true
        use_dualstack_endpoint = True
        [services s]
        sfn =
          endpoint_url = http://services-sfn
        """

    static func settings(
        profile: String? = nil, region: String? = nil, _ environment: [String: String] = [:], config: String = config
    ) throws -> AWSSettings {
        try AWSSettings(
            profile: profile, region: region, environment: environment.merging(["HOME": "/h"]) { own, _ in own },
            files: MemoryFiles(["/h/.aws/config": config]))
    }

    @Test(
        arguments: [
            (nil, nil, [:], "eu-west-1"),
            ("p", nil, [:], "eu-west-2"),
            (nil, nil, ["AWS_PROFILE": "p"], "eu-west-2"),
            (nil, nil, ["AWS_PROFILE": "p", "AWS_DEFAULT_PROFILE": "default"], "eu-west-2"),
            (nil, nil, ["AWS_DEFAULT_PROFILE": "p"], "eu-west-2"),
            ("plain", nil, ["AWS_PROFILE": "p"], nil),
            ("p", nil, ["AWS_DEFAULT_REGION": "us-east-2"], "us-east-2"),
            ("p", nil, ["AWS_DEFAULT_REGION": "us-east-2", "AWS_REGION": "us-west-1"], "us-west-1"),
            ("p", "us-west-2", ["AWS_REGION": "us-west-1"], "us-west-2"),
            (nil, nil, ["AWS_REGION": ""], "eu-west-1"),
        ] as [(String?, String?, [String: String], String?)])
    func theFirstThatNamesARegionCounts(
        profile: String?, region: String?, environment: [String: String], expected: String?
    ) throws {
        #expect(try Self.settings(profile: profile, region: region, environment).region == expected)
    }

    struct Place: Sendable {
        var profile: String
        var environment: [String: String] = [:]
        var target: String?
        var stepFunctions: String
        var sts: String
    }

    static let all = [
        "AWS_ENDPOINT_URL_SFN": "http://env-sfn", "AWS_ENDPOINT_URL_STS": "http://env-sts",
        "AWS_ENDPOINT_URL": "http://env",
    ]
    static let amazon = "https://states.us-east-1.amazonaws.com/"
    static let amazonSTS = "https://sts.us-east-1.amazonaws.com/"

    static let places = [
        Place(profile: "plain", stepFunctions: amazon, sts: amazonSTS),
        Place(profile: "p", stepFunctions: "http://services-sfn/", sts: "http://profile/"),
        Place(
            profile: "p", environment: ["AWS_ENDPOINT_URL": "http://env/x"], stepFunctions: "http://env/x",
            sts: "http://env/x"),
        Place(profile: "p", environment: all, stepFunctions: "http://env-sfn/", sts: "http://env-sts/"),
        Place(
            profile: "p", environment: all, target: "http://t", stepFunctions: "http://t/", sts: "http://env-sts/"),
        Place(
            profile: "p", environment: ["AWS_ENDPOINT_URL": "http://env"], target: "http://t",
            stepFunctions: "http://t/", sts: "http://t/"),
        Place(
            profile: "p", environment: all.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) { $1 },
            stepFunctions: amazon, sts: amazonSTS),
        Place(
            profile: "p", environment: all.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) { $1 },
            target: "http://t", stepFunctions: "http://t/", sts: "http://t/"),
        Place(
            profile: "fips", stepFunctions: "https://states-fips.us-east-1.api.aws/",
            sts: "https://sts-fips.us-east-1.api.aws/"),
        Place(
            profile: "plain", environment: ["AWS_STS_REGIONAL_ENDPOINTS": "legacy"], stepFunctions: amazon,
            sts: "https://sts.amazonaws.com/"),
    ]

    @Test(arguments: places)
    func theFirstThatNamesAnEndpointCounts(_ place: Place) throws {
        let settings = try Self.settings(profile: place.profile, region: "us-east-1", place.environment)
        let target = place.target.flatMap(HTTPURL.init)
        #expect(try settings.endpoint(for: .stepFunctions, target: target).url.description == place.stepFunctions)
        #expect(try settings.endpoint(for: .sts, target: target).url.description == place.sts)
    }

    @Test func retriesAndCertificatesAreRead() throws {
        let plain = try Self.settings()
        #expect(plain.retries == RetrySettings(mode: .standard, maximumAttempts: 3))
        #expect(plain.caBundle == nil)
        let profile = try Self.settings(profile: "p")
        #expect(profile.retries == RetrySettings(mode: .adaptive, maximumAttempts: 7))
        #expect(profile.caBundle == "/h/ca.pem")
        let environment = try Self.settings(
            profile: "p", ["AWS_RETRY_MODE": "legacy", "AWS_MAX_ATTEMPTS": "1", "AWS_CA_BUNDLE": "/c"])
        #expect(environment.retries == RetrySettings(mode: .standard, maximumAttempts: 1))
        #expect(environment.caBundle == "/c")
    }

    static let wrong: [(environment: [String: String], config: String, code: AWSSettingsError.Code, says: String)] = [
        (["AWS_PROFILE": "x"], "[profile q]\n[default]", .unknownProfile, "AWS_PROFILE names profile 'x'"),
        (["AWS_PROFILE": "x"], "", .unknownProfile, "neither in ~/.aws/config nor in ~/.aws/credentials"),
        (["AWS_REGION": "a.b"], "", .invalidValue, "AWS_REGION has the value 'a.b'"),
        ([:], "[default]\nregion = -x", .invalidValue, "~/.aws/config:2 has the value '-x'"),
        (["AWS_RETRY_MODE": "x"], "", .invalidValue, "AWS_RETRY_MODE has the value 'x'. Write standard or legacy"),
        (["AWS_MAX_ATTEMPTS": "0"], "", .invalidValue, "AWS_MAX_ATTEMPTS has the value '0'. Write a number from 1 to"),
        ([:], "[default]\n\nmax_attempts = many", .invalidValue, "~/.aws/config:3 has the value 'many'"),
        (["AWS_USE_FIPS_ENDPOINT": "yes"], "", .invalidValue, "Write true or false"),
        (["AWS_ENDPOINT_URL": "localhost"], "", .invalidValue, "AWS_ENDPOINT_URL is not the URL of an endpoint"),
        (["AWS_ENDPOINT_URL": "http://u:secret@h"], "", .invalidValue, "AWS_ENDPOINT_URL is not the URL"),
        ([:], "[default]\nservices = x", .unknownProfile, "~/.aws/config:2 names the section [services x]"),
        (
            ["AWS_USE_FIPS_ENDPOINT": "true", "AWS_ENDPOINT_URL": "http://h"], "", .contradiction,
            "FIPS endpoints are asked for, and an endpoint of your own, http://h/"
        ),
        (
            ["AWS_USE_DUALSTACK_ENDPOINT": "true", "AWS_ENDPOINT_URL_SFN": "http://h"], "", .contradiction,
            "dual-stack endpoints are asked for"
        ),
        ([:], "[default", .invalidFile, "~/.aws/config:1"),
    ]

    @Test(arguments: wrong)
    func whatCannotBeIsSaidWithItsPlace(
        environment: [String: String], config: String, code: AWSSettingsError.Code, says: String
    ) throws {
        let error = try #require(throws: AWSSettingsError.self) {
            _ = try Self.settings(environment, config: config)
                .endpoint(for: .stepFunctions, region: environment["AWS_REGION"] == nil ? "us-east-1" : nil)
        }
        #expect(error.code == code)
        #expect(error.description.contains(says), "\(error)")
        #expect(!error.description.contains("secret"))
    }

    @Test func withoutARegionThereIsNoEndpoint() throws {
        let settings = try Self.settings(profile: "plain")
        let error = try #require(throws: AWSSettingsError.self) { try settings.endpoint(for: .sts) }
        #expect(error.code == .missingRegion)
        #expect(error.advice.contains("AWS_REGION"))
    }

    @Test func aHugeFileIsRefused() throws {
        let error = try #require(throws: AWSSettingsError.self) {
            // The system's files refuse it after the limit; these know the length.
            try Self.settings(config: String(repeating: "#\n", count: 1 << 20))
        }
        #expect(error.summary == "~/.aws/config is larger than 1048576 bytes")
    }

    @Test func otherFilesCanBeNamed() throws {
        let files = MemoryFiles(["/c": "[default]\nregion=a-1", "/k": "[default]\nregion=b-1"])
        let settings = try AWSSettings(
            environment: ["AWS_CONFIG_FILE": "/c", "AWS_SHARED_CREDENTIALS_FILE": "/k"], files: files)
        #expect(settings.region == "b-1", "the credentials file's settings count before those of the config file")
    }
}
