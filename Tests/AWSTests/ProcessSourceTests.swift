import Testing

@testable import AWS

/// Guarantee: a credential process that does not end is ended.
///
/// How: one that sleeps, and a limit of a tenth of a second in place of a minute.
@Suite struct ProcessSourceTests {
    @Test func aProcessThatDoesNotAnswerIsEnded() async throws {
        let files = MemoryFiles(["/h/.aws/config": "[default]\ncredential_process = /bin/sleep 100\n"])
        let settings = try AWSSettings(environment: ["HOME": "/h"], files: files)
        let context = CredentialContext(
            settings: settings, transport: FakeTransport.nobody, target: nil, sessionName: "s", clock: testClock)
        let source = ProcessSource(context: context, profile: "default", timeout: .milliseconds(100))
        let error = try await #require(throws: CredentialError.self) { try await source.find() }
        #expect(
            error.summary.hasPrefix("The credential_process at ~/.aws/config:2 failed: '/bin/sleep' did not answer"))
    }
}
