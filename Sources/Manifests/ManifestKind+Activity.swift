/// `spec` of an activity.
let activityShape = ObjectShape(
    fields: [liveNameField, encryptionField, tagsField, lifecycleField],
    hints: answerHints(["activityArn", "creationDate"]))
