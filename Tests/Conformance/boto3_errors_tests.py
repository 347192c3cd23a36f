"""Guarantee: what is wrong is refused with AWS's code, status and words, and botocore raises its own exception for
it. A table holds the requests; the last test compares the codes that were seen with those of AWS's model."""

import collections
import contextlib

from local_service import ROLE, ServiceTestCase, definition

ARN = "arn:aws:states:us-east-1:000000000000"
ORDERS, PACK = f"{ARN}:stateMachine:orders", f"{ARN}:activity:pack"
NOWHERE = f"{ARN}:stateMachine:nowhere"
BAD = "not_a_valid_arn"
BAD_ARN = f"Invalid Arn: 'Invalid ARN prefix: {BAD}'"
ALIAS_PATTERN = r"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"
KEY_NEEDED = {"type": "CUSTOMER_MANAGED_KMS_KEY"}
SCHEMA = "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: "


def constraint(value, member, text):
    return f"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {text}"


def machine(**changes):
    return {"name": "new", "definition": definition(), "roleArn": ROLE} | changes


def routing(*pairs):
    return [{"stateMachineVersionArn": arn, "weight": weight} for arn, weight in pairs]


def alias(*pairs, name="new"):
    return {"name": name, "routingConfiguration": routing(*pairs)}


def java(*pairs):
    items = [f"RoutingConfigurationListItem(stateMachineVersionArn={arn}, weight={weight})" for arn, weight in pairs]
    return f"[{', '.join(items)}]"


V1, V2, V9 = (f"{ORDERS}:{number}" for number in (1, 2, 9))
TAGS_51 = [{"key": f"k{number}", "value": ""} for number in range(51)]
LOGS = "arn:aws:logs:us-east-1:000000000000:log-group:orders"


def logging(level, *arns):
    return {"level": level, "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": arn}} for arn in arns]}


