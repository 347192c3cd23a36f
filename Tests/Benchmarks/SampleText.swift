/// Texts of a given size that look like what users write.
enum SampleText {
    /// A definition of about 3 KB.
    static func definition(_ name: String) -> String {
        var states: [String] = []
        for step in 1...8 {
            states.append(
                """
                    "Step\(step)": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::lambda:invoke",
                      "Parameters": {"FunctionName": "\(name)-step-\(step)", "Payload.$": "$"},
                      "TimeoutSeconds": 60,
                      "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"], "MaxAttempts": 5}],
                      "Comment": "Step \(step) of \(name)",
                      "Next": "\(step == 8 ? "Done" : "Step\(step + 1)")"
                    }
                """)
        }
        states.append("    \"Done\": {\"Type\": \"Succeed\"}")
        return """
            {
              "Comment": "\(name)",
              "StartAt": "Step1",
              "States": {
            \(states.joined(separator: ",\n"))
              }
            }

            """
    }

    static func json(bytes: Int) -> [UInt8] {
        var items: [String] = []
        var size = 0
        while size < bytes {
            let item = definition("machine-\(items.count)")
            items.append(item)
            size += item.utf8.count + 1
        }
        return Array("[\(items.joined(separator: ","))]".utf8)
    }

    static func yaml(bytes: Int) -> [UInt8] {
        var text = "items:\n"
        var count = 0
        while text.utf8.count < bytes {
            count += 1
            text += """
                - name: machine-\(count)
                  roleArn: arn:aws:iam::000000000000:role/machine-\(count)
                  loggingConfiguration:
                    level: ERROR
                    includeExecutionData: false
                    destinations:
                      - cloudWatchLogsLogGroup:
                          logGroupArn: arn:aws:logs:us-east-1:000000000000:log-group:/states/machine-\(count):*
                  tags:
                    team: payments
                    description: "moves an order from the basket to the warehouse"
                  timeoutSeconds: 300

                """
        }
        return Array(text.utf8)
    }
}
