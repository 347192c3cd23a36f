internal import StepFunctions

/// The way through an answer in pages. How many there are is up to the service, so it ends: a service that gives the
/// token that was just used, or ever new ones, would be asked for ever.
struct Pages {
    /// Pages of one answer. A hundred times what AWS's quotas allow an account, when every page is full.
    static let limit = 1_000

    /// What to ask the next page with; nil before the first, and after the last.
    private(set) var token: String?
    private var count = 0

    /// Goes on to the page that an answer names; nil where that was the last.
    mutating func move(to next: String?) throws(ServiceError) {
        count += 1
        if let next {
            guard next != token else {
                throw ServiceError(.invalidToken, "the service answers a page with the token of the same page")
            }
            guard count < Self.limit else {
                throw ServiceError(.invalidToken, "the service answers with more than \(Self.limit) pages")
            }
        }
        token = next
    }
}
