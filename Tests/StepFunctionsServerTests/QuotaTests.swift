import HTTP
import JSON
import StepFunctions
import Testing
import Threads

@testable import StepFunctionsServer

/// Guarantee: with quotas on, each operation may be called as often as its bucket says, for each account and region by
/// itself, and what goes beyond is refused as AWS does.
///
/// How: a bucket at times that the test decides, and calls of the service at such times.
@Suite struct QuotaTests {
    @Test(arguments: [1.0, 20.0]) func aBucketFillsAtItsRate(timeScale: Double) {
        let bucket = TokenBucket(capacity: 3, refillPerSecond: 2)
        var level = BucketLevel(full: bucket, at: 0)
        let take = { (level: inout BucketLevel, now: Double) in
            level.take(from: bucket, timeScale: timeScale, at: Int(now / timeScale * 1e9))
        }
        #expect((0..<4).map { _ in take(&level, 0) } == [true, true, true, false])
        #expect(!take(&level, 0.49))
        #expect(take(&level, 0.51))
        #expect(!take(&level, 0.6))
        // However long nobody called, no more than the bucket holds.
        #expect((0..<4).map { _ in take(&level, 1_000) } == [true, true, true, false])
        // A clock that stands or goes back fills nothing.
        #expect(!take(&level, 900))
    }

    @Test func theServiceRefusesWhatGoesBeyond() async throws {
        let bench = try Bench { $0.quotas = .aws(timeScale: 2) }
        for _ in 0..<100 { #expect(try await bench.call("ListStateMachines")["__type"] == nil) }
        let response = await bench.send(Bench.request("ListStateMachines"))
        #expect(response.status == 400)
        let body = try JSONValue(parsing: response.body)
        #expect(body["__type"] == "ThrottlingException")
        #expect(body["message"] == "Rate exceeded")
        // Other accounts, regions and operations are not concerned.
        #expect(try await bench.call("ListStateMachines", key: "111122223333")["__type"] == nil)
        #expect(try await bench.call("ListStateMachines", region: "eu-west-1")["__type"] == nil)
        #expect(try await bench.call("ListActivities")["__type"] == nil)
        // Five a second, twice as fast.
        bench.elapsed.withLock { $0 = 101 }
        #expect(try await bench.call("ListStateMachines")["__type"] == nil)
        #expect(try await bench.call("ListStateMachines")["__type"] == "ThrottlingException")
    }

    @Test func fullBucketsAreForgotten() {
        let buckets = QuotaBuckets(timeScale: 1)
        var admitted = 0
        for number in 0..<30_000 {
            let caller = Caller(account: "\(number)", region: "us-east-1")
            if buckets.admit("ListStateMachines", caller, at: number * 1_000_000) { admitted += 1 }
        }
        #expect(admitted == 30_000)
        #expect(buckets.count <= 10_001)
    }
}
