# Brings what is live into an empty state.

import {
  to = aws_sfn_state_machine.orders
  id = "arn:aws:states:us-east-1:111122223333:stateMachine:orders"
}

import {
  to = aws_sfn_state_machine.plain
  id = "arn:aws:states:us-east-1:111122223333:stateMachine:plain"
}

import {
  to = aws_sfn_alias.live
  id = "arn:aws:states:us-east-1:111122223333:stateMachine:orders:live"
}

import {
  to = aws_sfn_activity.pack
  id = "arn:aws:states:us-east-1:111122223333:activity:pack"
}