# Operation, input, code, message or None where AWS's words are not known.
REFUSALS = [
    ("CreateStateMachine", machine(name="bad name"), "InvalidName", "Invalid Name: 'bad name'"),
    ("CreateStateMachine", machine(roleArn=BAD), "InvalidArn", None),
    ("CreateStateMachine", machine(definition="{}"), "InvalidDefinition",
     SCHEMA + "These fields are required: [States, StartAt] at /'"),
    ("CreateStateMachine", machine(definition='{"StartAt": "A"}'), "InvalidDefinition",
     SCHEMA + "These fields are required: [States] at /'"),
    ("CreateStateMachine", machine(definition="not a definition"), "InvalidDefinition", None),
    ("CreateStateMachine", machine(loggingConfiguration={"level": "ALL"}), "InvalidLoggingConfiguration",
     "Invalid Logging Configuration: Must specify exactly one Log Destination."),
    ("CreateStateMachine", machine(loggingConfiguration=logging("ALL", LOGS + ":*", LOGS + "2:*")),
     "InvalidLoggingConfiguration", "Invalid Logging Configuration: Must specify exactly one Log Destination."),
    ("CreateStateMachine", machine(encryptionConfiguration=KEY_NEEDED), "InvalidEncryptionConfiguration", None),
    ("CreateStateMachine", machine(name="orders", definition=definition("other")), "StateMachineAlreadyExists",
     f"State Machine Already Exists: '{ORDERS}'"),
    ("CreateStateMachine", machine(tags=TAGS_51), "TooManyTags", None),
    ("CreateStateMachine", machine(versionDescription="one"), "ValidationException",
     "Version description can only be set when publish is true"),
    ("CreateStateMachine", machine(type="FAST"), "ValidationException",
     constraint("FAST", "type", "Member must satisfy enum value set: [STANDARD, EXPRESS]")),
    ("CreateStateMachine", machine(name="n" * 81), "ValidationException",
     constraint("n" * 81, "name", "Member must have length less than or equal to 80")),
    ("UpdateStateMachine", {"stateMachineArn": ORDERS}, "MissingRequiredParameter",
     "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"),
    ("UpdateStateMachine", {"stateMachineArn": NOWHERE, "roleArn": ROLE}, "StateMachineDoesNotExist",
     f"State Machine Does Not Exist: '{NOWHERE}'"),
    ("UpdateStateMachine", {"stateMachineArn": V1, "roleArn": ROLE, "publish": True}, "StateMachineDoesNotExist",
     f"State Machine Does Not Exist: '{V1}'"),
    ("UpdateStateMachine", {"stateMachineArn": BAD, "roleArn": ROLE}, "InvalidArn", BAD_ARN),
    ("UpdateStateMachine", {"stateMachineArn": ORDERS, "definition": "[]"}, "InvalidDefinition", None),
    ("UpdateStateMachine", {"stateMachineArn": ORDERS, "loggingConfiguration": logging("ERROR")},
     "InvalidLoggingConfiguration", "Invalid Logging Configuration: Must specify exactly one Log Destination."),
    ("UpdateStateMachine", {"stateMachineArn": ORDERS, "encryptionConfiguration": KEY_NEEDED},
     "InvalidEncryptionConfiguration", None),
    ("UpdateStateMachine", {"stateMachineArn": ORDERS, "roleArn": ROLE, "versionDescription": "x"},
     "ValidationException", "Version description can only be set when publish is true"),
    ("DescribeStateMachine", {"stateMachineArn": BAD}, "InvalidArn", BAD_ARN),
    ("DescribeStateMachine", {"stateMachineArn": NOWHERE}, "StateMachineDoesNotExist",
     f"State Machine Does Not Exist: '{NOWHERE}'"),
    ("DescribeStateMachine", {"stateMachineArn": V9}, "StateMachineDoesNotExist",
     f"State Machine Does Not Exist: '{V9}'"),
    ("DescribeStateMachine", {"stateMachineArn": ORDERS, "includedData": "SOME"}, "ValidationException",
     constraint("SOME", "includedData", "Member must satisfy enum value set: [ALL_DATA, METADATA_ONLY]")),
    ("DescribeStateMachine", {}, "ValidationException",
     "1 validation error detected: Value null at 'stateMachineArn' failed to satisfy constraint: "
     "Member must not be null"),
    ("DeleteStateMachine", {"stateMachineArn": BAD}, "InvalidArn", BAD_ARN),
    ("DeleteStateMachine", {"stateMachineArn": f"{ORDERS}/label"}, "ValidationException", None),
    ("PublishStateMachineVersion", {"stateMachineArn": BAD}, "InvalidArn", BAD_ARN),
    ("PublishStateMachineVersion", {"stateMachineArn": NOWHERE}, "StateMachineDoesNotExist",
     f"State Machine Does Not Exist: '{NOWHERE}'"),
    ("PublishStateMachineVersion", {"stateMachineArn": ORDERS, "revisionId": "R"}, "ConflictException",
     "Failed to publish the State Machine version for revision R. The current State Machine revision is REVISION."),
    ("PublishStateMachineVersion", {"stateMachineArn": ORDERS, "description": "d" * 257}, "ValidationException", None),
    ("ListStateMachineVersions", {"stateMachineArn": BAD}, "InvalidArn", BAD_ARN),
    ("ListStateMachineVersions", {"stateMachineArn": ORDERS, "nextToken": "x"}, "InvalidToken", None),
    ("ListStateMachineVersions", {"stateMachineArn": ORDERS, "maxResults": 1001}, "ValidationException",
     constraint(1001, "maxResults", "Member must have value less than or equal to 1000")),
    ("ListStateMachineVersions", {"stateMachineArn": ORDERS, "nextToken": "t" * 1025}, "ValidationException",
     constraint("t" * 1025, "nextToken", "Member must have length less than or equal to 1024")),
    ("DeleteStateMachineVersion", {"stateMachineVersionArn": BAD}, "InvalidArn", BAD_ARN),
    ("DeleteStateMachineVersion", {"stateMachineVersionArn": V1}, "ConflictException",
     "Version to be deleted must not be referenced by an alias. "
     "Current list of aliases referencing this version: [live]"),
    ("DeleteStateMachineVersion", {"stateMachineVersionArn": "a" * 2001}, "ValidationException", None),
    ("CreateStateMachineAlias", alias((BAD, 100)), "InvalidArn", BAD_ARN),
    ("CreateStateMachineAlias", alias((V9, 100)), "ResourceNotFound",
     "Request references a resource that does not exist."),
    ("CreateStateMachineAlias", alias((V2, 100), name="live"), "ConflictException",
     "Failed to create alias because an alias with the same name and a different routing configuration already "
     "exists."),
    ("CreateStateMachineAlias", alias((V1, 70), (V2, 29)), "ValidationException",
     "Sum of routing configuration weights must equal 100. Received: [70, 29]"),
    ("CreateStateMachineAlias", alias((V1, 50), (V1, 50)), "ValidationException",
     f"Routing configuration must contain distinct state machine version ARNs. Received: [{V1}, {V1}]"),
    ("CreateStateMachineAlias", alias((ORDERS, 50), (V1, 50)), "ValidationException",
     f"Routing configuration must contain state machine version ARNs. Received: [{ORDERS}, {V1}]"),
    ("CreateStateMachineAlias", alias((V1, 101)), "ValidationException",
     constraint(101, "routingConfiguration.1.member.weight", "Member must have value less than or equal to 100")),
    ("CreateStateMachineAlias", alias((V1, 50), (V2, 25), (V9, 25)), "ValidationException",
     constraint(java((V1, 50), (V2, 25), (V9, 25)), "routingConfiguration",
                "Member must have length less than or equal to 2")),
    ("CreateStateMachineAlias", alias((V1, 100), name="n" * 81), "ValidationException",
     constraint("n" * 81, "name", "Member must have length less than or equal to 80")),
    ("DescribeStateMachineAlias", {"stateMachineAliasArn": BAD}, "InvalidArn", BAD_ARN),
    ("DescribeStateMachineAlias", {"stateMachineAliasArn": f"{ORDERS}:gone"}, "ResourceNotFound",
     "Request references a resource that does not exist."),
    ("DescribeStateMachineAlias", {}, "ValidationException", None),
    ("UpdateStateMachineAlias", {"stateMachineAliasArn": f"{ORDERS}:live"}, "ValidationException", None),
    ("UpdateStateMachineAlias", {"stateMachineAliasArn": BAD, "description": ""}, "InvalidArn", BAD_ARN),
    ("UpdateStateMachineAlias", {"stateMachineAliasArn": f"{ORDERS}:gone", "description": "x"}, "ResourceNotFound",
     "Request references a resource that does not exist."),
    ("DeleteStateMachineAlias", {"stateMachineAliasArn": BAD}, "InvalidArn", BAD_ARN),
    ("DeleteStateMachineAlias", {}, "ValidationException", None),
    ("ListStateMachineAliases", {"stateMachineArn": BAD}, "InvalidArn", BAD_ARN),
    ("ListStateMachineAliases", {"stateMachineArn": NOWHERE}, "StateMachineDoesNotExist",
     f"State Machine Does Not Exist: '{NOWHERE}'"),
    ("ListStateMachineAliases", {"stateMachineArn": V9}, "ResourceNotFound", None),
    ("ListStateMachineAliases", {"stateMachineArn": ORDERS, "nextToken": "x"}, "InvalidToken",
     "Invalid Token: 'Invalid token'"),
    ("ListStateMachines", {"nextToken": "x"}, "InvalidToken", "Invalid Token: 'Invalid token'"),
    ("ListStateMachines", {"maxResults": 1001}, "ValidationException",
     constraint(1001, "maxResults", "Member must have value less than or equal to 1000")),
    ("ListActivities", {"nextToken": "x"}, "InvalidToken", "Invalid Token: 'Invalid token'"),
    ("CreateActivity", {"name": "pack", "encryptionConfiguration": {"type": "CUSTOMER_MANAGED_KMS_KEY",
                                                                    "kmsKeyId": "alias/a"}},
     "ActivityAlreadyExists", None),
    ("CreateActivity", {"name": "new", "encryptionConfiguration": KEY_NEEDED}, "InvalidEncryptionConfiguration", None),
    ("CreateActivity", {"name": "new", "tags": TAGS_51}, "TooManyTags", None),
    ("DescribeActivity", {"activityArn": BAD}, "InvalidArn", BAD_ARN),
    ("DescribeActivity", {"activityArn": f"{PACK}s"}, "ActivityDoesNotExist", f"Activity Does Not Exist: '{PACK}s'"),
    ("DeleteActivity", {"activityArn": BAD}, "InvalidArn", BAD_ARN),
    ("TagResource", {"resourceArn": V1, "tags": []}, "ResourceNotFound", f"Resource not found: '{V1}'"),
    ("TagResource", {"resourceArn": ORDERS, "tags": TAGS_51}, "TooManyTags", None),
    ("TagResource", {"resourceArn": BAD, "tags": []}, "InvalidArn", BAD_ARN),
    ("TagResource", {"resourceArn": ORDERS, "tags": [{"key": "AWS:x", "value": ""}]}, "ValidationException", None),
    ("TagResource", {"resourceArn": ORDERS, "tags": [{"key": "a?", "value": ""}]}, "ValidationException", None),
    ("UntagResource", {"resourceArn": NOWHERE, "tagKeys": []}, "ResourceNotFound",
     f"Resource not found: '{NOWHERE}'"),
    ("UntagResource", {"resourceArn": BAD, "tagKeys": []}, "InvalidArn", BAD_ARN),
    ("ListTagsForResource", {"resourceArn": NOWHERE}, "ResourceNotFound", f"Resource not found: '{NOWHERE}'"),
    ("ListTagsForResource", {"resourceArn": BAD}, "InvalidArn", BAD_ARN),
] + [
    ("CreateActivity", {"name": f"a{character}b"}, "InvalidName", f"Invalid Name: 'a{character}b'")
    for character in " <>{}[]?*\"#%\\^|~`$&,;:/\x00\x1f\x7f"
] + [
    ("CreateStateMachineAlias", alias((V1, 100), name=name), "ValidationException",
     constraint(name, "name", f"Member must satisfy regular expression pattern: {ALIAS_PATTERN}"))
    for name in ("123", "INVALID ALIAS", "!INVALID", "ALIAS@")
]

