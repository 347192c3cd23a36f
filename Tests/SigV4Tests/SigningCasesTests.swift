import Crypto
import HTTP
import Testing

@testable import SigV4

/// Guarantee: a request is signed as AWS says, and what is signed so is accepted.
///
/// How: the 38 published cases, each in the header and in the query: canonical request, string to sign, signature and
/// signed request are compared, and the signed request goes through the verifier.
@Suite(.enabled(if: SigningCase.folder != nil, "the published signing cases are not beside the package"))
struct SigningCasesTests {
    @Test func allCasesAreThere() {
        #expect(SigningCase.all.count == 38)
    }

    @Test(arguments: SigningCase.all)
    func theHeaderIsSigned(_ example: SigningCase) throws {
        var signed = example.request
        example.signer.sign(&signed, with: example.credentials, at: example.time)
        let expected = try SigningCase.request(example.expected("header-signed-request"))
        #expect(normal(signed) == normal(expected))
        try expectSteps(of: signed, "header", example)
    }

    @Test(arguments: SigningCase.all)
    func theQueryIsSigned(_ example: SigningCase) throws {
        var signed = example.request
        example.signer.presign(
            &signed, with: example.credentials, at: example.time, expiresSeconds: example.expiresSeconds)
        #expect(signed == (try SigningCase.request(example.expected("query-signed-request"))))
        // The canonical request was made before the signature was appended, and a token that is not signed.
        var unsigned = signed
        let late = example.signer.options.omitsSessionToken ? "&X-Amz-Security-Token=" : "&X-Amz-Signature="
        let query = try #require(signed.url.query)
        unsigned.url.query = query.firstRange(of: late).map { String(query[..<$0.lowerBound]) }
        try expectSteps(of: unsigned, "query", example)
        #expect(query.hasSuffix("&X-Amz-Signature=\(try example.expected("query-signature"))"))
    }

    @Test(arguments: SigningCase.all.filter(\.signer.options.normalizesPath))
    func whatIsSignedIsAccepted(_ example: SigningCase) throws {
        for variant in ["header", "query"] {
            // A token that is added to the query after signing is indistinguishable from one that is signed.
            if variant == "query" && example.signer.options.omitsSessionToken { continue }
            let signed = try SigningCase.request(example.expected("\(variant)-signed-request"))
            let received = ReceivedRequest(
                method: signed.method, path: signed.url.path, query: signed.url.query, headers: signed.headers,
                body: signed.body)
            let authorization = try SignatureVerifier().verify(received, at: example.time) { key in
                key == example.credentials.accessKeyID ? example.credentials.secretAccessKey : nil
            }
            #expect(authorization.scope == SignatureScope(day: "20150830", region: "us-east-1", service: "service"))
            var changed = received
            changed.body.append(0)
            #expect(throws: SignatureProblem.self) {
                try SignatureVerifier().verify(changed, at: example.time) { _ in example.credentials.secretAccessKey }
            }
        }
    }

    private func expectSteps(of request: HTTPRequest, _ variant: String, _ example: SigningCase) throws {
        let draft = example.signer.draft(
            of: request, bodyDigest: Digest(sha256: request.body).description,
            at: UTCTime(secondsSince1970: example.time))
        #expect(
            String(decoding: draft.canonicalRequest, as: UTF8.self)
                == (try example.expected("\(variant)-canonical-request")))
        #expect(
            String(decoding: draft.stringToSign, as: UTF8.self) == (try example.expected("\(variant)-string-to-sign")))
    }

    /// With header names in lower case: the cases write `x-amz-content-sha256` so.
    private func normal(_ request: HTTPRequest) -> HTTPRequest {
        var request = request
        request.headers.fields = request.headers.fields.map { .init($0.name.lowercased(), $0.value) }
        return request
    }
}
