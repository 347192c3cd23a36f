# Prints manifests of as many state machines as the first argument says, each with an alias.
for number in $(seq 1 "$1"); do
  printf '%s\n' \
    'apiVersion: statecraft/v1' 'kind: StateMachine' "metadata: {name: copy-$number}" 'spec:' \
    '  roleArn: arn:aws:iam::${account}:role/checkout-${stage}' '  definitionFile: checkout.asl.yaml' '---' \
    'apiVersion: statecraft/v1' 'kind: StateMachineAlias' 'metadata: {name: live}' 'spec:' \
    "  stateMachine: copy-$number" '  routingConfiguration: [{version: current, weight: 100}]' '---'
done
