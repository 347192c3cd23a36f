import Testing

@testable import statecraft

/// Guarantee: whoever waits for a long look is told how long it will still take, by the pace of the last seconds: AWS
/// answers a burst at once and the rest at the rate of a quota.
///
/// How: progress as a throttled run makes it, at times of the test's own.
@Suite struct ReadingPaceTests {
    private let start = ContinuousClock.now

    @Test func theEstimateForgetsTheBurst() {
        var pace = ReadingPace()
        #expect(pace.text(done: 200, total: 500, at: start) == "Reading 200 of 500")
        var text = ""
        for second in 1...20 {
            text = pace.text(done: 200 + second, total: 500, at: start + .seconds(second))
        }
        #expect(text == "Reading 220 of 500, about 5 minutes left")
    }

    @Test func theLastSecondsAreCountedInSeconds() {
        var pace = ReadingPace()
        _ = pace.text(done: 0, total: 100, at: start)
        #expect(pace.text(done: 40, total: 100, at: start + .seconds(2)) == "Reading 40 of 100, about 3 s left")
        #expect(pace.text(done: 100, total: 100, at: start + .seconds(5)) == "Reading 100 of 100")
    }

    @Test func anotherRoundBeginsAnew() {
        var pace = ReadingPace()
        _ = pace.text(done: 0, total: 100, at: start)
        _ = pace.text(done: 100, total: 100, at: start + .seconds(2))
        #expect(pace.text(done: 1, total: 10, at: start + .seconds(3)) == "Reading 1 of 10")
    }
}
