/// What counts for every field at the present place of a check.
struct Surroundings {
    /// The language of states that do not say otherwise.
    var machineLanguage: QueryLanguage
    /// The language of the state.
    var language: QueryLanguage
    /// Whether the state asks for JSONPath in a machine of JSONata, which is wrong enough: AWS then does not speak of
    /// the state's fields of the other language.
    var isDowngraded = false
    /// Whether executions are of the type EXPRESS here: the machine's, or those of a distributed Map around.
    var isExpress: Bool
    /// What expressions in `Output` and `Assign` may read.
    var resultUse = JSONataUse()
    /// How many `States` objects are around.
    var depth = 0

    /// Whether the language of the state knows the field.
    func admits(_ field: Field) -> Bool { field.language == nil || field.language == language }
}
