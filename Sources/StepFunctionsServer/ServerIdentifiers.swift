internal import StepFunctions
internal import Synchronization

/// Where the server gets what must be unique from, a generator for each kind.
public struct ServerIdentifiers: Sendable {
    /// Makes the ID of a request.
    public var requestID: @Sendable () -> String
    /// Makes the access key, secret and token of a session: so many characters of `A` to `Z` and `2` to `7`.
    public var sessionText: @Sendable (_ count: Int) -> String

    /// Generators of one's own.
    public init(requestID: @escaping @Sendable () -> String, sessionText: @escaping @Sendable (_ count: Int) -> String)
    {
        self.requestID = requestID
        self.sessionText = sessionText
    }

    /// Sessions from the system's random numbers, request IDs from a generator that starts with one.
    public static let random = ServerIdentifiers(
        requestID: {
            // Unique is enough here, and asking the system for each would cost a tenth of a request.
            let number = requestNumber.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
            return uuidText(mixed(number), mixed(~number))
        },
        sessionText: { count in
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
            return String(decoding: (0..<count).map { _ in letters[Int.random(in: 0..<32)] }, as: UTF8.self)
        })

    private static let requestNumber = Atomic(UInt64.random(in: .min ... .max))

    /// Two numbers that differ in one bit become two that differ in half of theirs (the mixer of SplitMix64).
    private static func mixed(_ number: UInt64) -> UInt64 {
        var word = number
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
