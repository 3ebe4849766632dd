#!/bin/sh
# The stand-in brings no cipher tool: what needs one should fail here, and not go on without secrets.
echo "The stand-in distribution has no cipher tool." >&2
exit 255
