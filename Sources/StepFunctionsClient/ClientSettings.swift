public import AWS
public import HTTP

/// Where a client's calls go, and how they are made.
public struct ClientSettings: Sendable {
    /// Where Step Functions answers.
    public var stepFunctions: AWSEndpoint
    /// Where the tagging API answers.
    public var tagging: AWSEndpoint
    /// How often a call is tried.
    public var retries: RetrySettings
    /// Whether StartSyncExecution and TestState go to a host whose name begins with `sync-`. It is never put before
    /// an address or a name without a dot, such as `localhost`.
    public var addsHostPrefix: Bool
    /// What one attempt may take. Operations that wait for something get more time.
    public var limits: HTTPLimits
    /// What calls itself so in the service's logs.
    public var userAgent: String
    /// How many calls may be under way at once; the others wait.
    public var callsUnderWay: Int

    /// Takes every part.
    public init(
        stepFunctions: AWSEndpoint, tagging: AWSEndpoint, retries: RetrySettings, addsHostPrefix: Bool = true,
        limits: HTTPLimits = HTTPLimits(), userAgent: String = "statecraft", callsUnderWay: Int = 64
    ) {
        self.stepFunctions = stepFunctions
        self.tagging = tagging
        self.retries = retries
        self.addsHostPrefix = addsHostPrefix
        self.limits = limits
        self.userAgent = userAgent
        self.callsUnderWay = callsUnderWay
    }
}
