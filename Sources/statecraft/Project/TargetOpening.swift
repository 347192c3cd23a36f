internal import HTTP
internal import LocalStepFunctions
internal import Manifests
internal import Reconciliation
internal import StepFunctions
internal import StepFunctionsClient

/// Opens what a command's calls go to.
struct TargetOpening {
    let arguments: Arguments
    /// Tells whoever waits that something goes another way than usual.
    let remark: @Sendable (String) -> Void
    /// Names the session of an assumed role after what the run does: 2 to 64 letters, digits and `+=,.@-`.
    let sessionName: String

    /// Opens the target of an environment. For a remote one, the account that its credentials belong to is checked
    /// before anything is read.
    ///
    /// - Parameters:
    ///   - home: where the project is.
    ///   - here: the working directory.
    func open(_ environment: Environment, home: ProjectHome, here: String) async throws(CommandFailure) -> Target {
        let choice = try TargetChoice(arguments, environment: environment)
        if let local = try choice.localTarget(home: home, here: here) {
            let service = try local.service(account: environment.account, region: environment.region)
            return Target(service: service, description: local.name, hasQuotas: false)
        }
        var place = place(choice)
        place.account = environment.account
        place.region = environment.region
        place.roleArn = environment.roleArn
        place.externalID = environment.externalId
        let remote = try RemoteTarget(place, arguments, pacer: pacer(choice, environment.quotas))
        if !remote.mayHaveCredentials {
            remark(
                "The manifest's target \(remote.name) is not encrypted, so no credentials of yours are sent: calls are "
                    + "signed with the account's number. To send them all the same, name it with --target.")
        }
        try await remote.checkAccount(ofEnvironment: environment.name, remark)
        return Target(
            service: remote.client, description: remote.name, hasQuotas: choice.isPaced(arguments))
    }

    /// Opens what `--target` says, for a command that needs no project.
    ///
    /// - Parameters:
    ///   - account: for the embedded service; its default is 000000000000.
    ///   - region: the embedded service's default is us-east-1, and elsewhere the AWS settings say it.
    func openWithoutProject(
        account: String?, region: String?, here: String
    ) async throws(CommandFailure) -> any StepFunctionsService {
        let choice = try TargetChoice(arguments, environment: nil)
        if let local = try choice.localTarget(home: ProjectHome(here), here: here) {
            return try local.service(account: account ?? "000000000000", region: region ?? "us-east-1")
        }
        var place = place(choice)
        place.account = account
        place.region = region
        let remote = try RemoteTarget(place, arguments, pacer: pacer(choice, [:]))
        if account != nil { try await remote.checkAccount(ofEnvironment: nil, remark) }
        return remote.client
    }

    private func place(_ choice: TargetChoice) -> RemoteTarget.Place {
        let url: HTTPURL? = if case .url(let text) = choice.target { HTTPURL(text) } else { nil }
        return RemoteTarget.Place(
            url: url, isFromManifest: choice.isFromManifest, sessionName: sessionName)
    }

    private func pacer(_ choice: TargetChoice, _ quotas: [String: TokenBucket]) -> Pacer {
        guard choice.isPaced(arguments) else { return Pacer(.off) }
        let scale = arguments[.timeScale].flatMap(Int.init) ?? 1
        return Pacer(PacingRules(usesDefaultQuotas: true, overrides: quotas, timeScale: Double(scale)))
    }
}
