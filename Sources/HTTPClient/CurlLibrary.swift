// HTTPClient: requests over the network, through libcurl: many at once for a program that calls a service, or one
// whose response is read piece by piece. It knows nothing of who answers.

internal import CLibcurl
internal import Glibc
internal import HTTP

/// libcurl's functions, found in the library that is opened on first use.
///
/// `@unchecked` because of the pointer: what it points to is written once, before anybody else sees it, and never
/// freed.
struct CurlLibrary: @unchecked Sendable {
    let functions: UnsafePointer<statecraft_curl>

    /// The first version in which a stuck name server delays only who asks it (CURLOPT_QUICK_EXIT).
    private static let minimumVersion: (number: UInt32, name: String) = (0x075700, "7.87")

    private static let opened = Result { () throws(HTTPError) in try CurlLibrary() }

    /// The one library of the process.
    ///
    /// - Throws: `HTTPError` with `setup` when it is not installed or too old.
    static func open() throws(HTTPError) -> CurlLibrary { try opened.get() }

    private init() throws(HTTPError) {
        guard let library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL) else {
            throw Self.unusable("libcurl, which speaks HTTP, is not installed; install the package libcurl4")
        }
        let table = UnsafeMutablePointer<statecraft_curl>.allocate(capacity: 1)
        guard statecraft_curl_bind(table, library) else {
            throw Self.unusable("libcurl lacks a function; install the package libcurl4")
        }
        functions = UnsafePointer(table)
        let status = functions.pointee.global_init(Int(CURL_GLOBAL_DEFAULT))
        guard status == CURLE_OK, let version = functions.pointee.version_info(CURLVERSION_FIRST)?.pointee else {
            throw Self.unusable("libcurl does not start (its code \(status.rawValue))")
        }
        guard version.version_num >= Self.minimumVersion.number else {
            let name = version.version.map { String(cString: $0) } ?? "of unknown version"
            throw Self.unusable("libcurl \(name) is too old; \(Self.minimumVersion.name) or later is needed")
        }
    }

    private static func unusable(_ message: String) -> HTTPError {
        HTTPError(.setup, message, mayHaveBeenSent: false)
    }

    /// A handle for one transfer at a time.
    func makeHandle() -> UnsafeMutableRawPointer {
        guard let handle = functions.pointee.easy_init() else {
            preconditionFailure("a handle can be made unless memory is exhausted")
        }
        return handle
    }

    /// A handle that drives many transfers.
    ///
    /// - Throws: `HTTPError` with `setup` when the process has no descriptor left for waking it.
    func makeMulti() throws(HTTPError) -> UnsafeMutableRawPointer {
        guard let multi = functions.pointee.multi_init() else {
            preconditionFailure("a handle can be made unless memory is exhausted")
        }
        guard functions.pointee.multi_wakeup(multi) == CURLM_OK else {
            _ = functions.pointee.multi_cleanup(multi)
            throw Self.unusable("too many files are open to start the HTTP client; raise the limit of open files")
        }
        return multi
    }

    /// The library's own words for a code.
    func words(for code: CURLcode) -> String {
        functions.pointee.easy_strerror(code).map { String(cString: $0) } ?? "code \(code.rawValue)"
    }

    /// A transfer of a multi handle that has ended, with its result, each once; nil when there is no other.
    func nextEnded(of multi: UnsafeMutableRawPointer) -> (handle: UnsafeMutableRawPointer, result: CURLcode)? {
        var left: Int32 = 0
        while let message = functions.pointee.multi_info_read(multi, &left) {
            if message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle {
                return (handle, message.pointee.data.result)
            }
        }
        return nil
    }
}
