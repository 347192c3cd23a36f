internal import CLibcurl
internal import HTTP

/// An exchange whose body is taken piece by piece: what comes goes straight to the reader's memory, the rest of a piece
/// (at most 16 KiB) is kept, and then libcurl pauses.
final class StreamedExchange: Exchange {
    /// The part of the reader's memory that is not filled yet; empty while nobody reads.
    var destination = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// Whether libcurl waits for `resume`.
    private(set) var isPaused = false
    private var kept: [UInt8] = []
    private var keptStart = 0

    /// What libcurl reads from the network at a time.
    private static let bufferBytes = 256 << 10

    override func writeOwnOptions(_ options: inout OptionWriter) {
        options.set(CURLOPT_BUFFERSIZE, Self.bufferBytes)
        // One response alone gains nothing from HTTP/2, whose windows would fill the memory while nobody reads.
        options.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    }

    override func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard keptStart == kept.count, !destination.isEmpty else {
            isPaused = true
            return Int(CURL_WRITEFUNC_PAUSE)
        }
        let count = min(bytes.count, destination.count)
        destination.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        destination = UnsafeMutableRawBufferPointer(rebasing: destination[count...])
        kept.removeAll(keepingCapacity: true)
        kept.append(contentsOf: bytes[count...])
        keptStart = 0
        return bytes.count
    }

    /// Lets libcurl deliver again, part of which happens inside this call.
    func resume() {
        guard isPaused else { return }
        isPaused = false
        _ = curl.functions.pointee.easy_pause(handle, CURLPAUSE_CONT)
    }

    /// Moves what is kept to the reader's memory and answers how many bytes.
    func takeKept(into destination: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(destination.count, kept.count - keptStart)
        destination.copyBytes(from: kept[keptStart..<keptStart + count])
        keptStart += count
        return count
    }

    /// Bytes sent and received so far, which shows whether the transfer stands still.
    var bytesMoved: Int {
        let fields = [CURLINFO_REQUEST_SIZE, CURLINFO_HEADER_SIZE].reduce(0) {
            $0 + statecraft_curl_get_long(curl.functions, handle, $1)
        }
        return [CURLINFO_SIZE_UPLOAD_T, CURLINFO_SIZE_DOWNLOAD_T].reduce(fields) {
            $0 + Int(statecraft_curl_get_offset(curl.functions, handle, $1))
        }
    }
}
