public import Documents
public import StatesLanguage

extension Diagnostic {
    /// What a check of a definition found, as every other problem of a document is shown.
    ///
    /// - Parameter location: Its place in the author's file, as `FindingPlaces` gives it.
    public init(_ finding: DefinitionFinding, at location: SourceLocation?) {
        let place = finding.serviceLocation.map { "at \($0) " } ?? ""
        let reference = "\(place)(\(finding.rule.code)); more: statecraft explain \(finding.rule.name)"
        let advice = finding.hint.isEmpty ? finding.rule.remedy : finding.hint
        self.init(
            finding.severity == .error ? .error : .warning, finding.rule.name, finding.message,
            detail: "\(advice)\n\(reference)", at: location)
    }
}
