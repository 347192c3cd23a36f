internal import StepFunctions
internal import Threads

/// A store whose file did not exist when it was asked for. Until somebody makes the file it is an empty store, and only
/// a write makes it.
final class UnmadeStore: Sendable {
    private let path: StorePath
    private let empty: OpenStore
    private let made = Lock<OpenStore?>(nil)
    private let open: @Sendable () throws(LocalStoreError) -> OpenStore

    /// - Parameter open: opens the file, making it when there is none.
    init(
        _ path: StorePath, empty: OpenStore, open: @escaping @Sendable () throws(LocalStoreError) -> OpenStore
    ) {
        self.path = path
        self.empty = empty
        self.open = open
    }

    /// The store to read from: the file as soon as there is one, whoever made it.
    func forReading() throws(ServiceError) -> OpenStore {
        try made.withLock { (made) throws(ServiceError) in
            if let made { return made }
            guard StoreEntry(at: path.real) != nil else { return empty }
            return try make(&made)
        }
    }

    /// The store to write to; makes the file.
    func forWriting() throws(ServiceError) -> OpenStore {
        try made.withLock { (made) throws(ServiceError) in
            if let made { return made }
            return try make(&made)
        }
    }

    private func make(_ made: inout OpenStore?) throws(ServiceError) -> OpenStore {
        do throws(LocalStoreError) {
            let store = try open()
            made = store
            return store
        } catch {
            throw .internalFailure(error.description)
        }
    }
}