# What AWS's model allows and this service never answers: it has no keys and no other users, deletes at once, refuses
# a wrong setting of tracing as a wrong type, and puts the account's limits at 100,000 resources.
NEVER = {
    "KmsAccessDeniedException", "KmsThrottlingException", "KmsInvalidStateException", "StateMachineDeleting",
    "InvalidTracingConfiguration", "StateMachineTypeNotSupported", "StateMachineLimitExceeded",
    "ActivityLimitExceeded",
}
# Those that one operation has in AWS's model and answers with another code here.
NEVER_OF = {
    ("CreateStateMachine", "ConflictException"), ("UpdateStateMachine", "ConflictException"),
    ("CreateStateMachineAlias", "InvalidName"), ("UpdateStateMachineAlias", "ConflictException"),
    ("DeleteStateMachineAlias", "ConflictException"), ("DeleteStateMachineAlias", "ResourceNotFound"),
    ("ListStateMachineVersions", "ValidationException"),
}


class Refusals(ServiceTestCase):
    seen = collections.defaultdict(set)

    def setUp(self):
        if self.sfn.list_activities()["activities"]:
            return
        self.create("orders", publish=True)
        self.sfn.update_state_machine(stateMachineArn=ORDERS, definition=definition("2"), publish=True)
        self.sfn.create_state_machine_alias(**alias((V1, 100), name="live"))
        self.sfn.create_activity(name="pack")

    def check(self, operation, parameters, code, message, status=400):
        answer = self.refusal(lambda: self.sfn._make_api_call(operation, parameters), code, message, status)
        self.seen[operation].add(code)
        return answer

    def test_each_is_refused_in_the_words_of_aws(self):
        revision = self.sfn.describe_state_machine(stateMachineArn=ORDERS)["revisionId"]
        before = self.everything()
        for operation, parameters, code, message in REFUSALS:
            with self.subTest(operation=operation, code=code, parameters=str(parameters)[:100]):
                self.check(operation, parameters, code, message and message.replace("REVISION", revision))
        self.assertEqual(self.everything(), before, "a refusal changes nothing")

    def test_refusals_have_the_members_of_the_model(self):
        missing = self.check("ListTagsForResource", {"resourceArn": NOWHERE}, "ResourceNotFound", None)
        self.assertEqual(missing["resourceName"], NOWHERE)
        many = self.check("TagResource", {"resourceArn": ORDERS, "tags": TAGS_51}, "TooManyTags", None)
        self.assertEqual(many["resourceName"], ORDERS)
        routes = self.check("CreateStateMachineAlias", alias((V1, 99)), "ValidationException", None)
        self.assertEqual(routes["reason"], "INVALID_ROUTING_CONFIGURATION")
        with self.assertRaises(self.sfn.exceptions.StateMachineDoesNotExist):
            self.sfn.describe_state_machine(stateMachineArn=NOWHERE)

    def test_several_constraints_are_named_together(self):
        parameters = machine(name="", type="FAST", publish="yes")
        self.check("CreateStateMachine", parameters, "SerializationException", None)
        answer = self.check("CreateStateMachine", machine(name="", type="FAST"), "ValidationException", None)
        message = answer["Error"]["Message"]
        self.assertTrue(message.startswith("2 validation errors detected: Value '' at 'name' failed"), message)
        self.assertIn("Value 'FAST' at 'type'", message)

    def test_quotas_of_versions_and_aliases(self):
        arn = self.create("quotas", publish=True)
        for number in range(2, 1001):
            self.sfn.update_state_machine(stateMachineArn=arn, definition=definition(number), publish=True)
        more = {"stateMachineArn": arn, "definition": definition("more"), "publish": True}
        self.check("UpdateStateMachine", more, "ServiceQuotaExceededException", None, 402)
        self.sfn.update_state_machine(stateMachineArn=arn, definition=definition("more"))
        more = {"stateMachineArn": arn}
        self.check("PublishStateMachineVersion", more, "ServiceQuotaExceededException", None, 402)
        for number in range(100):
            self.sfn.create_state_machine_alias(**alias((f"{arn}:1", 100), name=f"a{number}"))
        more = alias((f"{arn}:1", 100), name="more")
        self.check("CreateStateMachineAlias", more, "ServiceQuotaExceededException", None, 402)

    def test_z_every_error_of_the_model_was_seen(self):
        missing = []
        for operation, codes in self.seen.items():
            model = {shape.name for shape in self.sfn.meta.service_model.operation_model(operation).error_shapes}
            unseen = model - codes - NEVER
            missing += [(operation, code) for code in sorted(unseen) if (operation, code) not in NEVER_OF]
        self.assertEqual(missing, [])
        self.assertGreaterEqual(len(self.seen), 20)

    def everything(self):
        machines = self.sfn.list_state_machines(maxResults=1000)["stateMachines"]
        return (
            [self.sfn.describe_state_machine(stateMachineArn=item["stateMachineArn"])["definition"]
             for item in machines],
            self.sfn.list_activities()["activities"],
            self.sfn.list_state_machine_aliases(stateMachineArn=ORDERS)["stateMachineAliases"],
            self.sfn.list_state_machine_versions(stateMachineArn=ORDERS)["stateMachineVersions"],
            self.sfn.list_tags_for_resource(resourceArn=ORDERS)["tags"],
        )


class Throttling(ServiceTestCase):
    options = ("--quotas", "aws", "--time-scale", "1")

    def test_more_than_the_bucket_holds_is_throttled(self):
        accepted = 0
        sfn = self.sfn
        with self.assertRaises(sfn.exceptions.ClientError) as refused:
            while accepted < 1_000:
                with contextlib.suppress(sfn.exceptions.ResourceNotFound):
                    sfn.describe_state_machine_alias(stateMachineAliasArn=f"{ORDERS}:live")
                accepted += 1
        self.assertEqual(refused.exception.response["Error"]["Code"], "ThrottlingException")
        self.assertEqual(refused.exception.response["Error"]["Message"], "Rate exceeded")
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertGreaterEqual(accepted, 200, "the bucket holds 200")
        elsewhere = self.server.client(region="eu-west-1").describe_state_machine_alias
        self.refusal(lambda: elsewhere(stateMachineAliasArn=f"{ORDERS}:live"), "ResourceNotFound")
