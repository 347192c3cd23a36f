internal import Glibc
internal import StepFunctions

/// Where a client gets time and randomness from.
public struct ClientSurroundings: Sendable {
    /// For waiting between attempts.
    public var clock: MonotonicClock
    /// Seconds since 1970, for signatures.
    public var secondsSince1970: @Sendable () -> Int
    /// A number from 0 up to but not including 1, by which waiting times differ.
    public var random: @Sendable () -> Double
    /// A text that no other call has, by which the service knows attempts of one call.
    public var invocationID: @Sendable () -> String

    /// Surroundings of one's own.
    public init(
        clock: MonotonicClock, secondsSince1970: @escaping @Sendable () -> Int,
        random: @escaping @Sendable () -> Double, invocationID: @escaping @Sendable () -> String
    ) {
        self.clock = clock
        self.secondsSince1970 = secondsSince1970
        self.random = random
        self.invocationID = invocationID
    }

    /// The system's.
    public static let real = ClientSurroundings(
        clock: .real, secondsSince1970: { Int(seconds(of: CLOCK_REALTIME)) }, random: { .random(in: 0..<1) },
        invocationID: { uuidText(.random(in: .min ... .max), .random(in: .min ... .max)) })
}
