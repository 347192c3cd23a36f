import JSON
import Testing
import Threads

@testable import StepFunctionsServer

/// Guarantee: the Security Token Service says who a key is, and its sessions act for the role's account until they
/// end; nothing that they are issued from is guessable or kept without bound.
///
/// How: forms in, XML out.
@Suite struct TokenServiceTests {
    private static let role = "RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fteam%2Fdeploy&RoleSessionName=ci"
    private static let version = "Version=2011-06-15"

    @Test func itSaysWhoCalls() async throws {
        let bench = try Bench()
        let (status, body) = await bench.token("Action=GetCallerIdentity&\(Self.version)", key: "222233334444")
        #expect(status == 200)
        #expect(element("Account", in: body) == "222233334444")
        #expect(element("Arn", in: body) == "arn:aws:iam::222233334444:root")
        #expect(element("RequestId", in: body)?.utf8.count == 36)
    }

    @Test(arguments: ["AssumeRole", "AssumeRoleWithWebIdentity&WebIdentityToken=token"])
    func aSessionActsForTheRolesAccountUntilItEnds(_ action: String) async throws {
        let bench = try Bench()
        let unsigned = action.contains("Web")
        let (status, body) = await bench.token(
            "Action=\(action)&\(Self.version)&\(Self.role)&DurationSeconds=900", key: unsigned ? nil : "test")
        #expect(status == 200)
        #expect(element("Expiration", in: body) == "2026-01-02T03:19:05.000Z")
        let key = try #require(element("AccessKeyId", in: body))
        #expect(key.wholeMatch(of: /ASIA[A-Z2-7]{16}/) != nil)
        #expect(element("SecretAccessKey", in: body)?.utf8.count == 40)

        let identity = await bench.token("Action=GetCallerIdentity&\(Self.version)", key: key).body
        #expect(element("Arn", in: identity) == "arn:aws:sts::111122223333:assumed-role/deploy/ci")
        let made = try await bench.call("CreateActivity", #"{"name":"a"}"#, key: key)
        #expect(made["activityArn"] == "arn:aws:states:us-east-1:111122223333:activity:a")

        bench.elapsed.withLock { $0 = 900_000 }
        #expect(try await bench.call("ListActivities", key: key)["__type"] == "ExpiredTokenException")
        let late = await bench.token("Action=GetCallerIdentity&\(Self.version)", key: key)
        #expect(late.status == 403)
        #expect(element("Code", in: late.body) == "ExpiredToken")
    }

    @Test(arguments: [
        ("", 400, "MissingAction"),
        ("Action=GetCallerIdentity", 400, "InvalidAction"),
        ("Action=Nothing&Version=2011-06-15", 400, "InvalidAction"),
        ("Action=%zz", 400, "MalformedQueryString"),
        ("Action=AssumeRole&Version=2011-06-15", 400, "ValidationError"),
        ("Action=AssumeRole&Version=2011-06-15&RoleArn=x&RoleSessionName=ci", 400, "ValidationError"),
        ("Action=AssumeRole&Version=2011-06-15&\(role)&DurationSeconds=899", 400, "ValidationError"),
        ("Action=AssumeRole&Version=2011-06-15&\(role)&DurationSeconds=1e9", 400, "ValidationError"),
        ("Action=AssumeRole&Version=2011-06-15&\(role)%3C", 400, "ValidationError"),
    ])
    func whatIsWrongIsNamed(_ form: String, status: Int, code: String) async throws {
        let answer = await (try Bench()).token(form)
        #expect(answer.status == status)
        #expect(element("Code", in: answer.body) == code)
        #expect(element("Message", in: answer.body)?.isEmpty == false)
    }

    @Test func anUnsignedCallIsRefused() async throws {
        let answer = await (try Bench()).token("Action=GetCallerIdentity&\(Self.version)", key: nil)
        #expect(answer.status == 403)
        #expect(element("Code", in: answer.body) == "MissingAuthenticationToken")
    }

    @Test func textIsWrittenSoThatXMLReadersGetItBack() {
        let document = XMLElement("a", "<&>\"\u{1}\n").document(namespace: "n")
        #expect(document == "<a xmlns=\"n\">&lt;&amp;&gt;&quot;\u{FFFD}&#10;</a>\n")
    }

    @Test func theOldestSessionMakesRoom() {
        let sessions = IssuedSessions()
        for number in 0...IssuedSessions.limit {
            sessions.add(
                IssuedSession(
                    accessKeyID: "ASIA\(number)", secret: "", token: "", expirationMilliseconds: 0, account: "",
                    arn: "",
                    userID: ""))
        }
        #expect(sessions.session(of: "ASIA0") == nil)
        #expect(sessions.session(of: "ASIA1") != nil)
        #expect(sessions.session(of: "ASIA\(IssuedSessions.limit)") != nil)
    }
}
