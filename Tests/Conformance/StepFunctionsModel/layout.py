"""Which shapes share a file below Sources/StepFunctions/Shapes: one concept a file."""

FILES = {
    "Tag": ["Tag"],
    "LoggingConfiguration": ["LoggingConfiguration", "LogDestination", "CloudWatchLogsLogGroup", "LogLevel"],
    "TracingConfiguration": ["TracingConfiguration"],
    "EncryptionConfiguration": ["EncryptionConfiguration", "EncryptionType", "KmsKeyState"],
    "RoutingConfiguration": ["RoutingConfigurationListItem"],
    "StateMachineType": ["StateMachineType", "StateMachineStatus"],
    "StateMachineLists": [
        "StateMachineListItem", "StateMachineVersionListItem", "StateMachineAliasListItem", "ActivityListItem",
    ],
    "IncludedData": ["IncludedData"],
    "Execution": [
        "ExecutionListItem", "CloudWatchEventsExecutionDataDetails", "BillingDetails",
    ],
    "ExecutionStatus": [
        "ExecutionStatus", "SyncExecutionStatus", "ExecutionRedriveStatus", "ExecutionRedriveFilter",
    ],
    "MapRun": ["MapRunListItem", "MapRunItemCounts", "MapRunExecutionCounts", "MapRunStatus"],
    "DefinitionDiagnostic": [
        "ValidateStateMachineDefinitionDiagnostic", "ValidateStateMachineDefinitionSeverity",
        "ValidateStateMachineDefinitionResultCode",
    ],
    "ValidationExceptionReason": ["ValidationExceptionReason"],
    "StateTest": [
        "MockInput", "MockErrorOutput", "TestStateConfiguration", "MockResponseValidationMode", "InspectionLevel",
        "TestExecutionStatus",
    ],
    "InspectionData": [
        "InspectionData", "InspectionDataRequest", "InspectionDataResponse", "InspectionErrorDetails",
    ],
    "HistoryEvent": ["HistoryEvent"],
    "HistoryEventType": ["HistoryEventType"],
    "HistoryEvent+Execution": [
        "ExecutionStartedEventDetails", "ExecutionSucceededEventDetails", "ExecutionFailedEventDetails",
        "ExecutionAbortedEventDetails", "ExecutionTimedOutEventDetails", "ExecutionRedrivenEventDetails",
        "HistoryEventExecutionDataDetails",
    ],
    "HistoryEvent+State": [
        "StateEnteredEventDetails", "StateExitedEventDetails", "AssignedVariablesDetails",
        "EvaluationFailedEventDetails",
    ],
    "HistoryEvent+Activity": [
        "ActivityScheduledEventDetails", "ActivityScheduleFailedEventDetails", "ActivityStartedEventDetails",
        "ActivitySucceededEventDetails", "ActivityFailedEventDetails", "ActivityTimedOutEventDetails",
    ],
    "HistoryEvent+LambdaFunction": [
        "LambdaFunctionScheduledEventDetails", "LambdaFunctionScheduleFailedEventDetails",
        "LambdaFunctionStartFailedEventDetails", "LambdaFunctionSucceededEventDetails",
        "LambdaFunctionFailedEventDetails", "LambdaFunctionTimedOutEventDetails",
    ],
    "HistoryEvent+Task": [
        "TaskScheduledEventDetails", "TaskStartedEventDetails", "TaskStartFailedEventDetails",
        "TaskSubmittedEventDetails", "TaskSubmitFailedEventDetails", "TaskSucceededEventDetails",
        "TaskFailedEventDetails", "TaskTimedOutEventDetails", "TaskCredentials",
    ],
    "HistoryEvent+Map": [
        "MapStateStartedEventDetails", "MapIterationEventDetails", "MapRunStartedEventDetails",
        "MapRunFailedEventDetails", "MapRunRedrivenEventDetails",
    ],
}
