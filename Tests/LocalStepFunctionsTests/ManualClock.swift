import LocalStepFunctions
import StepFunctions
import Synchronization

/// A clock that stands still until it is moved.
final class ManualClock: LocalClock {
    private let milliseconds = Atomic(1_700_000_000_000)

    func now() -> Timestamp {
        Timestamp(millisecondsSince1970: milliseconds.load(ordering: .relaxed))
    }

    func advance(seconds: Int) {
        milliseconds.add(seconds * 1_000, ordering: .relaxed)
    }
}
