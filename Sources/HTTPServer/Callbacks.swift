internal import CMicrohttpd

// The functions that the library calls. `context` is the server's core, a socket's context its `Connection`, and a
// request's context its `Exchange`, which the connection keeps alive.

private func core(_ context: UnsafeMutableRawPointer?) -> ServerCore {
    guard let context else { preconditionFailure("the library is given the server's core") }
    return Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
}

func connectionCallback(
    _ context: UnsafeMutableRawPointer?, _ handle: OpaquePointer?,
    _ socketContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ event: MHD_ConnectionNotificationCode
) {
    guard let handle, let socketContext else { return }
    switch event {
    case .CONNECTION_NOTIFY_STARTED:
        socketContext.pointee = Unmanaged.passRetained(core(context).connectionStarted(handle)).toOpaque()
    case .CONNECTION_NOTIFY_CLOSED:
        guard let pointer = socketContext.pointee else { return }
        core(context).connectionClosed(Unmanaged<Connection>.fromOpaque(pointer).takeRetainedValue())
        socketContext.pointee = nil
    }
}

func targetCallback(
    _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ handle: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    let core = core(context)
    guard let target, let handle, let pointer = statecraft_mhd_socket_context(core.library.functions, handle)
    else { return nil }
    let connection = Unmanaged<Connection>.fromOpaque(pointer).takeUnretainedValue()
    let exchange = core.exchangeStarted(String(cString: target), on: connection, handle)
    return Unmanaged.passUnretained(exchange).toOpaque()
}

func accessCallback(
    _ context: UnsafeMutableRawPointer?, _ handle: OpaquePointer?, _ path: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ upload: UnsafePointer<CChar>?,
    _ uploadCount: UnsafeMutablePointer<Int>?, _ requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let handle, let method, let uploadCount, let pointer = requestContext?.pointee else { return .NO }
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
    let part = uploadCount.pointee > 0 ? UnsafeRawBufferPointer(start: upload, count: uploadCount.pointee) : nil
    var rest = part
    let result = core(context).proceed(exchange, handle, method: String(cString: method), part: &rest)
    if part != nil, rest == nil { uploadCount.pointee = 0 }
    return result
}

func completedCallback(
    _ context: UnsafeMutableRawPointer?, _ handle: OpaquePointer?,
    _ requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_RequestTerminationCode
) {
    guard let pointer = requestContext?.pointee else { return }
    core(context).exchangeEnded(Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue())
    requestContext?.pointee = nil
}
