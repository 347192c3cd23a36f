# Every resource of Step Functions that Terraform's provider has, with every setting that the local service keeps.
# The variables are what the test changes.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" { type = string }
variable "comment" { type = string }
variable "team" { type = string }
variable "weight" { type = number }
variable "previous_version" { type = number }

provider "aws" {
  region     = "us-east-1"
  access_key = "111122223333"
  secret_key = "any"

  skip_metadata_api_check = true
  skip_region_validation  = true

  endpoints {
    sfn = var.endpoint
    sts = var.endpoint
  }
}

resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = "arn:aws:iam::111122223333:role/orders"
  type     = "EXPRESS"
  publish  = true

  definition = jsonencode({
    Comment = var.comment
    StartAt = "Pack"
    States  = { Pack = { Type = "Pass", End = true } }
  })

  logging_configuration {
    log_destination        = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/states/orders:*"
    include_execution_data = true
    level                  = "ERROR"
  }

  tracing_configuration {
    enabled = true
  }

  encryption_configuration {
    type                              = "CUSTOMER_MANAGED_KMS_KEY"
    kms_key_id                        = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    kms_data_key_reuse_period_seconds = 900
  }

  tags = { team = var.team, service = "orders" }
}

# Nothing but what is required: every other setting is the service's default.
resource "aws_sfn_state_machine" "plain" {
  name       = "plain"
  role_arn   = "arn:aws:iam::111122223333:role/plain"
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}

resource "aws_sfn_alias" "live" {
  name        = "live"
  description = "what the shop calls"

  routing_configuration {
    state_machine_version_arn = aws_sfn_state_machine.orders.state_machine_version_arn
    weight                    = var.weight
  }

  # The first apply has one version to route to.
  dynamic "routing_configuration" {
    for_each = var.weight == 100 ? [] : [var.previous_version]
    content {
      state_machine_version_arn = "${aws_sfn_state_machine.orders.arn}:${routing_configuration.value}"
      weight                    = 100 - var.weight
    }
  }
}

resource "aws_sfn_activity" "pack" {
  name = "pack"
  tags = { team = var.team }

  encryption_configuration {
    type       = "CUSTOMER_MANAGED_KMS_KEY"
    kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}
