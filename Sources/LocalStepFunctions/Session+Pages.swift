internal import StepFunctions

/// An element of a list with the place by which the list is continued after it.
struct Positioned<Item, Position: PagePosition> {
    let position: Position
    let item: Item
}

/// One page of a list.
struct Page<Item> {
    let items: [Item]
    let nextToken: String?
}

extension Session {
    /// Reads one page by position, so that rows deleted between two pages shift nothing.
    ///
    /// - Parameters:
    ///   - list: what is listed, with everything that a token must agree on: the operation and the parent.
    ///   - start: the position before the first element.
    ///   - size: elements a page; nil or 0 for the default of 100.
    ///   - refusal: what a token that is not good is refused with.
    ///   - fetch: reads up to a number of elements that come after a position.
    func page<Item, Position: PagePosition>(
        of list: String, token: String?, start: Position, size: Int?,
        refusal: (PageTokens.Refusal) -> ServiceError = { _ in .invalidToken },
        fetch: (_ position: Position, _ limit: Int) throws -> [Positioned<Item, Position>]
    ) throws -> Page<Item> {
        let size = size.flatMap { $0 == 0 ? nil : $0 } ?? Limits.defaultPageSize
        let list = "\(scope.key) \(list)"
        var position = start
        if let token {
            do {
                position = try pageTokens.position(in: token, of: list, now: now)
            } catch {
                throw refusal(error)
            }
        }
        // One more than the page holds tells whether there is another page.
        var found = try fetch(position, size + 1)
        guard found.count > size else { return Page(items: found.map(\.item), nextToken: nil) }
        found.removeLast(found.count - size)
        let next = pageTokens.token(
            of: list, after: found[size - 1].position, now: now, nonce: identifiers.pageNonce())
        return Page(items: found.map(\.item), nextToken: next)
    }
}
