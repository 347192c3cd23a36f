internal import CLibgit2

/// Carries the bytes of git's pack protocol to a server and back, for one fetch. Calls block.
protocol Carrier: AnyObject {
    /// Whether every question is a request of its own (HTTP), or all share one connection (SSH).
    var isStateless: Bool { get }
    /// Asks for the list of refs, which `read` then brings.
    func openRefs() throws(GitError)
    /// Begins the next question.
    func openQuestion() throws(GitError)
    func write(_ bytes: UnsafeRawBufferPointer) throws(GitError)
    /// Reads at least one byte; 0 at the end of the answer.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int
    func close()
}

/// Lets libgit2 use a carrier: libgit2 negotiates and stores the pack, we bring the bytes (git2/sys/transport.h).
///
/// libgit2's own transports would not do: Debian's build speaks TLS through mbedTLS 2.28, which has no version 1.3,
/// and SSH through libssh2 1.10, which offers RSA keys only with the SHA-1 signatures that servers refuse now; neither
/// knows the user's `ssh` settings, nor a proxy with TLS. libcurl and the user's own `ssh` do all that.
final class CarrierBridge {
    private let carrier: any Carrier
    private let url: String
    private let limitBytes: Int
    private let refListLimitBytes: Int
    private let progress: (@Sendable (GitFetchProgress) -> Void)?
    private var carriedBytes = 0
    /// Until the first question: what comes is the list of refs, all of which libgit2 keeps in memory.
    private var isListing = true
    /// The first bytes of the first answer: the server's abilities stand behind its first ref.
    private var greeting: [UInt8] = []
    private static let greetingBytes = 2_048
    /// What went wrong first on our side; libgit2 only learns that something did.
    private(set) var failure: GitError?

    private let subtransport: UnsafeMutablePointer<statecraft_git_subtransport>
    private let stream: UnsafeMutablePointer<statecraft_git_stream>

    init(_ carrier: any Carrier, url: String, settings: GitFetchSettings) {
        self.carrier = carrier
        self.url = url
        limitBytes = settings.transferLimitBytes
        refListLimitBytes = settings.refListLimitBytes
        progress = settings.progress
        subtransport = .allocate(capacity: 1)
        stream = .allocate(capacity: 1)
        let this = Unmanaged.passUnretained(self).toOpaque()
        subtransport.initialize(
            to: statecraft_git_subtransport(
                base: git_smart_subtransport(
                    action: { CarrierBridge.open($0, $1, $3) }, close: { CarrierBridge.close($0) }, free: { _ in }),
                bridge: this))
        stream.initialize(
            to: statecraft_git_stream(
                base: git_smart_subtransport_stream(
                    subtransport: UnsafeMutableRawPointer(subtransport).assumingMemoryBound(
                        to: git_smart_subtransport.self),
                    read: { CarrierBridge.read($0, $1, $2, $3) }, write: { CarrierBridge.write($0, $1, $2) },
                    free: { _ in }),
                bridge: this))
    }

    deinit {
        stream.deallocate()
        subtransport.deallocate()
    }

    /// Callbacks for one remote, which must not outlive the bridge.
    var callbacks: git_remote_callbacks {
        var callbacks = git_remote_callbacks()
        git_remote_init_callbacks(&callbacks, UInt32(GIT_REMOTE_CALLBACKS_VERSION))
        callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
        callbacks.transport = { transport, owner, payload in
            guard let payload else { return -1 }
            let bridge = Unmanaged<CarrierBridge>.fromOpaque(payload).takeUnretainedValue()
            var definition = git_smart_subtransport_definition(
                callback: { CarrierBridge.handOver($0, $2) }, rpc: bridge.carrier.isStateless ? 1 : 0, param: payload)
            return git_transport_smart(transport, owner, &definition)
        }
        callbacks.transfer_progress = { progress, payload in
            guard let progress, let payload else { return 0 }
            Unmanaged<CarrierBridge>.fromOpaque(payload).takeUnretainedValue().report(progress.pointee)
            return 0
        }
        return callbacks
    }

    /// Whether the server said that it names objects by SHA-256, which libgit2 takes for nonsense.
    var speaksSHA256: Bool { greeting.firstRange(of: Array("object-format=sha256".utf8)) != nil }

