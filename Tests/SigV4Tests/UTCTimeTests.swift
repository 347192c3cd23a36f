import SigV4
import Testing

/// Guarantee: times are read and written in AWS's notations, and what is no time is refused.
///
/// How: tables.
@Suite struct UTCTimeTests {
    @Test(arguments: [
        (0, "19700101T000000Z", "1970-01-01T00:00:00Z"), (951_782_400, "20000229T000000Z", "2000-02-29T00:00:00Z"),
        (1_440_938_160, "20150830T123600Z", "2015-08-30T12:36:00Z"),
        (4_102_444_799, "20991231T235959Z", "2099-12-31T23:59:59Z"),
        (-1, "19691231T235959Z", "1969-12-31T23:59:59Z"),
    ])
    func timesAreReadAndWritten(seconds: Int, basic: String, iso8601: String) {
        let time = UTCTime(secondsSince1970: seconds)
        #expect(time.basic == basic && time.iso8601 == iso8601 && time.basicDay == basic.prefix(8))
        #expect(UTCTime(basic: basic) == time)
        #expect(UTCTime(iso8601: iso8601) == time)
    }

    @Test func everyTimeIsReadAsItIsWritten() {
        // A step that is no part of a year, so that every day of the year and second of the day comes by.
        for seconds in stride(from: 0, to: 13_500_000_000, by: 1_000_003) {
            let time = UTCTime(secondsSince1970: seconds)
            #expect(UTCTime(basic: time.basic) == time)
        }
    }

    @Test(arguments: [
        "2015-08-30T12:36:00UTC", "2015-08-30T12:36:00.999Z", "2015-08-30T14:36:00+02:00", "2015-08-30T08:06:00-0430",
        "2015-08-30T12:36:00+00:00",
    ])
    func otherNotationsOfATimeAreRead(text: String) {
        #expect(UTCTime(iso8601: text)?.secondsSince1970 == 1_440_938_160)
    }

    @Test(arguments: [
        "", "20150830T123600", "20150830 123600Z", "20150230T123600Z", "20151301T000000Z", "20150830T240000Z",
        "20150830T126000Z", "2015083xT123600Z", "２0150830T123600Z", "20150830T123600ZZ",
    ])
    func whatIsNoTimeIsRefused(text: String) {
        #expect(UTCTime(basic: text) == nil)
    }

    @Test(arguments: [
        "", "2015-08-30", "2015-08-30T12:36:00", "2015-02-30T12:36:00Z", "2015-08-30T12:36:00.Z",
        "2015-08-30 12:36:00Z",
        "2015-8-30T12:36:00Z", "soon",
    ])
    func whatIsNoISO8601IsRefused(text: String) {
        #expect(UTCTime(iso8601: text) == nil)
    }
}
