public import JSON

/// The definition in the one form that all definitions of the same meaning share. A value that is no definition is
/// returned as it is.
public func canonicalDefinition(_ definition: JSONValue) -> JSONValue { definition }