    private func report(_ indexer: git_indexer_progress) {
        progress?(
            GitFetchProgress(
                receivedObjects: Int(indexer.received_objects), totalObjects: Int(indexer.total_objects),
                receivedBytes: indexer.received_bytes))
    }

    /// Runs one step of the carrier; a failure is kept, and becomes libgit2's -1.
    private func step(_ body: () throws(GitError) -> Void) -> Int32 {
        do {
            try body()
            return 0
        } catch {
            if failure == nil { failure = error }
            git_error_set_str(Int32(GIT_ERROR_NET.rawValue), "the carrier failed")
            return -1
        }
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int {
        let count = try carrier.read(into: buffer)
        if carriedBytes < Self.greetingBytes { greeting += buffer[..<min(count, Self.greetingBytes)] }
        carriedBytes += count
        guard carriedBytes <= limitBytes else {
            throw GitError(.remote(url: url, .tooLarge(limit: "\(limitBytes) bytes to fetch")))
        }
        guard !isListing || carriedBytes <= refListLimitBytes else {
            throw GitError(.remote(url: url, .tooLarge(limit: "\(refListLimitBytes) bytes in its list of refs")))
        }
        return count
    }
}

// What libgit2 calls.
extension CarrierBridge {
    private typealias Subtransport = UnsafeMutablePointer<git_smart_subtransport>
    private typealias Stream = UnsafeMutablePointer<git_smart_subtransport_stream>

    private static func of(_ subtransport: Subtransport?) -> CarrierBridge? {
        guard let subtransport else { return nil }
        let ours = UnsafeMutableRawPointer(subtransport).assumingMemoryBound(to: statecraft_git_subtransport.self)
        return Unmanaged<CarrierBridge>.fromOpaque(ours.pointee.bridge).takeUnretainedValue()
    }

    private static func of(_ stream: Stream?) -> CarrierBridge? {
        guard let stream else { return nil }
        let ours = UnsafeMutableRawPointer(stream).assumingMemoryBound(to: statecraft_git_stream.self)
        return Unmanaged<CarrierBridge>.fromOpaque(ours.pointee.bridge).takeUnretainedValue()
    }

    private static func handOver(
        _ place: UnsafeMutablePointer<UnsafeMutablePointer<git_smart_subtransport>?>?,
        _ payload: UnsafeMutableRawPointer?
    ) -> Int32 {
        guard let place, let payload else { return -1 }
        let bridge = Unmanaged<CarrierBridge>.fromOpaque(payload).takeUnretainedValue()
        place.pointee = UnsafeMutableRawPointer(bridge.subtransport).assumingMemoryBound(
            to: git_smart_subtransport.self)
        return 0
    }

    private static func open(
        _ place: UnsafeMutablePointer<UnsafeMutablePointer<git_smart_subtransport_stream>?>?,
        _ subtransport: UnsafeMutablePointer<git_smart_subtransport>?, _ service: git_smart_service_t
    ) -> Int32 {
        guard let place, let bridge = of(subtransport) else { return -1 }
        place.pointee = UnsafeMutableRawPointer(bridge.stream).assumingMemoryBound(
            to: git_smart_subtransport_stream.self)
        return bridge.step { () throws(GitError) in
            bridge.isListing = service == GIT_SERVICE_UPLOADPACK_LS
            if bridge.isListing {
                try bridge.carrier.openRefs()
            } else {
                try bridge.carrier.openQuestion()
            }
        }
    }

    private static func close(_ subtransport: UnsafeMutablePointer<git_smart_subtransport>?) -> Int32 {
        of(subtransport)?.carrier.close()
        return 0
    }

    private static func read(
        _ stream: UnsafeMutablePointer<git_smart_subtransport_stream>?, _ bytes: UnsafeMutablePointer<CChar>?,
        _ size: Int, _ count: UnsafeMutablePointer<Int>?
    ) -> Int32 {
        guard let bridge = of(stream), let count else { return -1 }
        return bridge.step { () throws(GitError) in
            count.pointee = try bridge.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: size))
        }
    }

    private static func write(
        _ stream: UnsafeMutablePointer<git_smart_subtransport_stream>?, _ bytes: UnsafePointer<CChar>?, _ size: Int
    ) -> Int32 {
        guard let bridge = of(stream) else { return -1 }
        return bridge.step { () throws(GitError) in
            try bridge.carrier.write(UnsafeRawBufferPointer(start: bytes, count: size))
        }
    }
}
