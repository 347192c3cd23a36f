import AWS
import HTTP
import JSON
import SigV4
import Testing

/// Guarantee: credentials come from the place from which the AWS CLI takes them.
///
/// How: each place alone, each pair in both orders, and, against botocore, every set of the places that need no
/// network. The last needs python3 with botocore.
@Suite struct CredentialChainTests {
    static let pairs = Place.allCases.flatMap { first in Place.allCases.map { $0 == first ? [first] : [first, $0] } }

    @Test(arguments: pairs)
    func theEarlierPlaceCounts(places: [Place]) async throws {
        let found = try await Place.chain(places).credentials()
        let first = Place.allCases.first { places.contains($0) }
        #expect(found.accessKeyID == first?.rawValue)
    }

    @Test(arguments: Place.allCases)
    func withANamedProfileTheEnvironmentDoesNotCount(place: Place) async throws {
        let found = try? await Place.chain([place], profile: "default").credentials()
        #expect(found?.accessKeyID == ([.environment, .webIdentity].contains(place) ? nil : place.rawValue))
    }

    static let script = """
        import botocore.session, json, os, sys, tempfile
        answers = []
        for case in json.load(sys.stdin):
            with tempfile.TemporaryDirectory() as home:
                os.mkdir(home + '/.aws')
                for name, text in case['files'].items():
                    if '.aws/c' in name: open(home + name[2:], 'w').write(text)
                for name in list(os.environ):
                    if name.startswith('AWS_'): del os.environ[name]
                os.environ.update(case['variables'])
                os.environ['HOME'] = home
                os.environ['AWS_EC2_METADATA_DISABLED'] = 'true'
                found = botocore.session.Session(profile=case['profile']).get_credentials()
                answers.append(found and found.method)
        json.dump(answers, sys.stdout)
        """

    struct PlaceSet: Sendable {
        var places: [Place]
        var profile: String?

        var json: JSONValue {
            let object = { (values: [String: String]) in
                JSONValue.object(JSONObject(values.map { ($0.key, .string($0.value)) }))
            }
            return [
                "files": object(Place.files(places)), "variables": object(Place.variables(places)),
                "profile": profile.map { .string($0) } ?? nil,
            ]
        }
    }

    @Test(.enabled(if: Botocore.isThere, "needs python3 with botocore"))
    func everySetOfPlacesIsJudgedAsTheSDKJudgesIt() async throws {
        let sets = (0..<(1 << Place.local.count)).flatMap { bits -> [PlaceSet] in
            let places = Place.local.indices.filter { bits >> $0 & 1 == 1 }.map { Place.local[$0] }
            return bits % 3 == 0
                ? [PlaceSet(places: places), PlaceSet(places: places, profile: "default")] : [PlaceSet(places: places)]
        }
        let answers = try #require(Botocore.run(Self.script, .array(sets.map(\.json))).arrayValue)
        #expect(answers.count == sets.count)
        for (set, answer) in zip(sets, answers) {
            let found = try? await Place.chain(set.places, profile: set.profile).credentials()
            #expect(found?.accessKeyID == answer.stringValue, "\(set.places) \(set.profile ?? "")")
        }
    }

    @Test func whereNothingWasFoundIsSaidInOrder() async throws {
        let chain = try Place.chain([])
        let error = try await #require(throws: CredentialError.self) { try await chain.credentials() }
        #expect(error.code == .missing)
        #expect(error.summary == "There are no AWS credentials")
        let places = [
            "environment variables", "profile 'default' in ~/.aws/config", "web identity (AWS_WEB_IDENTITY_TOKEN_FILE)",
            "profile 'default' in ~/.aws/credentials", "the container's credentials", "instance metadata",
        ]
        #expect(error.advice.hasPrefix("Looked, in this order, at: \(places.joined(separator: "; ")).\n"), "\(error)")
        #expect(error.advice.contains("'aws configure sso'"))
    }

    @Test func whatIsOffAndWhatIsNotThereIsSaid() async throws {
        let settings = try AWSSettings(
            environment: ["HOME": "/h", "AWS_EC2_METADATA_DISABLED": "TRUE"], files: MemoryFiles())
        let chain = CredentialChain(settings: settings, transport: FakeTransport.nobody, clock: testClock)
        let error = try await #require(throws: CredentialError.self) { try await chain.credentials() }
        #expect(error.advice.contains("profile 'default' in ~/.aws/credentials (not there)"))
        #expect(error.advice.contains("instance metadata (off by AWS_EC2_METADATA_DISABLED)"))
    }
}
