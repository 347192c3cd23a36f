internal import CMicrohttpd
internal import Glibc
internal import HTTP

/// libmicrohttpd, opened when the first server starts and kept for the life of the process.
struct Microhttpd: Sendable {
    // Safe because what it points to is written once, before anybody else sees it, and lives as long as the process.
    nonisolated(unsafe) let functions: UnsafePointer<statecraft_mhd>

    /// The library, or nil when it is not installed.
    static let shared: Microhttpd? = {
        guard let handle = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL) else { return nil }
        let functions = UnsafeMutablePointer<statecraft_mhd>.allocate(capacity: 1)
        functions.initialize(to: statecraft_mhd())
        guard statecraft_mhd_find(functions, handle) == 1 else { return nil }
        return Microhttpd(functions: UnsafePointer(functions))
    }()

    /// The response as the library holds it, closing the connection behind it when asked to.
    func response(_ response: HTTPResponse, closing: Bool) -> OpaquePointer? {
        let made = response.body.withUnsafeBytes { statecraft_mhd_response(functions, $0.baseAddress, $0.count) }
        guard let made else { return nil }
        // The library refuses line breaks in fields, so that what a handler repeats of a request adds no field.
        for field in response.headers.fields { statecraft_mhd_add_header(functions, made, field.name, field.value) }
        if closing { statecraft_mhd_add_header(functions, made, "Connection", "close") }
        return made
    }
}
