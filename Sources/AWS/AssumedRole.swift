public import SigV4

/// The credentials of a role that other credentials take.
public struct AssumedRole: CredentialProvider {
    private let request: RoleRequest
    private let source: any CredentialProvider
    private let sts: STSClient

    /// Takes the role anew on every call: see `CachedCredentials`.
    ///
    /// - Parameter source: Whose credentials take it.
    public init(_ request: RoleRequest, source: any CredentialProvider, sts: STSClient) {
        self.request = request
        self.source = source
        self.sts = sts
    }

    /// Takes the role.
    public func credentials() async throws(CredentialError) -> AWSCredentials {
        let credentials = try await source.credentials()
        do {
            return try await sts.assumeRole(request, with: credentials)
        } catch {
            throw error.credentialError(role: request.roleARN)
        }
    }
}
