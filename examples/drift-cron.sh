#!/bin/sh
# Looks for drift and says something only when there is some: cron mails what is printed.
#
#   0 6 * * 1-5  deploy  /usr/local/bin/drift-cron.sh https://git.example.com/shop/orders.git production
#
# Exit status: 0 no drift, 2 drift, 1 an error.
set -u
if [ $# -ne 2 ]; then
  echo "usage: drift-cron.sh REPOSITORY ENVIRONMENT" >&2
  exit 1
fi

report=$(statecraft drift --repo "$1" --env "$2" --quiet 2>&1)
status=$?
if [ $status -ne 0 ]; then
  printf '%s\n' "$report"
fi
exit $status
