import JSON
import LocalStepFunctions
import StepFunctions
import Testing

@testable import StepFunctionsServer

/// Guarantee: the access key tells the account, the signature's scope the region, and nobody sees the resources of
/// another account or region.
///
/// How: the same request with different keys and regions, and the ARN that comes back.
@Suite struct CallerTests {
    @Test(arguments: [
        ("test", "us-east-1", "arn:aws:states:us-east-1:000000000000"),
        ("111122223333", "eu-west-1", "arn:aws:states:eu-west-1:111122223333"),
        ("AKIAIOSFODNN7EXAMPLE", "us-east-1", "arn:aws:states:us-east-1:999988887777"),
        ("1234", "us-east-1", "arn:aws:states:us-east-1:999988887777"),
        ("test", "cn-north-1", "arn:aws-cn:states:cn-north-1:000000000000"),
        ("test", "us-gov-west-1", "arn:aws-us-gov:states:us-gov-west-1:000000000000"),
    ])
    func theKeyTellsTheAccountAndTheScopeTheRegion(_ key: String, region: String, prefix: String) async throws {
        let bench = try Bench { $0.account = "999988887777" }
        let made = try await bench.call("CreateActivity", #"{"name":"a"}"#, key: key, region: region)
        #expect(made["activityArn"] == .string("\(prefix):activity:a"))
        for (otherKey, otherRegion) in [("222233334444", region), (key, "ap-south-1")] {
            let list = try await bench.call("ListActivities", key: otherKey, region: otherRegion)
            #expect(list["activities"] == [])
        }
        let own = try await bench.call("ListActivities", key: key, region: region)
        #expect(own["activities"]?[0]?["name"] == "a")
    }

    @Test func aClaimIsReadAgainWhenAnythingButItsSignatureDiffers() throws {
        let reader = AuthorizationReader()
        let field = Bench.authorization(key: "111122223333")
        for _ in 0..<2 { #expect(try reader.claim(in: field).accessKeyID == "111122223333") }
        let other = field.replacing("111122223333", with: "444455556666").replacing("us-east-1", with: "eu-west-1")
        #expect(try reader.claim(in: other).accessKeyID == "444455556666")
        #expect(try reader.claim(in: other).region == "eu-west-1")
        // What was read with a signature is not taken without one.
        #expect(throws: (any Error).self) { try reader.claim(in: String(field.dropLast(64))) }
        #expect(throws: (any Error).self) { try reader.claim(in: String(field.dropLast(1)) + "G") }
    }
}
