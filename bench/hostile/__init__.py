"""The gauntlet's stage: a namespace, a misbehaving server, scripted names, canaries, rows."""
